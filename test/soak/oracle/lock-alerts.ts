import type { Findings, TimedEvent } from "./events.ts";
import type { Answer, Knowledge } from "./knowledge.ts";
import { SLACK_MS } from "./limits.ts";
import { doorOf, type LockAnswer, type LockRecord } from "./lock-record.ts";
import { AGAINST, AlertsOnShow, type FactKind } from "./on-show.ts";

/** A door that opened since it was last known to be closed (design: "a change against the last known state"). */
interface Opening {
  readonly number: number;
  /** Answers that bore it out and that the app could not mistake for old ones. */
  seen: number;
  /** It has to be told; else it may be. */
  readonly due: boolean;
}

/** Answers in a row that did not reach a lock which was reached before. */
interface Loss {
  readonly saidAt: number;
  /** Since when nothing but answers like this came: over a sleep or a silence it may have been back. */
  readonly from: number;
  readonly lastAt: number;
  /** It was reached before, under the app's eyes. */
  readonly counts: boolean;
  readonly lastAnswers: number;
  told: boolean;
  /** Answers after the chosen delay that bore it out. */
  over: number;
}

/** What the app could tell of one lock. */
interface LockState {
  known: "open" | "closed" | null;
  /** It was heard for certain that it is known so: an app that took no notice of a doubtful answer has no baseline. */
  baseline: boolean;
  wasLinked: boolean | null;
  opening: Opening | null;
  loss: Loss | null;
  /** A loss that was told is over: "back" may be answer. */
  back: boolean;
  /** The last opening that was told, in this life or before. */
  toldOpening: number | null;
  /** An opening was told in this life, so that its end may be. */
  closable: boolean;
  /** When it was last heard to be closed. */
  closedAt: number;
}

/** Judges alerts about locks: each fact once, none without one, none left out. */
export class LockAlerts {
  readonly #knowledge: Knowledge;
  readonly #findings: Findings;
  readonly #delayMs: number;
  /** Data is old after so long, which makes a silence. */
  readonly #oldMs: number;
  readonly #states = new Map<LockRecord, LockState>();
  /** What the summary on show speaks of and is not over; null without one. */
  #summary: Map<LockRecord, FactKind> | null = null;
  #lostTimeAt = -Infinity;
  readonly #onShow: AlertsOnShow;

  constructor(knowledge: Knowledge, findings: Findings, delayMs: number, oldMs: number) {
    this.#knowledge = knowledge;
    this.#findings = findings;
    this.#delayMs = delayMs;
    this.#oldMs = oldMs;
    this.#onShow = new AlertsOnShow(findings);
  }

  /** "Process start: baseline, silent." */
  started(): void {
    for (const state of this.#states.values()) {
      const { toldOpening } = state;
      Object.assign(state, { ...nothingKnown, toldOpening });
    }
    this.#summary = null;
    this.#onShow.started();
  }

  /** A span of unknown length went by: how long a loss has lasted is not known to the app. */
  lostTime(at: number): void {
    this.#lostTimeAt = at;
  }

  heard({ news }: Answer): void {
    for (const { lock, answer } of news) {
      const state = this.#state(lock);
      this.#door(lock, state, answer);
      this.#link(lock, state, answer);
    }
  }

  settle(at: number): void {
    this.#onShow.settle(at);
  }

  /** An alert was taken back: right only when its fact is neither so nor over, as of a lock that left. */
  withdrawn(id: string, at: number): void {
    const [serial = "", what] = id.split(":");
    const lock = this.#knowledge.locks.get(serial);
    if (lock === undefined) return;
    const state = this.#state(lock);
    this.#onShow.told(lock, what === "opened" ? "opening" : "loss");
    const stands = what === "opened" ? state.known === "open" : state.loss !== null && lock.misses > 0;
    if (stands && lock.present) this.#findings.broken(AGAINST, at, `${lock.name}: taken back, and still so`);
  }

  notify({ at, id, title, body }: TimedEvent & { kind: "notify" }): void {
    if (id.startsWith("app:")) {
      this.#grouped(id, title, body, at);
      return;
    }
    const [, opened, how] = /^(.+) (opened|is open)$/.exec(title) ?? [];
    const [, closed] = /^(.+) closed$/.exec(title) ?? [];
    const [, lost] = /^(.+) is offline$/.exec(title) ?? [];
    const [, back] = /^(.+) is back online$/.exec(title) ?? [];
    if (opened !== undefined) {
      const lock = this.#one(opened, at, title, (one) => this.#toldOpening(one));
      if (lock === undefined) return;
      this.#onShow.raised(lock, "opening");
      if (how === "opened") this.#sawItOpen(lock, at);
    } else if (lost !== undefined) {
      const lock = this.#one(lost, at, title, (one) => this.#toldLoss(one, at));
      if (lock !== undefined) this.#onShow.raised(lock, "loss");
    } else if (closed !== undefined) this.#one(closed, at, title, (lock) => this.#toldClosed(lock));
    else if (back !== undefined) this.#one(back, at, title, (lock) => this.#toldBack(lock));
    else this.#findings.broken("alert without a fact", at, title);
  }

  /** "After a gap … in the words of now: 'Back door is open', not 'opened'." */
  #sawItOpen(lock: LockRecord, at: number): void {
    const { closedAt } = this.#state(lock);
    if (at - closedAt <= this.#oldMs + SLACK_MS && closedAt >= this.#lostTimeAt) return;
    this.#findings.broken(AGAINST, at, `${lock.name} opened, after a gap`);
  }

  #door(lock: LockRecord, state: LockState, answer: LockAnswer): void {
    const door = doorOf(answer.truth);
    if (door === null) return;
    if (door === "open" && state.known === "closed") {
      state.opening = { number: answer.opening, seen: 0, due: state.baseline };
      this.#findings.fact("door opened");
    }
    state.baseline = answer.certain || (state.baseline && state.known === door);
    state.known = door;
    if (door === "closed") {
      state.closedAt = answer.at;
      state.opening = null;
      this.#onShow.over(lock, "opening", answer.certain);
      this.#ended(lock, "opening");
    }
    const { opening } = state;
    if (opening === null) return;
    if (answer.certain) opening.seen += 1;
    if (opening.seen < 2 || !opening.due) return;
    state.opening = null;
    this.#findings.broken("fact that lasted two polls and was not alerted", answer.at, `${lock.name} opened`);
  }

  #link(lock: LockRecord, state: LockState, answer: LockAnswer): void {
    const { linked } = answer.truth;
    const before = state.wasLinked;
    state.wasLinked = linked;
    if (linked !== false) {
      this.#ended(lock, "loss");
      if (linked === true) this.#onShow.over(lock, "loss", answer.certain);
      else this.#onShow.told(lock, "loss");
      state.back = linked === true && state.loss?.told === true;
      state.loss = null;
      return;
    }
    const loss: Loss = state.loss ?? {
      saidAt: answer.saidAt,
      from: answer.at,
      lastAt: answer.at,
      counts: before === true,
      told: false,
      over: 0,
      lastAnswers: 0,
    };
    const watched = answer.at - loss.lastAt <= this.#oldMs && loss.lastAt >= this.#lostTimeAt;
    const [from, over] = watched ? [loss.from, loss.over] : [answer.at, 0];
    state.loss = { ...loss, from, over, lastAt: answer.at, lastAnswers: loss.lastAnswers + 1 };
    state.back = false;
    if (!loss.counts || !answer.certain) return;
    if (answer.at - from < this.#delayMs) return;
    state.loss.over += 1;
    if (state.loss.over === 1) this.#findings.fact("connection lost");
    if (state.loss.over < 2 || loss.told) return;
    state.loss.told = true;
    this.#findings.broken("fact that lasted two polls and was not alerted", answer.at, `${lock.name} lost`);
  }

  /** Judges what is told of one lock; says which it is, if there is one of that name. */
  #one(name: string, at: number, title: string, judge: (lock: LockRecord) => Judgement): LockRecord | undefined {
    const lock = this.#knowledge.byName.get(name);
    const judged = lock === undefined ? "none" : judge(lock);
    if (judged === "none") this.#findings.broken("alert without a fact", at, title);
    if (judged === "again") this.#findings.broken("fact alerted twice", at, title);
    return lock;
  }

  #toldOpening(lock: LockRecord): Judgement {
    const state = this.#state(lock);
    const { opening } = state;
    if (opening === null) return state.known === "open" && state.toldOpening === lock.opening ? "again" : "none";
    state.opening = null;
    state.closable = true;
    const again = state.toldOpening === opening.number;
    state.toldOpening = opening.number;
    return again ? "again" : "fact";
  }

  #toldLoss(lock: LockRecord, at: number): Judgement {
    const { loss } = this.#state(lock);
    if (loss?.counts === true && loss.told) return "again";
    if (loss === null || !this.#tellable(loss, at)) return "none";
    loss.told = true;
    return "fact";
  }

  #tellable({ counts, told, lastAnswers, saidAt }: Loss, at: number): boolean {
    return counts && !told && lastAnswers >= 2 && at - saidAt >= this.#delayMs - SLACK_MS;
  }

  /** A silent "closed again" for an opening that was told. */
  #toldClosed(lock: LockRecord): Judgement {
    const state = this.#state(lock);
    const fact = state.closable && state.known === "closed";
    state.closable = false;
    this.#onShow.told(lock, "opening");
    return fact ? "fact" : "none";
  }

  /** "back" only if the loss was told. */
  #toldBack(lock: LockRecord): Judgement {
    const state = this.#state(lock);
    const fact = state.back;
    state.back = false;
    this.#onShow.told(lock, "loss");
    return fact ? "fact" : "none";
  }

  /** More than three alerts from one reading become one summary; its end replaces it. */
  #grouped(id: string, title: string, body: string, at: number): void {
    const lists = body.replace(/(Open|Offline|Closed|Back online): /g, "");
    const names = lists.split(/\. |\.$|, | and /).filter((name) => name !== "");
    if (id === "app:summary" && /(open|offline)( |$)/.test(title)) this.#summed(names, at);
    else if (id === "app:back")
      for (const name of names) this.#one(name, at, `${name} in "${title}"`, (lock) => this.#toldBack(lock));
    else if (id === "app:summary") this.#over(at, title);
    else this.#findings.broken("alert without a fact", at, `${id} ${title}`);
  }

  #summed(names: readonly string[], at: number): void {
    const before = this.#summary ?? new Map<LockRecord, FactKind>();
    this.#summary = new Map();
    for (const name of names) this.#one(name, at, `${name} in a summary`, (lock) => this.#summedOne(lock, before, at));
  }

  #summedOne(lock: LockRecord, before: ReadonlyMap<LockRecord, FactKind>, at: number): Judgement {
    const { opening, loss } = this.#state(lock);
    if (opening === null && loss !== null && this.#tellable(loss, at)) {
      this.#summary?.set(lock, "loss");
      return this.#toldLoss(lock, at);
    }
    // it takes the place of the summary on show, and says again what that one says
    const again = opening === null ? before.get(lock) : undefined;
    this.#summary?.set(lock, again ?? "opening");
    return again === undefined ? this.#toldOpening(lock) : "fact";
  }

  #ended(lock: LockRecord, about: FactKind): void {
    if (this.#summary?.get(lock) === about) this.#summary.delete(lock);
  }

  #over(at: number, title: string): void {
    if (this.#summary?.size !== 0) this.#findings.broken("alert without a fact", at, title);
    this.#summary = null;
  }

  #state(lock: LockRecord): LockState {
    const found = this.#states.get(lock);
    if (found !== undefined) return found;
    const state: LockState = { ...nothingKnown };
    this.#states.set(lock, state);
    return state;
  }
}

const nothingKnown: LockState = {
  known: null,
  baseline: false,
  wasLinked: null,
  opening: null,
  loss: null,
  back: false,
  toldOpening: null,
  closable: false,
  closedAt: -Infinity,
};

type Judgement = "fact" | "again" | "none";
