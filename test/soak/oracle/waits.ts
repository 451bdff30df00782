import type { Findings } from "./events.ts";
import { waitAsked } from "./limits.ts";

/** How exact the app's own timers must be, in milliseconds. */
const SLACK_MS = 5;

/** Judges that the app keeps a wait that Tedee asks for, also across a restart. */
export class Waits {
  readonly #findings: Findings;
  #until = -Infinity;
  #clockSet = false;

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  /** Tedee answered 429 and asks for a wait in milliseconds; 0 when it says none. */
  asked(at: number, waitMs: number): void {
    this.#until = Math.max(this.#until, at + waitAsked(waitMs));
    this.#clockSet = false;
  }

  clockSet(): void {
    this.#clockSet = true;
  }

  /** A wait written down by another clock means nothing to the next process. */
  started(): void {
    if (this.#clockSet) this.#until = -Infinity;
  }

  sent(at: number): void {
    if (at >= this.#until - SLACK_MS) return;
    this.#findings.broken("asked within a wait that Tedee asked for", at, `${this.#until - at} ms before its end`);
    this.#until = -Infinity;
  }
}
