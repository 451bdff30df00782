import type { Knowledge } from "./knowledge.ts";
import { doorOf, speaks, type LockRecord } from "./lock-record.ts";
import { DOOR_CLOSED, LOCKED, SLACK_MS } from "./limits.ts";
import type { Findings, TimedEvent } from "./events.ts";
import { wordsOf } from "./states.ts";

/** Uncalibrated, unlocked, semi-locked, unlocking, locking, pulled, pulling. */
const UNLOCKED: readonly number[] = [0, 2, 3, 4, 5, 7, 8];
const NO_SENSOR = 0;
const FALSE_ALARM = "calm shown or spoken as trouble";
const OTHERWISE = "shown otherwise than the last answer said";

/** What stands on show of the whole house. */
export interface HouseShown {
  readonly icon: string;
  readonly tooltip: string;
  readonly headline: (TimedEvent & { kind: "headline" }) | null;
}

/** Judges the other lie: trouble shown where there is none. A young answer that nobody doubts is all there is to show. */
export class FalseAlarms {
  readonly #knowledge: Knowledge;
  readonly #findings: Findings;
  readonly #liveMs: number;

  constructor(knowledge: Knowledge, findings: Findings, liveMs: number) {
    this.#knowledge = knowledge;
    this.#findings = findings;
    this.#liveMs = liveMs;
  }

  row(lock: LockRecord, at: number): void {
    this.#unreached(lock, at);
    const { answer, shown, name, misses, lastReached } = lock;
    // "row and tray say so after two syncs"
    if (/^no connection/i.test(shown?.text ?? "") && answer?.certain === true && misses === 1 && lastReached !== null) {
      this.#findings.broken(FALSE_ALARM, at, `${name}: ${shown?.text ?? ""} after one answer`);
    }
    if (shown === null || answer === null || !this.#isKnown(lock, at)) return;
    const { text, tone, freshness } = shown;
    const what = `${name}: ${text} (${freshness}, ${tone})`;
    if (`${shown.lock} ${shown.door}` !== wordsOf(answer.truth)) {
      this.#findings.broken(OTHERWISE, at, `${what}, ${wordsOf(answer.truth)}`);
      return;
    }
    const old = freshness !== "live" || /^(?:no |was )/i.test(text) || text.includes("not updated since");
    const open = /^(?:door open|open while)/i.test(text) && answer.truth.door === DOOR_CLOSED;
    if (old || open || (isCalm(lock) && tone !== "secure")) this.#findings.broken(FALSE_ALARM, at, what);
  }

  /** "an outage: row and tray say so after two syncs" */
  #unreached(lock: LockRecord, at: number): void {
    const { answer, shown, name, certainMisses } = lock;
    if (shown === null || answer?.truth.linked !== false || certainMisses < 2 || !this.#isYoung(lock, at)) return;
    if (/^no connection/i.test(shown.text)) return;
    this.#findings.broken(OTHERWISE, at, `${name}: ${shown.text}, not reached ${certainMisses} times`);
  }

  /** "secure only when every watched lock is locked by a reading that is not yet old"; and when they are, nothing less. */
  house({ icon, tooltip, headline }: HouseShown, at: number): void {
    const right = this.#rightIcons(at);
    if (right === null) return;
    const rule = right.includes("secure") ? FALSE_ALARM : OTHERWISE;
    if (!right.includes(icon)) this.#findings.broken(rule, at, `tray ${icon}: ${tooltip}, not ${right.join(" or ")}`);
    // a computer without a network is offline, however young its data is
    const spoken = headline === null || headline.banner === "no-network" ? "secure" : headline.tone;
    if (!right.includes("secure") || spoken === "secure") return;
    this.#findings.broken(FALSE_ALARM, at, `header ${headline?.text ?? ""} (${spoken})`);
  }

  /** "alarm > open > unlocked > offline > secure", where every counted lock was heard of for certain; else null. */
  #rightIcons(at: number): readonly string[] | null {
    const { members, locks } = this.#knowledge;
    const left = [...locks.values()].filter((lock) => lock.shown !== null && !members.includes(lock));
    const counted = members.filter(({ answer }) => answer?.truth.linked !== null);
    const known =
      counted.length > 0 &&
      members.every((lock) => lock.certainlyListed && lock.id === lock.listedId) &&
      left.every(({ shown }) => shown?.text === "No longer in this account") &&
      counted.every((lock) => this.#isKnown(lock, at));
    if (!known) return null;
    const all = new Set(counted.map(glyphOf));
    // a move that failed, or a door that is open for long, makes an alarm of it
    if (all.has("open")) return ["open", "alarm"];
    if (all.has("unlocked")) return ["unlocked", "alarm"];
    return all.has("offline") ? ["offline", "alarm"] : ["secure", "paused"];
  }

  /** The lock's own last word, which the app heard a moment ago. */
  #isKnown(lock: LockRecord, at: number): boolean {
    return lock.answer !== null && speaks(lock.answer.truth) && lock.misses === 0 && this.#isYoung(lock, at);
  }

  /** The app heard of it a moment ago, under an id that it knows, and has no reason to doubt what it heard. */
  #isYoung({ answer, present, certainlyListed, id, listedId }: LockRecord, at: number): boolean {
    const known = !this.#knowledge.refused && present && certainlyListed && id === listedId;
    return known && answer?.certain === true && at - answer.at <= this.#liveMs - SLACK_MS;
  }
}

/** What a lock alone asks of the tray (design, "What the tray shows"). */
function glyphOf({ answer }: LockRecord): "open" | "unlocked" | "offline" | "secure" {
  if (answer === null) return "offline";
  if (doorOf(answer.truth) === "open") return "open";
  if (answer.truth.lock === LOCKED) return "secure";
  // updating, calibrating, and what nobody has heard of
  return UNLOCKED.includes(answer.truth.lock ?? NaN) ? "unlocked" : "offline";
}

/** Locked, and closed where a sensor tells. */
const isCalm = ({ answer }: LockRecord): boolean =>
  answer?.truth.lock === LOCKED && (answer.truth.door === DOOR_CLOSED || answer.truth.door === NO_SENSOR);
