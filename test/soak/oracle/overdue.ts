import type { Book, Heard, Page } from "./knowledge.ts";
import { UNRESERVED, waitAsked } from "./limits.ts";
import type { Notebook, Outcome } from "./events.ts";

const RULE = "lock or list left unasked while nothing held it back";
/** How often it looks. */
const LOOK_MS = 10_000;
/** A round trip that takes longer holds polling back, as any failure does. */
const SLOW_MS = 1000;
/** "a 429 that our own count does not explain means others use the account: 60 s interval for the next hour" */
const SHARED_MS = 3_600_000;
const SHARED_INTERVAL_MS = 60_000;
/** "Short of budget, the interval grows": some requests before the end of what is not kept for commands. */
const PLENTY = UNRESERVED - 60;
/** "List again: hourly", and a while for what comes between. */
const LIST_MS = 3_600_000 + 120_000;
/** "No list begins unless its pages keep the last 10 minutes at 9 or fewer", so that a new lock may have to wait. */
const JOIN_MS = 600_000 + 120_000;

/** "Network and 5xx: 20, 40, 80, 160, 300 s with ±10 % jitter" */
const LADDER_MS = [20_000, 40_000, 80_000, 160_000, 300_000] as const;
const JITTER = 0.1;
const LIST_APART_MS = 60_000;
/** Locks that fall due within 2 s of each other go out together. */
const RETRY_SLACK_MS = 3000;

/** How often in a row requests failed by now, and whether the last of them surely asked for locks. */
interface Failed {
  readonly failures: number;
  readonly sync: boolean;
}

/** Judges that polling goes on: as long as all answers are good, each lock is asked for at its time, and the list too. */
export class Neglect {
  readonly #book: Book;
  readonly #notes: Notebook;
  readonly #intervalMs: number;
  /** Since when only good answers came; null from trouble until the next of them. */
  #clearFrom: number | null = null;
  #lookAt = -Infinity;
  /** When the next try after trouble is due at the latest. */
  #nextBy = Infinity;
  #sharedUntil = -Infinity;
  #listedAt = -Infinity;
  readonly #heardAt = new Map<Page, number>();
  readonly #joinedAt = new Map<Page, number>();

  constructor(book: Book, notes: Notebook, intervalMs: number) {
    this.#book = book;
    this.#notes = notes;
    this.#intervalMs = intervalMs;
  }

  /** A start, a sleep or its end, a clock that was set: from here on it is judged anew. */
  disturbed(): void {
    this.#nextBy = Infinity;
    this.#clearFrom = null;
  }

  /** A sleep that nobody told of looks like a clock that was set: what was to last an hour lasts that much longer. */
  slept(ms: number): void {
    this.#sharedUntil += ms;
  }

  /** In the account, or in it under another id. */
  member(at: number, serial: string): void {
    this.#joinedAt.set(this.#book.page(serial), at);
  }

  sent(): void {
    this.#nextBy = Infinity;
  }

  answered(at: number, outcome: Outcome, tookMs: number, waitMs: number, failed: Failed): void {
    if (outcome !== "sound" && outcome !== "dropped") this.#nextBy = at + this.#retryMs(outcome, waitMs, failed);
    if (outcome === "limit") this.#sharedUntil = at + Math.max(waitMs, 300_000) + SHARED_MS;
    if (outcome !== "sound" || tookMs > SLOW_MS) this.#clearFrom = null;
    else this.#clearFrom ??= at;
  }

  heard(at: number, { news, list }: Heard): void {
    for (const { page } of news) this.#heardAt.set(page, at);
    if (list) this.#listedAt = at;
  }

  /** The longest wait for the next try; a refused key may already count as one, and others may use the account. */
  #retryMs(outcome: Outcome, waitMs: number, { failures, sync }: Failed): number {
    // what was asked last is due an interval later at the soonest, which is longer while others use the account
    if (outcome === "limit") return Math.max(waitAsked(waitMs), SHARED_INTERVAL_MS);
    if (this.#book.refused || outcome === "refused") return this.#book.refused ? 300_000 : SHARED_INTERVAL_MS;
    const ladder = (LADDER_MS[Math.min(failures, LADDER_MS.length) - 1] ?? 0) * (1 + JITTER);
    // "lists at least 60 s apart", while no lock may be due any sooner
    return sync ? ladder : Math.max(ladder, LIST_APART_MS);
  }

  /** Looks at what should have happened before this moment. */
  expire(at: number, inHour: number): void {
    const { running, asleep } = this.#book;
    if (!running || asleep || inHour > PLENTY) this.#nextBy = Infinity;
    if (!running || asleep) return;
    if (at > this.#nextBy + RETRY_SLACK_MS) {
      this.#nextBy = Infinity;
      this.#notes.broken(RULE, at, "anything, after trouble");
    }
    if (at < this.#lookAt || this.#clearFrom === null) return;
    this.#lookAt = at + LOOK_MS;
    if (inHour > PLENTY) this.#clearFrom = at;
    else this.#look(at, this.#clearFrom);
  }

  /** Looks at each lock and at the list, as nothing held polling back since `from`. */
  #look(at: number, from: number): void {
    // the last look of such an hour still sets the next one a minute ahead
    const interval = at < this.#sharedUntil + 2 * SHARED_INTERVAL_MS ? SHARED_INTERVAL_MS : this.#intervalMs;
    const late = (since: number | undefined, ms: number): boolean => at - Math.max(from, since ?? from) > ms;
    if (late(this.#listedAt, LIST_MS)) this.#broken(at, "the list");
    for (const page of this.#book.pages.values()) {
      if (page.id === null) continue;
      const joined = this.#joinedAt.get(page) ?? from;
      if (page.listedId !== page.id) {
        if (late(joined, JOIN_MS)) this.#broken(at, `${page.name}, which joined`);
      } else if (page.firm && late(Math.max(joined, this.#heardAt.get(page) ?? from), 2 * interval + 10_000)) {
        this.#broken(at, page.name);
      }
    }
  }

  #broken(at: number, what: string): void {
    this.#notes.broken(RULE, at, what);
    this.#clearFrom = at;
  }
}
