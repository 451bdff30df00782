import type { TimedEvent } from "./events.ts";
import { Histogram } from "./histogram.ts";
import type { Knowledge } from "./knowledge.ts";
import { speaks, type LockRecord } from "./lock-record.ts";
import { wordsOf } from "./states.ts";

/** Why the app saw a change late; the first of them that applies is given. */
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

/** A longer round trip is a fault. */
const SLOW_MS = 1000;
/** An interval, a round trip, and time for a list or another lock between. */
const LONG_MS = 25_000;
/** So long after a wait that Tedee asked for, the interval may be 60 s: others use the account. */
const SHARED_MS = 3_600_000 + 60_000;

interface Change {
  readonly at: number;
  readonly words: string;
  /** A cause of this lock alone. */
  readonly own: Cause | null;
}

/** Measures how long a change of a lock takes until its row shows it. */
export class Detection {
  readonly #knowledge: Knowledge;
  /** Times of changes that nothing delayed. */
  readonly undisturbed = new Histogram();
  readonly roundTrips = new Histogram();
  /** Times of changes that something delayed, by its cause. */
  readonly delayed = new Map<Cause, Histogram>();
  /** Changes that ended before a poll could see them. */
  unseen = 0;
  /** Changes that lasted and were never shown. */
  readonly missed: string[] = [];
  readonly #changes = new Map<LockRecord, Change>();
  readonly #shown = new Map<LockRecord, string>();
  readonly #open = new Set<Cause>();
  readonly #endedAt = new Map<Cause, number>();
  readonly #outOfReach = new Set<LockRecord>();
  #sharedUntil = -Infinity;
  /** When the request without an answer was sent; infinite without one. */
  #sentAt = Infinity;

  constructor(knowledge: Knowledge) {
    this.#knowledge = knowledge;
  }

  begin(cause: Cause): void {
    this.#open.add(cause);
  }

  /** A silent sleep looks like a clock setting: an hour on the app's clock ends that much later. */
  slept(ms: number): void {
    this.#sharedUntil += ms;
  }

  /** A good answer ends every cause that held polling back. */
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
    if (outcome === "good" && tookMs <= SLOW_MS) this.roundTrips.add(tookMs);
    else this.#endedAt.set("slow answer", at);
  }

  started(): void {
    this.#shown.clear();
  }

  truth(at: number, serial: string): void {
    const lock = this.#knowledge.lock(serial);
    const { truth } = lock;
    if (truth === null || !speaks(truth)) {
      this.#over(lock, at);
      this.#changes.delete(lock);
      this.#outOfReach.add(lock);
      return;
    }
    const back = this.#outOfReach.delete(lock);
    const words = wordsOf(truth);
    if (this.#changes.get(lock)?.words === words) return;
    this.#over(lock, at);
    const listed = lock.id !== null && lock.listedId === lock.id;
    const own = back ? "lock out of reach" : listed ? null : "lock not listed yet";
    if (this.#shown.get(lock) === words) this.#changes.delete(lock);
    else this.#changes.set(lock, { at, words, own });
  }

  /** A change that no row shows yet ends. */
  #over(lock: LockRecord, at: number): void {
    const change = this.#changes.get(lock);
    if (change === undefined) return;
    const waiting = at - this.#sentAt > SLOW_MS;
    if (at - change.at > LONG_MS && !waiting && this.#causeOf(change) === null)
      this.missed.push(`${new Date(at).toISOString()} ${lock.name}: ${change.words} for ${at - change.at} ms`);
    else this.unseen += 1;
  }

  row({ at, serial, lock: bolt, door }: TimedEvent & { kind: "row" }): void {
    const lock = this.#knowledge.lock(serial);
    const words = `${bolt} ${door}`;
    this.#shown.set(lock, words);
    const change = this.#changes.get(lock);
    if (change?.words !== words) return;
    this.#changes.delete(lock);
    const cause = this.#causeOf(change);
    if (cause === null) this.undisturbed.add(at - change.at);
    else this.#histogram(cause).add(at - change.at);
  }

  member(serial: string): void {
    const lock = this.#knowledge.lock(serial);
    const change = this.#changes.get(lock);
    if (change !== undefined) this.#changes.set(lock, { ...change, own: "lock not listed yet" });
  }

  #causeOf({ at, own }: Change): Cause | null {
    if (this.#sharedUntil >= at) return "limit of the account";
    const since = (cause: Cause): number =>
      this.#open.has(cause) ? Infinity : (this.#endedAt.get(cause) ?? -Infinity);
    return CAUSES.find((cause) => since(cause) >= at) ?? own;
  }

  #histogram(cause: Cause): Histogram {
    const found = this.delayed.get(cause) ?? new Histogram();
    this.delayed.set(cause, found);
    return found;
  }
}
