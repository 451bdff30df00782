import type { Notebook, Outcome, Why } from "./events.ts";

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

/** Polls in a row that failed. */
interface Row {
  readonly count: number;
  /** Those of them that the app must have counted, and whether one was no refusal. */
  readonly sure: number;
  readonly plain: boolean;
  /** What the last of them was, and what it was before refusals, which may be blips and end no row. */
  readonly last: readonly string[];
}

const NONE: Row = { count: 0, sure: 0, plain: false, last: [] };

/** Judges what is said of failed polls. */
export class Failures {
  readonly #notes: Notebook;
  #row = NONE;
  /** The row that the last good answer ended. */
  #ended = NONE;
  #banner: string | null = null;
  #settled = true;

  constructor(notes: Notebook) {
    this.#notes = notes;
  }

  /** Failures in a row. */
  get count(): number {
    return this.#row.count;
  }

  started(): void {
    this.#row = { ...NONE, last: this.#row.last };
    this.#banner = null;
  }

  answered(outcome: Outcome, why: Why | null, sure: boolean): void {
    if (outcome === "sound" || outcome === "dropped") return;
    const { count, sure: surely, plain, last } = this.#row;
    const isPlain = sure && outcome !== "refused";
    const names = NAMES[outcome === "failed" ? (why ?? "5xx") : outcome];
    this.#row = {
      count: count + 1,
      sure: surely + (sure ? 1 : 0),
      plain: plain || isPlain,
      last: isPlain ? names : [...last, ...names],
    };
    this.#settled = false;
  }

  /** A good answer; one that the app may have dropped need not have ended a row of failures, nor gone on with it. */
  heard(sure: boolean): void {
    this.#ended = this.#row;
    this.#row = sure ? NONE : { ...this.#row, sure: 0, plain: false };
  }

  /** What was heard is a page of a list that is read on: only its last ends a row. */
  readOn(): void {
    this.#row = this.#ended;
  }

  headline(banner: string | null, at: number): void {
    if (banner !== this.#banner) this.said(banner, at);
    this.#banner = banner;
  }

  /** "one failed poll changes nothing a person sees except the age of the data; a banner after two in a row" */
  said(kind: string | null, at: number): void {
    if (kind === null || kind === "notice") return;
    // a key that was refused for long stays the matter, whatever else fails meanwhile
    if (kind !== "key-refused" && !this.#row.last.includes(kind))
      this.#wrong(at, `${kind} for ${this.#row.last[0] ?? "nothing"}`);
    // a wait that Tedee asks for is no failed poll: it says until when nothing comes
    if (kind !== "limit-reached" && this.#row.count < 2) this.#notes.broken("one failed poll made visible", at, kind);
  }

  /** Everything of one moment has happened. */
  settle(at: number): void {
    if (this.#settled) return;
    this.#settled = true;
    // refusals alone say nothing within their patience
    if (this.#row.sure >= 2 && this.#row.plain && this.#banner === null)
      this.#wrong(at, `${this.#row.sure} failures, and no banner`);
  }

  #wrong(at: number, what: string): void {
    this.#notes.broken("failure not told, or told as another", at, what);
  }
}
