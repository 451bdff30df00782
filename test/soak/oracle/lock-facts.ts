import type { Findings, ToldFact } from "./events.ts";
import type { Answer, Knowledge } from "./knowledge.ts";
import { SLACK_MS } from "./limits.ts";
import { doorOf, type LockAnswer, type LockRecord } from "./lock-record.ts";
import { nothingKnown, type Loss, type LockState } from "./lock-state.ts";
import { AGAINST, type AlertsOnShow } from "./on-show.ts";
import type { Silence } from "./silence.ts";

const MISSED = "fact that lasted two polls and was not alerted";
/** What nobody can see for so long is lost, and what a pause kept back of it. */
const LOST_MS = 24 * 3_600_000;
/** A connection counts as lost after so many answers in a row. */
const LOSS_ANSWERS = 2;

/** What the facts of locks stand on. */
export interface LockFactsOptions {
  readonly knowledge: Knowledge;
  readonly findings: Findings;
  readonly silence: Silence;
  readonly onShow: AlertsOnShow;
  /** How long a connection must be lost before it is told. */
  readonly delayMs: number;
  /** The age at which data is old; a longer silence is a gap. */
  readonly oldMs: number;
}

/** Whether a told fact is one, was told before, or is none. */
export type Judgement = "fact" | "again" | "none";

/** Follows what the app can know of each lock: openings and lost connections, told or not. */
export class LockFacts {
  readonly #options: LockFactsOptions;
  readonly #states = new Map<LockRecord, LockState>();
  #lostTimeAt = -Infinity;
  /** Returns that the app must tell in this moment. */
  readonly #returns = new Set<LockRecord>();

  constructor(options: LockFactsOptions) {
    this.#options = options;
  }

  started(): void {
    for (const state of this.#states.values()) Object.assign(state, nothingKnown);
    this.#returns.clear();
  }

  lostTime(at: number): void {
    this.#lostTimeAt = at;
  }

  heard({ news }: Answer): void {
    for (const { lock, answer } of news) {
      const state = this.#state(lock);
      this.#forgetLost(state, answer.at);
      this.#door(lock, state, answer);
      this.#link(lock, state, answer);
      state.heardAt = answer.at;
    }
  }

  /** The lock left the account; `certain` when the app has used the lists that say so. */
  left(lock: LockRecord, certain: boolean): void {
    const state = this.#state(lock);
    if (state.left !== "yes") state.left = certain ? "yes" : "maybe";
  }

  /** What began before its lock raised alerts need not be told, and what was kept back may be kept back once more. */
  excluded(): void {
    for (const [{ serial }, { opening, loss }] of this.#states) {
      if (!this.#options.silence.isExcluded(serial)) continue;
      for (const fact of [opening, loss]) if (fact !== null) Object.assign(fact, { due: false, kept: false });
    }
  }

  settle(at: number): void {
    for (const lock of this.#returns) this.#options.findings.broken(AGAINST, at, `${lock.name} is back, and not told`);
    this.#returns.clear();
  }

  /** The app tells that a fact began. */
  told(fact: ToldFact, at: number): Judgement {
    const lock = this.#options.knowledge.locks.get(fact.serial ?? "");
    if (lock === undefined || this.#options.silence.isExcluded(lock.serial) || !this.#isCurrent(lock, at))
      return "none";
    if (fact.rule === "opened") return this.#toldOpening(lock, fact, at);
    return fact.rule === "connection" ? this.#toldLoss(lock, fact, at) : "none";
  }

  /** The app keeps a fact back, or the return of a connection for good; false when there is nothing to keep back. */
  kept(id: string, at: number): boolean {
    const [serial = "", rule] = id.split(":");
    const lock = this.#options.knowledge.locks.get(serial);
    if (lock === undefined || this.#options.silence.isExcluded(serial)) return false;
    const { opening, loss } = this.#state(lock);
    const fact = rule === "opened" ? opening : loss !== null && this.#isTellable(loss, at) ? loss : null;
    if (fact === null) return rule === "connection" && this.#endsReturn(lock);
    if (fact.kept) return false;
    Object.assign(fact, { kept: true, seen: 0 });
    return true;
  }

  /** The app tells that a fact ended; whether it is the return of a connection whose loss was told. */
  toldBack({ rule, serial, state: begunOrOver }: ToldFact): boolean {
    const lock = this.#options.knowledge.locks.get(serial ?? "");
    if (lock === undefined || rule !== "connection" || begunOrOver !== "over") return false;
    return !this.#options.silence.isExcluded(lock.serial) && this.#endsReturn(lock);
  }

  /** Whether a told loss is over and its return not told; from now on it is. */
  #endsReturn(lock: LockRecord): boolean {
    const state = this.#state(lock);
    const { isBack } = state;
    state.isBack = false;
    this.#returns.delete(lock);
    return isBack;
  }

  /** Whether the last answer about a lock is young enough to speak of now. */
  #isCurrent({ answer }: LockRecord, at: number): boolean {
    return answer !== null && at - answer.at <= this.#options.oldMs + SLACK_MS;
  }

  #toldOpening(lock: LockRecord, fact: ToldFact, at: number): Judgement {
    const state = this.#state(lock);
    const { opening } = state;
    if (opening === null) return state.known === "open" && state.toldOpening === lock.opening ? "again" : "none";
    if (lock.answer !== null && doorOf(lock.answer.truth) !== "open") return "none";
    this.#checkGap(lock, state, fact, at);
    state.opening = null;
    const again = state.toldOpening === opening.number;
    state.toldOpening = opening.number;
    return again ? "again" : "fact";
  }

  /** "After a gap … in the words of now: 'Back door is open', not 'opened'." */
  #checkGap({ name, opening }: LockRecord, state: LockState, fact: ToldFact, at: number): void {
    const { findings, oldMs } = this.#options;
    if (state.opening?.afterGap === true && !fact.afterGap) findings.broken(AGAINST, at, `${name} opened, after a gap`);
    if (fact.afterSilence || !fact.afterGap) return;
    const sawIt = at - state.certainlyClosedAt <= oldMs - SLACK_MS && state.certainlyClosedAt > this.#lostTimeAt;
    if (sawIt) findings.broken(AGAINST, at, `${name} opened for the ${opening}. time, told as after a gap`);
  }

  #toldLoss(lock: LockRecord, fact: ToldFact, at: number): Judgement {
    const { loss } = this.#state(lock);
    if (loss?.counts === true && loss.told) return "again";
    if (loss === null || (!(fact.afterSilence && loss.kept) && !this.#isTellable(loss, at))) return "none";
    loss.told = true;
    return "fact";
  }

  #isTellable({ counts, told, answers, from }: Loss, at: number): boolean {
    return counts && !told && answers >= LOSS_ANSWERS && at - from >= this.#options.delayMs - SLACK_MS;
  }

  #isGapBefore(at: number, now: number): boolean {
    return now - at > this.#options.oldMs || at < this.#lostTimeAt;
  }

  /** A pause kept a fact back of a lock that left and that nobody has seen for a day: it is forgotten, or may be. */
  #forgetLost(state: LockState, at: number): void {
    const { opening, loss, left, heardAt } = state;
    state.left = "no";
    if (left === "no" || at - heardAt <= LOST_MS) return;
    if (opening?.kept === true) {
      if (left === "yes") state.opening = null;
      else opening.due = false;
    }
    if (loss?.kept === true) {
      if (left === "yes") loss.kept = false;
      else loss.due = false;
    }
  }

  #door(lock: LockRecord, state: LockState, { truth, at, opening: number, certain }: LockAnswer): void {
    const { findings, silence, onShow, oldMs } = this.#options;
    const door = doorOf(truth);
    if (door === null) return;
    if (door === "open" && state.known === "closed") {
      const afterGap = at - state.closedAt > oldMs + SLACK_MS || state.closedAt < this.#lostTimeAt;
      const due = state.baseline && !silence.isExcluded(lock.serial);
      state.opening = { number, afterGap, due, kept: false, seen: 0 };
      findings.fact("door opened");
    }
    state.baseline = certain || (state.baseline && state.known === door);
    state.known = door;
    if (door === "closed") {
      state.closedAt = at;
      if (certain) state.certainlyClosedAt = at;
      state.opening = null;
      onShow.over(`${lock.serial}:opened`, certain);
    }
    const { opening } = state;
    if (opening === null || !certain) return;
    opening.seen = this.#seenAfter(opening, at);
    if (opening.seen < 2 || !opening.due) return;
    state.opening = null;
    findings.broken(MISSED, at, `${lock.name} opened`);
  }

  /** Answers after which a fact could be told; in a pause it is kept back, and they count from the end of the pause. */
  #seenAfter({ kept, seen }: { readonly kept: boolean; readonly seen: number }, at: number): number {
    return kept && this.#options.silence.isPaused(at) ? 0 : seen + 1;
  }

  #link(lock: LockRecord, state: LockState, { truth: { linked }, at, certain }: LockAnswer): void {
    const { loss } = state;
    if (loss !== null && linked !== true && this.#isGapBefore(loss.lastAt, at))
      Object.assign(loss, { from: at, seen: 0, counted: false });
    if (linked === "untold") {
      if (loss !== null) loss.lastAt = at;
      return;
    }
    if (linked === false) this.#notReached(lock, state, at, certain);
    else this.#reached(lock, state, linked, at, certain);
    state.wasLinked = linked;
  }

  #reached(lock: LockRecord, state: LockState, linked: true | null, at: number, certain: boolean): void {
    const { silence, onShow } = this.#options;
    const fact = `${lock.serial}:connection`;
    const told = state.loss?.told === true;
    state.loss = null;
    state.isBack = linked === true && told;
    const isDue = certain && !silence.isPaused(at) && !silence.isExcluded(lock.serial);
    if (state.isBack && isDue && !onShow.shows(fact)) this.#returns.add(lock);
    if (linked === true) onShow.over(fact, certain);
    // a lock that lost its bridge does not return
    else onShow.left(fact, certain);
  }

  #notReached({ name, serial }: LockRecord, state: LockState, at: number, certain: boolean): void {
    const { findings, silence, delayMs } = this.#options;
    state.isBack = false;
    const counts = state.wasLinked === true;
    const due = counts && !silence.isExcluded(serial);
    state.loss ??= { from: at, lastAt: at, counts, answers: 0, due, kept: false, told: false, counted: false, seen: 0 };
    const { loss } = state;
    loss.lastAt = at;
    loss.answers += 1;
    if (!loss.counts || !certain || loss.answers < LOSS_ANSWERS) return;
    if (at - loss.from < delayMs && !loss.kept) return;
    loss.seen = this.#seenAfter(loss, at);
    if (!loss.counted) findings.fact("connection lost");
    loss.counted = true;
    if (loss.seen < 2 || loss.told || !loss.due) return;
    loss.told = true;
    findings.broken(MISSED, at, `${name} lost`);
  }

  #state(lock: LockRecord): LockState {
    const found = this.#states.get(lock);
    if (found !== undefined) return found;
    const state: LockState = { ...nothingKnown, toldOpening: null };
    this.#states.set(lock, state);
    return state;
  }
}
