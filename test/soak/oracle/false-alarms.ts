import type { Knowledge } from "./knowledge.ts";
import { described, doorOf, isOpenCause, speaks, type LockRecord } from "./lock-record.ts";
import { DOOR_CLOSED, LOCKED, SLACK_MS } from "./limits.ts";
import type { Findings, TimedEvent } from "./events.ts";
import { wordsOf } from "./states.ts";

/** Uncalibrated, unlocked, semi-locked, unlocking, locking, pulled, pulling. */
const UNLOCKED: readonly number[] = [0, 2, 3, 4, 5, 7, 8];
const NO_SENSOR = 0;
/** Causes of a row that say that the app knows nothing of now. */
const BLIND_CAUSES: readonly string[] = ["data-old", "data-lost", "disconnected", "not-asked", "left-account"];
const FALSE_ALARM = "calm shown or spoken as trouble";
const OTHERWISE = "shown otherwise than the last answer said";

/** What the app shows of the whole house. */
export interface HouseShown {
  readonly icon: string;
  readonly headline: (TimedEvent & { kind: "headline" }) | null;
}

/** Judges the other lie, trouble where there is none: a young, certain answer is all that there is to show. */
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
    if (shown?.cause === "disconnected" && answer?.certain === true && misses === 1 && lastReached !== null) {
      this.#findings.broken(FALSE_ALARM, at, `${name}: disconnected after one answer`);
    }
    if (shown === null || answer === null || !this.#isKnown(lock, at)) return;
    const what = `${name}: ${described(shown)}`;
    if (`${shown.lock} ${shown.door}` !== wordsOf(answer.truth)) {
      this.#findings.broken(OTHERWISE, at, `${what}, ${wordsOf(answer.truth)}`);
      return;
    }
    const old = shown.freshness !== "live" || BLIND_CAUSES.includes(shown.cause);
    const open = isOpenCause(shown.cause) && answer.truth.door === DOOR_CLOSED;
    if (old || open || (isCalm(lock) && shown.status !== "secure")) this.#findings.broken(FALSE_ALARM, at, what);
  }

  /** "an outage: row and tray say so after two syncs" */
  #unreached(lock: LockRecord, at: number): void {
    const { answer, shown, name, certainMisses } = lock;
    if (shown === null || answer?.truth.linked !== false || certainMisses < 2 || !this.#isYoung(lock, at)) return;
    if (shown.cause === "disconnected") return;
    this.#findings.broken(OTHERWISE, at, `${name}: ${described(shown)}, not reached ${certainMisses} times`);
  }

  /** "secure only when every watched lock is locked by a reading that is not yet old"; and when they are, nothing less. */
  house({ icon, headline }: HouseShown, at: number): void {
    const right = this.#rightIcons(at);
    if (right === null) return;
    const rule = right.includes("secure") ? FALSE_ALARM : OTHERWISE;
    if (!right.includes(icon)) this.#findings.broken(rule, at, `tray ${icon}, not ${right.join(" or ")}`);
    // without a network the header says so, however young the data is
    const spoken = headline === null || headline.banner === "no-network" ? "secure" : headline.header.tone;
    if (!right.includes("secure") || spoken === "secure") return;
    this.#findings.broken(FALSE_ALARM, at, `header ${spoken}`);
  }

  /** "alarm > open > unlocked > offline > secure" by certain, young answers of every counted lock; null without them. */
  #rightIcons(at: number): readonly string[] | null {
    const { members, locks } = this.#knowledge;
    const left = [...locks.values()].filter((lock) => lock.shown !== null && !members.includes(lock));
    const counted = members.filter(({ answer }) => answer?.truth.linked !== null);
    const known =
      counted.length > 0 &&
      members.every((lock) => lock.certainlyListed && lock.id === lock.listedId) &&
      left.every(({ shown }) => shown?.cause === "left-account") &&
      counted.every((lock) => this.#isKnown(lock, at));
    if (!known) return null;
    const all = new Set(counted.map(glyphOf));
    // a move that failed, or a door that stays open, makes an alarm of it
    if (all.has("open")) return ["open", "alarm"];
    if (all.has("unlocked")) return ["unlocked", "alarm"];
    return all.has("offline") ? ["offline", "alarm"] : ["secure", "paused"];
  }

  /** The app heard a moment ago how the lock is, for certain. */
  #isKnown(lock: LockRecord, at: number): boolean {
    return lock.answer !== null && speaks(lock.answer.truth) && lock.misses === 0 && this.#isYoung(lock, at);
  }

  /** The app heard of it a moment ago, for certain, under the id that it knows. */
  #isYoung({ answer, present, certainlyListed, id, listedId }: LockRecord, at: number): boolean {
    const known = !this.#knowledge.refused && present && certainlyListed && id === listedId;
    return known && answer?.certain === true && at - answer.at <= this.#liveMs - SLACK_MS;
  }
}

/** The tray icon for one lock alone (design, "What the tray shows"). */
function glyphOf({ answer }: LockRecord): "open" | "unlocked" | "offline" | "secure" {
  if (answer === null) return "offline";
  if (doorOf(answer.truth) === "open") return "open";
  if (answer.truth.lock === LOCKED) return "secure";
  // updating, calibrating, unknown
  return UNLOCKED.includes(answer.truth.lock ?? NaN) ? "unlocked" : "offline";
}

/** Locked, and closed where a sensor tells. */
const isCalm = ({ answer }: LockRecord): boolean =>
  answer?.truth.lock === LOCKED && (answer.truth.door === DOOR_CLOSED || answer.truth.door === NO_SENSOR);
