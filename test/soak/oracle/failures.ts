import type { FailureCause, Findings, Outcome } from "./events.ts";

/** The names by which the app may tell each failure, the best one first. */
const NAMES: Readonly<Record<FailureCause | "refused" | "limit", readonly string[]>> = {
  "no network": ["no-network"],
  "portal page": ["not-tedee", "blocked"],
  reset: ["reset", "tedee-down"],
  "cut off": ["broken-answer", "tedee-down"],
  "5xx": ["tedee-down"],
  "not there": ["not-found", "tedee-down"],
  "too late": ["timeout", "tedee-down"],
  refused: ["key-refused"],
  limit: ["limit-reached"],
};

/** Failed polls in a row. */
interface Outage {
  readonly polls: number;
  /** Polls that the app has certainly counted. */
  readonly certainPolls: number;
  /** One of those was more than a refusal. */
  readonly notOnlyRefused: boolean;
  /** The names of the last failure, and before refusals (which may pass) those of the failure before them. */
  readonly names: readonly string[];
}

const NO_OUTAGE: Outage = { polls: 0, certainPolls: 0, notOnlyRefused: false, names: [] };

/** Judges what the app says of failed polls. */
export class Failures {
  readonly #findings: Findings;
  #outage = NO_OUTAGE;
  /** The outage that the last good answer ended. */
  #ended = NO_OUTAGE;
  #banner: string | null = null;
  #settled = true;

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  /** Failed polls in a row. */
  get count(): number {
    return this.#outage.polls;
  }

  started(): void {
    this.#outage = { ...NO_OUTAGE, names: this.#outage.names };
    this.#banner = null;
  }

  answered(outcome: Outcome, cause: FailureCause | null, certain: boolean): void {
    if (outcome === "good" || outcome === "dropped") return;
    const { polls, certainPolls, notOnlyRefused, names } = this.#outage;
    const replaces = certain && outcome !== "refused";
    const own = NAMES[outcome === "failed" ? (cause ?? "5xx") : outcome];
    this.#outage = {
      polls: polls + 1,
      certainPolls: certainPolls + (certain ? 1 : 0),
      notOnlyRefused: notOnlyRefused || replaces,
      names: replaces ? own : [...names, ...own],
    };
    this.#settled = false;
  }

  /** A good answer ends the outage; one that the app may have dropped leaves both possible. */
  heard(certain: boolean): void {
    this.#ended = this.#outage;
    this.#outage = certain ? NO_OUTAGE : { ...this.#outage, certainPolls: 0, notOnlyRefused: false };
  }

  /** The answer was one page of a list that the app reads on: only the last page ends an outage. */
  readOn(): void {
    this.#outage = this.#ended;
  }

  headline(banner: string | null, at: number): void {
    if (banner !== this.#banner) this.said(banner, at);
    this.#banner = banner;
  }

  /** "one failed poll changes nothing a person sees except the age of the data; a banner after two in a row" */
  said(kind: string | null, at: number): void {
    if (kind === null || kind === "notice") return;
    // a refused key stays the message, whatever fails afterwards
    if (kind !== "key-refused" && !this.#outage.names.includes(kind))
      this.#wrong(at, `${kind} for ${this.#outage.names[0] ?? "nothing"}`);
    // a wait that Tedee asks for is no failed poll: the app says until when nothing comes
    if (kind !== "limit-reached" && this.#outage.polls < 2)
      this.#findings.broken("one failed poll made visible", at, kind);
  }

  /** Judges what stands on show at the end of a moment. */
  settle(at: number): void {
    if (this.#settled) return;
    this.#settled = true;
    // the app may wait before it blames a key
    if (this.#outage.certainPolls >= 2 && this.#outage.notOnlyRefused && this.#banner === null)
      this.#wrong(at, `${this.#outage.certainPolls} failures, and no banner`);
  }

  #wrong(at: number, what: string): void {
    this.#findings.broken("failure not told, or told as another", at, what);
  }
}
