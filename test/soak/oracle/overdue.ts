import type { Findings, Outcome } from "./events.ts";
import type { Answer, Knowledge } from "./knowledge.ts";
import { UNRESERVED, waitAsked } from "./limits.ts";
import type { LockRecord } from "./lock-record.ts";

const RULE = "lock or list left unasked while nothing held it back";
/** How often this rule looks. */
const LOOK_MS = 10_000;
/** A longer round trip holds polling back as a failure does. */
const SLOW_MS = 1000;
/** "a 429 that our own count does not explain means others use the account: 60 s interval for the next hour" */
const SHARED_MS = 3_600_000;
const SHARED_INTERVAL_MS = 60_000;
/** "Short of budget, the interval grows": from some requests before the end of the budget on. */
const PLENTY = UNRESERVED - 60;
/** "List again: hourly", and a while for what comes between. */
const LIST_MS = 3_600_000 + 120_000;
/** "No list begins unless its pages keep the last 10 minutes at 9 or fewer": a new lock may have to wait so long. */
const JOIN_MS = 600_000 + 120_000;

/** "Network and 5xx: 20, 40, 80, 160, 300 s with ±10 % jitter" */
const LADDER_MS = [20_000, 40_000, 80_000, 160_000, 300_000] as const;
const JITTER = 0.1;
const LIST_APART_MS = 60_000;
/** "Locks that fall due within 2 s of each other go out together", and the app's timer. */
const RETRY_SLACK_MS = 3000;

/** The failures in a row by now, and whether the last failed request certainly asked for locks. */
interface Failed {
  readonly failures: number;
  readonly sync: boolean;
}

/** Judges that polling goes on: the app asks for each lock and for the list in time, and tries again after a failure. */
export class Overdue {
  readonly #knowledge: Knowledge;
  readonly #findings: Findings;
  readonly #intervalMs: number;
  /** Since when every answer was good and quick; null after another answer. */
  #clearFrom: number | null = null;
  #lookAt = -Infinity;
  /** The latest time of the next try after a failure. */
  #nextBy = Infinity;
  #sharedUntil = -Infinity;
  #listedAt = -Infinity;
  readonly #heardAt = new Map<LockRecord, number>();
  readonly #joinedAt = new Map<LockRecord, number>();

  constructor(knowledge: Knowledge, findings: Findings, intervalMs: number) {
    this.#knowledge = knowledge;
    this.#findings = findings;
    this.#intervalMs = intervalMs;
  }

  /** The app starts, sleeps or wakes, or its clock is set: all times begin again. */
  disturbed(): void {
    this.#nextBy = Infinity;
    this.#clearFrom = null;
  }

  /** A silent sleep looks like a clock setting: an hour on the app's clock ends that much later. */
  slept(ms: number): void {
    this.#sharedUntil += ms;
  }

  /** The lock joined the account, or has another id or name. */
  member(at: number, serial: string): void {
    this.#joinedAt.set(this.#knowledge.lock(serial), at);
  }

  sent(): void {
    this.#nextBy = Infinity;
  }

  answered(at: number, outcome: Outcome, tookMs: number, waitMs: number, failed: Failed): void {
    if (outcome !== "good" && outcome !== "dropped") this.#nextBy = at + this.#retryMs(outcome, waitMs, failed);
    if (outcome === "limit") this.#sharedUntil = at + Math.max(waitMs, 300_000) + SHARED_MS;
    if (outcome !== "good" || tookMs > SLOW_MS) this.#clearFrom = null;
    else this.#clearFrom ??= at;
  }

  heard(at: number, { news, list }: Answer): void {
    for (const { lock } of news) this.#heardAt.set(lock, at);
    if (list) this.#listedAt = at;
  }

  /** The longest wait before the next try, in milliseconds. */
  #retryMs(outcome: Outcome, waitMs: number, { failures, sync }: Failed): number {
    // others may use the account, so the interval may be the longer one
    if (outcome === "limit") return Math.max(waitAsked(waitMs), SHARED_INTERVAL_MS);
    if (this.#knowledge.refused || outcome === "refused") return this.#knowledge.refused ? 300_000 : SHARED_INTERVAL_MS;
    const ladder = (LADDER_MS[Math.min(failures, LADDER_MS.length) - 1] ?? 0) * (1 + JITTER);
    // "lists at least 60 s apart", and no lock may be due sooner
    return sync ? ladder : Math.max(ladder, LIST_APART_MS);
  }

  /** Judges what should have happened before this moment. */
  expire(at: number, inHour: number): void {
    const { running, asleep } = this.#knowledge;
    if (!running || asleep || inHour > PLENTY) this.#nextBy = Infinity;
    if (!running || asleep) return;
    if (at > this.#nextBy + RETRY_SLACK_MS) {
      this.#nextBy = Infinity;
      this.#findings.broken(RULE, at, "anything, after trouble");
    }
    if (at < this.#lookAt || this.#clearFrom === null) return;
    this.#lookAt = at + LOOK_MS;
    if (inHour > PLENTY) this.#clearFrom = at;
    else this.#look(at, this.#clearFrom);
  }

  /** Looks at each lock and at the list; nothing has held polling back since `from`. */
  #look(at: number, from: number): void {
    // the last poll of such an hour still sets the next one a minute ahead
    const interval = at < this.#sharedUntil + 2 * SHARED_INTERVAL_MS ? SHARED_INTERVAL_MS : this.#intervalMs;
    const late = (since: number | undefined, ms: number): boolean => at - Math.max(from, since ?? from) > ms;
    if (late(this.#listedAt, LIST_MS)) this.#broken(at, "the list");
    for (const lock of this.#knowledge.locks.values()) {
      if (lock.id === null) continue;
      const joined = this.#joinedAt.get(lock) ?? from;
      if (lock.listedId !== lock.id) {
        if (late(joined, JOIN_MS)) this.#broken(at, `${lock.name}, which joined`);
        continue;
      }
      const since = Math.max(joined, this.#heardAt.get(lock) ?? from);
      if (lock.certainlyListed && late(since, 2 * interval + 10_000)) this.#broken(at, lock.name);
    }
  }

  #broken(at: number, what: string): void {
    this.#findings.broken(RULE, at, what);
    this.#clearFrom = at;
  }
}
