import { waitAsked } from "./limits.ts";
import type { Notebook } from "./events.ts";

/** How exact the app's own timers must be. */
const SLACK_MS = 5;

/** Judges that a wait which Tedee asked for is kept, also across a restart. */
export class Waits {
  readonly #notes: Notebook;
  #until = -Infinity;
  #clockSet = false;

  constructor(notes: Notebook) {
    this.#notes = notes;
  }

  /** Tedee said 429 and how long to wait, 0 where it did not say. */
  asked(at: number, waitMs: number): void {
    this.#until = Math.max(this.#until, at + waitAsked(waitMs));
    this.#clockSet = false;
  }

  clockSet(): void {
    this.#clockSet = true;
  }

  /** What an app wrote down by a clock that was set afterwards tells the next one nothing. */
  started(): void {
    if (this.#clockSet) this.#until = -Infinity;
  }

  sent(at: number): void {
    if (at >= this.#until - SLACK_MS) return;
    this.#notes.broken("asked within a wait that Tedee asked for", at, `${this.#until - at} ms before its end`);
    this.#until = -Infinity;
  }
}
