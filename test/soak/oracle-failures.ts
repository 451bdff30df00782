import type { Notebook, Outcome, Why } from "./oracle-types.ts";

/** What each failure may be called, first by its own name. */
const NAMES: Readonly<Record<Why | "refused" | "limit", readonly string[]>> = {
  "no network": ["no-network"],
  "a page in its place": ["not-tedee", "blocked"],
  reset: ["reset", "tedee-down"],
  "cut off": ["broken-answer", "tedee-down"],
  "5xx": ["tedee-down"],
  "not there": ["not-found", "tedee-down"],
  "too late": ["timeout", "tedee-down"],
  refused: ["key-refused"],
  limit: ["limit-reached"],
};

/** Judges what is said of failed polls. */
export class Failures {
  readonly #notes: Notebook;
  /** Polls in a row that failed, those of them that the app must have counted, and whether one was no refusal. */
  #count = 0;
  #sure = 0;
  #plain = false;
  /** What the last of them was, and what it was before refusals, which may be blips and end no row. */
  #last: readonly string[] = [];
  #banner: string | null = null;
  #settled = true;
  /** The row that the last good answer ended. */
  #ended: { readonly count: number; readonly sure: number; readonly plain: boolean; readonly last: readonly string[] } =
    {
      ...{ count: 0, sure: 0, plain: false, last: [] },
    };

  constructor(notes: Notebook) {
    this.#notes = notes;
  }

  /** Failures in a row. */
  get count(): number {
    return this.#count;
  }

  started(): void {
    this.#count = 0;
    this.#forget();
    this.#banner = null;
  }

  answered(outcome: Outcome, why: Why | null, sure: boolean): void {
    if (outcome === "sound" || outcome === "dropped") return;
    this.#count += 1;
    if (sure) this.#sure += 1;
    const refused = outcome === "refused";
    this.#plain ||= sure && !refused;
    const names = NAMES[outcome === "failed" ? (why ?? "5xx") : outcome];
    this.#last = sure && !refused ? names : [...this.#last, ...names];
    this.#settled = false;
  }

  /** A good answer; one that the app may have dropped need not have ended a row of failures. */
  heard(sure: boolean): void {
    this.#ended = { count: this.#count, sure: this.#sure, plain: this.#plain, last: this.#last };
    if (sure) {
      this.#count = 0;
      this.#last = [];
    }
    this.#forget();
  }

  /** What was heard is a page of a list that is read on: only its last ends a row. */
  readOn(): void {
    ({ count: this.#count, sure: this.#sure, plain: this.#plain, last: this.#last } = this.#ended);
  }

  /** Of an answer that may have been good the app need not have counted what came before. */
  #forget(): void {
    this.#sure = 0;
    this.#plain = false;
  }

  claim(banner: string | null, at: number): void {
    if (banner !== this.#banner) this.said(banner, at);
    this.#banner = banner;
  }

  /** "one failed poll changes nothing a person sees except the age of the data; a banner after two in a row" */
  said(kind: string | null, at: number): void {
    if (kind === null || kind === "notice") return;
    // a key that was refused for long stays the matter, whatever else fails meanwhile
    if (kind !== "key-refused" && !this.#last.includes(kind))
      this.#wrong(at, `${kind} for ${this.#last[0] ?? "nothing"}`);
    // a wait that Tedee asks for is no failed poll: it says until when nothing comes
    if (kind !== "limit-reached" && this.#count < 2) this.#notes.broken("one failed poll made visible", at, kind);
  }

  /** Everything of one moment has happened. */
  settle(at: number): void {
    if (this.#settled) return;
    this.#settled = true;
    // refusals alone say nothing within their patience
    if (this.#sure >= 2 && this.#plain && this.#banner === null)
      this.#wrong(at, `${this.#sure} failures, and no banner`);
  }

  #wrong(at: number, what: string): void {
    this.#notes.broken("failure not told, or told as another", at, what);
  }
}
