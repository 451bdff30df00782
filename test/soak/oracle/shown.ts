import { FalseAlarms } from "./false-alarms.ts";
import type { Answer, Knowledge } from "./knowledge.ts";
import { described, doorOf, speaks, type LockRecord, type Reach, type ShownRow } from "./lock-record.ts";
import { DOOR_CLOSED, LOCKED, SLACK_MS } from "./limits.ts";
import type { Findings, TimedEvent } from "./events.ts";

const LIE = "shown or spoken as locked, closed or live when not known";

/** Causes of a row that say nothing of bolt and door as they are now. */
const SILENT_CAUSES: readonly string[] = [
  "data-old",
  "data-lost",
  "disconnected",
  "not-asked",
  "no-bridge",
  "left-account",
];

/** Whether a row says that its door is closed now. */
const saysClosed = ({ door, cause, freshness }: ShownRow): boolean =>
  door === "closed" && freshness !== "old" && !SILENT_CAUSES.includes(cause);

/** Judges the first lie, too much certainty. A claim on show needs an answer behind it, also while nothing happens. */
export class Shown {
  readonly #knowledge: Knowledge;
  readonly #findings: Findings;
  readonly #falseAlarms: FalseAlarms;
  /** "live up to 2i + 10 s; late after that; old after the smaller of 5i and 180 s" */
  readonly #liveMs: number;
  readonly #oldMs: number;
  #tray: (TimedEvent & { kind: "tray" }) | null = null;
  #headline: (TimedEvent & { kind: "headline" }) | null = null;
  readonly #dirty = new Set<LockRecord>();
  #houseDirty = false;
  /** When the first claim on show is no longer true by age. */
  #deadline = Infinity;
  /** The app cannot know of a silent sleep before it runs. */
  #excusedUntil = -Infinity;
  /** What was found and has not changed since. */
  #found = new Set<LockRecord | "house">();

  constructor(knowledge: Knowledge, findings: Findings, intervalMs: number) {
    this.#knowledge = knowledge;
    this.#findings = findings;
    this.#liveMs = 2 * intervalMs + 10_000;
    this.#oldMs = Math.min(5 * intervalMs, 180_000);
    this.#falseAlarms = new FalseAlarms(knowledge, findings, this.#liveMs);
  }

  started(): void {
    this.#tray = null;
    this.#headline = null;
    this.#dirty.clear();
    this.#deadline = Infinity;
  }

  /** The computer woke: everything that the app knew is old now. */
  woke(): void {
    for (const lock of this.#knowledge.locks.values()) this.#dirty.add(lock);
    this.#houseDirty = true;
  }

  /** A silent sleep ended: the app has time until it runs, and no longer than its data would be live. */
  slept(at: number): void {
    this.#excusedUntil = at + this.#liveMs;
    this.woke();
  }

  /** The app runs. */
  alive(): void {
    this.#excusedUntil = -Infinity;
  }

  heard({ news }: Answer): void {
    for (const { lock } of news) this.#dirty.add(lock);
    this.#houseDirty = true;
  }

  row(row: TimedEvent & { kind: "row" }): void {
    const lock = this.#knowledge.lock(row.serial);
    lock.shown = row;
    this.#found.delete(lock);
    this.#dirty.add(lock);
  }

  tray(tray: TimedEvent & { kind: "tray" }): void {
    this.#tray = tray;
    this.#found.delete("house");
    this.#houseDirty = true;
  }

  headline(headline: TimedEvent & { kind: "headline" }): void {
    this.#headline = headline;
    this.#found.delete("house");
    this.#houseDirty = true;
  }

  /** Judges what stands on show at the end of a moment. */
  settle(at: number): void {
    if (this.#isExcused(at) || (this.#dirty.size === 0 && !this.#houseDirty)) return;
    for (const lock of this.#dirty) {
      this.#judge(lock, at);
      this.#falseAlarms.row(lock, at);
    }
    this.#dirty.clear();
    if (this.#houseDirty) {
      this.#judgeHouse(at);
      if (this.#tray !== null) this.#falseAlarms.house({ ...this.#tray, headline: this.#headline }, at);
    }
    this.#houseDirty = false;
    this.#deadline = this.#nextEnd();
  }

  /** Time passed until `at` and nothing else happened. */
  expire(at: number): void {
    if (at <= this.#deadline + SLACK_MS || this.#isExcused(at)) return;
    for (const lock of this.#knowledge.locks.values()) this.#judge(lock, at);
    this.#judgeHouse(at);
    this.#deadline = this.#nextEnd(at);
  }

  #isExcused(at: number): boolean {
    return !this.#knowledge.running || this.#knowledge.asleep || at <= this.#excusedUntil;
  }

  #judge(lock: LockRecord, at: number): void {
    const { shown, answer } = lock;
    if (shown === null || this.#found.has(lock)) return;
    const age = answer === null ? Infinity : at - answer.at - SLACK_MS;
    const { freshness, status, cause } = shown;
    const live = freshness === "live" && age > this.#liveMs;
    const late = freshness === "late" && age > this.#oldMs;
    const locked = (status === "secure" || cause === "locked") && !this.#isLocked(lock, at);
    const closed = saysClosed(shown) && !this.#isClosed(lock, at);
    if (live || late || locked || closed) {
      this.#found.add(lock);
      this.#findings.broken(LIE, at, `${lock.name}: ${described(shown)}`);
    }
    if (this.#isOpen(lock, at) && status !== "open" && status !== "alarm") {
      this.#findings.broken("open door not shown as open", at, `${lock.name}: ${described(shown)}`);
    }
  }

  #judgeHouse(at: number): void {
    // a list without any lock may be a slip: earlier data grows old as always
    const { members, locks } = this.#knowledge;
    const counted = [...(members.length > 0 ? members : locks.values())].filter(({ truth }) => truth?.linked !== null);
    const claims = this.#headline === null ? [] : [this.#headline.header, this.#headline.rows];
    const icon = this.#tray?.icon;
    const secure = icon === "secure" || claims.some(({ tone }) => tone === "secure");
    const lies = secure && counted.some((lock) => !this.#isSecure(lock, at));
    const closedLie = claims.some(({ closed }) => closed) && counted.some((lock) => !this.#isClosed(lock, at));
    if ((lies || closedLie) && !this.#found.has("house")) {
      this.#found.add("house");
      this.#findings.broken(LIE, at, `tray ${icon ?? ""}, claims ${JSON.stringify(claims)}`);
    }
    if (icon !== "open" && icon !== "alarm" && counted.some((lock) => this.#isOpen(lock, at))) {
      this.#findings.broken("open door not shown as open", at, `tray ${icon ?? ""}`);
    }
  }

  /** The last answer that reached it says so and is not old; one answer that missed it changes nothing. */
  #isLocked({ lastReached, misses, reachBeforeDoubt }: LockRecord, at: number): boolean {
    return [{ lastReached, misses }, reachBeforeDoubt].some(
      (reach) => reach?.lastReached?.truth.lock === LOCKED && this.#isNow(reach, at),
    );
  }

  #isNow({ lastReached, misses }: Reach, at: number): boolean {
    return lastReached !== null && misses < 2 && at - lastReached.at <= this.#oldMs + SLACK_MS;
  }

  #isClosed({ lastReached, misses, reachBeforeDoubt }: LockRecord, at: number): boolean {
    return [{ lastReached, misses }, reachBeforeDoubt].some((reach) => {
      if (reach?.lastReached == null) return false;
      const { truth } = reach.lastReached;
      return speaks(truth) && truth.door === DOOR_CLOSED && this.#isNow(reach, at);
    });
  }

  /** "locked by a reading that is not yet old (its door closed where it has a sensor that reports)" */
  #isSecure(lock: LockRecord, at: number): boolean {
    return this.#isLocked(lock, at) && (lock.answer?.certain !== true || !this.#isOpen(lock, at));
  }

  /** Certainly open; a lock that left the account need not be shown. */
  #isOpen({ answer, present }: LockRecord, at: number): boolean {
    return (
      !this.#knowledge.refused &&
      present &&
      answer?.certain === true &&
      doorOf(answer.truth) === "open" &&
      at - answer.at <= this.#oldMs
    );
  }

  /** The first moment after `after` at which a claim on show is no longer true by age. */
  #nextEnd(after = -Infinity): number {
    let first = Infinity;
    for (const { shown, answer, lastReached } of this.#knowledge.locks.values()) {
      if (shown === null || answer === null) continue;
      const ends = [answer.at + this.#liveMs, answer.at + this.#oldMs, (lastReached ?? answer).at + this.#oldMs];
      for (const end of ends) if (end > after - SLACK_MS && end < first) first = end;
    }
    return first;
  }
}
