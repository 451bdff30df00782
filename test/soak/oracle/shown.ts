import { FalseAlarms } from "./false-alarms.ts";
import type { Answer, Knowledge } from "./knowledge.ts";
import { doorOf, speaks, type LockRecord, type Reach } from "./lock-record.ts";
import { DOOR_CLOSED, LOCKED, SLACK_MS } from "./limits.ts";
import type { Findings, TimedEvent } from "./events.ts";

const LIE = "shown or spoken as locked, closed or live when not known";

/** Whether a sentence says that all of something is locked. */
const saysLocked = (text: string): boolean =>
  /(^|\s)locked( and closed)?$/i.test(text) && !/(partly|while) locked$/i.test(text);
const saysClosed = (text: string): boolean => /locked and closed$/i.test(text);

/** Judges what stands on show, also while nothing happens: every headline has an end unless an answer bears it out. */
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
  /** When the first headline on show ends. */
  #deadline = Infinity;
  /** After a sleep that nobody told of, the app cannot know before it runs. */
  #excusedUntil = -Infinity;
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

  /** All that the app knew is old now. */
  woke(): void {
    for (const lock of this.#knowledge.locks.values()) this.#dirty.add(lock);
    this.#houseDirty = true;
  }

  /** The same, without anybody state the app: it has until it runs, and no longer than its data would be live. */
  slept(at: number): void {
    this.#excusedUntil = at + this.#liveMs;
    this.woke();
  }

  /** The app did something, so that it runs. */
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

  /** Everything of one moment has happened: what stands on show now is what a person sees. */
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

  /** Time went by up to `at` and nothing else happened. */
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
    const { freshness, text, tone } = shown;
    const live = freshness === "live" && age > this.#liveMs;
    const late = freshness === "late" && age > this.#oldMs;
    const locked = (tone === "secure" || /^Locked\b/.test(text)) && !this.#isLocked(lock, at);
    const closed = /\bdoor closed\b/i.test(text) && !text.includes("not updated since") && !this.#isClosed(lock, at);
    if (live || late || locked || closed) {
      this.#found.add(lock);
      this.#findings.broken(LIE, at, `${lock.name}: ${text} (${freshness}, ${tone})`);
    }
    if (this.#isOpen(lock, at) && tone !== "attention" && tone !== "danger") {
      this.#findings.broken("open door not shown as open", at, `${lock.name}: ${text}`);
    }
  }

  #judgeHouse(at: number): void {
    // one list that names none may be a slip: what was known before gets old as ever
    const { members, locks } = this.#knowledge;
    const counted = [...(members.length > 0 ? members : locks.values())].filter(({ truth }) => truth?.linked !== null);
    const texts = [this.#tray?.tooltip ?? "", this.#headline?.text ?? ""];
    const icon = this.#tray?.icon;
    const secure = icon === "secure" || this.#headline?.tone === "secure" || texts.some(saysLocked);
    const lies = secure && counted.some((lock) => !this.#isSecure(lock, at));
    const closedLie = texts.some(saysClosed) && counted.some((lock) => !this.#isClosed(lock, at));
    if ((lies || closedLie) && !this.#found.has("house")) {
      this.#found.add("house");
      this.#findings.broken(LIE, at, `tray ${icon ?? ""}: ${texts.join(" / ")}`);
    }
    if (icon !== "open" && icon !== "alarm" && counted.some((lock) => this.#isOpen(lock, at))) {
      this.#findings.broken("open door not shown as open", at, `tray ${icon ?? ""}`);
    }
  }

  /** Its last answer said so, and is not yet old; one answer that did not reach the lock does not hide it. */
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

  /** A lock that the account does not name any more need not be shown at all. */
  #isOpen({ answer, present }: LockRecord, at: number): boolean {
    return (
      !this.#knowledge.refused &&
      present &&
      answer?.certain === true &&
      doorOf(answer.truth) === "open" &&
      at - answer.at <= this.#oldMs
    );
  }

  /** The end of the first headline that stands; those that are past already are not asked about again. */
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
