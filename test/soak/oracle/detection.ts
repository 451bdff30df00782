import { speaks, type Book, type Page } from "./knowledge.ts";
import type { Witness } from "./events.ts";
import { wordsOf } from "./states.ts";

/** Why a change was seen late; the first of them that applies is given. */
export const CAUSES = [
  "app not running",
  "computer asleep",
  "clock set",
  "key refused",
  "limit of the account",
  "failed poll",
  "slow answer",
  "lock out of reach",
  "lock not listed yet",
] as const;
export type Cause = (typeof CAUSES)[number];

/** A round trip that takes longer is a fault of its own. */
const SLOW_MS = 1000;
/** An interval, a round trip, and a list or a late lock in between. */
const LONG_MS = 25_000;
/** For so long after a wait that Tedee asked for, the interval may be 60 s: others use the account. */
const SHARED_MS = 3_600_000 + 60_000;

const STEP_MS = 50;
/** From here on a step is as long as this itself, so that the steps stay few however long a soak is. */
const FINE_MS = 60_000;
const FINE_STEPS = FINE_MS / STEP_MS;

const stepOf = (ms: number): number =>
  ms <= FINE_MS ? Math.ceil(ms / STEP_MS) : FINE_STEPS + Math.ceil((ms - FINE_MS) / FINE_MS);
const endOf = (step: number): number => (step <= FINE_STEPS ? step * STEP_MS : FINE_MS + (step - FINE_STEPS) * FINE_MS);

/** Times in steps of 50 ms, and of a minute from the first minute on, without keeping each. */
export class Histogram {
  readonly #steps = new Map<number, number>();
  count = 0;
  most = 0;

  add(ms: number): void {
    const step = stepOf(ms);
    this.#steps.set(step, (this.#steps.get(step) ?? 0) + 1);
    this.count += 1;
    this.most = Math.max(this.most, ms);
  }

  /** The time that so much of all (0 to 1) took at most, rounded up to a step; 0 of nothing. */
  quantile(share: number): number {
    let left = share * this.count;
    for (const step of [...this.#steps.keys()].sort((a, b) => a - b)) {
      left -= this.#steps.get(step) ?? 0;
      if (left <= 0) return Math.min(endOf(step), this.most);
    }
    return this.most;
  }
}

interface Change {
  readonly at: number;
  readonly words: string;
  /** What is the matter with this lock alone. */
  readonly own: Cause | null;
}

/** Measures how long a change of a lock takes until its row says so. */
export class Times {
  readonly #book: Book;
  readonly calm = new Histogram();
  readonly roundTrips = new Histogram();
  readonly held = new Map<Cause, Histogram>();
  /** Changes that were over before anybody could look. */
  unseen = 0;
  /** Changes that lasted long enough and were never shown. */
  readonly missed: string[] = [];
  readonly #changes = new Map<Page, Change>();
  readonly #shown = new Map<Page, string>();
  readonly #open = new Set<Cause>();
  readonly #endedAt = new Map<Cause, number>();
  readonly #outOfReach = new Set<Page>();
  #sharedUntil = -Infinity;
  /** When the request left that has no answer yet; infinite without one. */
  #sentAt = Infinity;

  constructor(book: Book) {
    this.#book = book;
  }

  begin(cause: Cause): void {
    this.#open.add(cause);
  }

  /** A sleep that nobody told of looks like a clock that was set: what was to last an hour lasts that much longer. */
  slept(ms: number): void {
    this.#sharedUntil += ms;
  }

  /** A good answer ends all that held polling back. */
  heard(at: number): void {
    for (const cause of this.#open) this.#endedAt.set(cause, at);
    this.#open.clear();
  }

  sent(at: number): void {
    this.#sentAt = at;
  }

  answered(at: number, outcome: string, tookMs: number, waitMs: number): void {
    this.#sentAt = Infinity;
    if (outcome === "failed") this.begin("failed poll");
    if (outcome === "refused") this.begin("key refused");
    if (outcome === "limit") this.#sharedUntil = at + waitMs + SHARED_MS;
    if (outcome === "sound" && tookMs <= SLOW_MS) this.roundTrips.add(tookMs);
    else this.#endedAt.set("slow answer", at);
  }

  started(): void {
    this.#shown.clear();
  }

  truth(at: number, serial: string): void {
    const page = this.#book.page(serial);
    const { truth } = page;
    if (truth === null || !speaks(truth)) {
      this.#over(page, at);
      this.#changes.delete(page);
      this.#outOfReach.add(page);
      return;
    }
    const back = this.#outOfReach.delete(page);
    const words = wordsOf(truth);
    if (this.#changes.get(page)?.words === words) return;
    this.#over(page, at);
    const own = back
      ? "lock out of reach"
      : page.id !== null && page.listedId === page.id
        ? null
        : "lock not listed yet";
    if (this.#shown.get(page) === words) this.#changes.delete(page);
    else this.#changes.set(page, { at, words, own });
  }

  /** What was not shown yet is over. */
  #over(page: Page, at: number): void {
    const change = this.#changes.get(page);
    if (change === undefined) return;
    const waiting = at - this.#sentAt > SLOW_MS;
    if (at - change.at > LONG_MS && !waiting && this.#causeOf(change) === null)
      this.missed.push(`${new Date(at).toISOString()} ${page.name}: ${change.words} for ${at - change.at} ms`);
    else this.unseen += 1;
  }

  row({ at, serial, lock, door }: Witness & { kind: "row" }): void {
    const page = this.#book.page(serial);
    const words = `${lock} ${door}`;
    this.#shown.set(page, words);
    const change = this.#changes.get(page);
    if (change?.words !== words) return;
    this.#changes.delete(page);
    const cause = this.#causeOf(change);
    if (cause === null) this.calm.add(at - change.at);
    else this.#histogram(cause).add(at - change.at);
  }

  member(serial: string): void {
    const page = this.#book.page(serial);
    const change = this.#changes.get(page);
    if (change !== undefined) this.#changes.set(page, { ...change, own: "lock not listed yet" });
  }

  #causeOf({ at, own }: Change): Cause | null {
    if (this.#sharedUntil >= at) return "limit of the account";
    const since = (cause: Cause): number =>
      this.#open.has(cause) ? Infinity : (this.#endedAt.get(cause) ?? -Infinity);
    return CAUSES.find((cause) => since(cause) >= at) ?? own;
  }

  #histogram(cause: Cause): Histogram {
    const found = this.held.get(cause) ?? new Histogram();
    this.held.set(cause, found);
    return found;
  }
}
