import type { Findings, TimedEvent, ToldFact } from "./events.ts";
import { Grouping } from "./grouping.ts";
import type { Answer, Knowledge } from "./knowledge.ts";
import { LockFacts } from "./lock-facts.ts";
import { AlertsOnShow } from "./on-show.ts";
import type { Silence } from "./silence.ts";

const WITHOUT = "alert without a fact";
/** The rule about pauses. */
export const PAUSED = "alert in a pause, or kept back without one";

/** Judges alerts about locks: each fact once, none without one, none left out. */
export class LockAlerts {
  readonly #knowledge: Knowledge;
  readonly #findings: Findings;
  readonly #silence: Silence;
  readonly #onShow: AlertsOnShow;
  readonly #grouping: Grouping;
  readonly #facts: LockFacts;

  constructor(knowledge: Knowledge, findings: Findings, silence: Silence, delayMs: number, oldMs: number) {
    this.#knowledge = knowledge;
    this.#findings = findings;
    this.#silence = silence;
    this.#onShow = new AlertsOnShow(findings);
    this.#grouping = new Grouping(findings);
    this.#facts = new LockFacts({ knowledge, findings, silence, onShow: this.#onShow, delayMs, oldMs });
  }

  /** "Process start: baseline, silent." */
  started(): void {
    this.#facts.started();
    this.#onShow.started();
  }

  /** A time of unknown length passed: the app does not know how long a loss has lasted. */
  lostTime(at: number): void {
    this.#facts.lostTime(at);
  }

  heard(answer: Answer): void {
    this.#facts.heard(answer);
    this.#leavers();
  }

  /** The owner chose other locks that raise no alerts. */
  excluded(): void {
    this.#facts.excluded();
  }

  dismissed(id: string): void {
    this.#onShow.dismissed(id);
  }

  /** Judges the end of a moment. */
  settle(at: number): void {
    this.#onShow.settle(at);
    this.#grouping.settle(at);
    this.#facts.settle(at);
  }

  withdrawn(id: string, at: number): void {
    this.#onShow.withdrawn(id, at);
  }

  /** The app keeps a fact back. */
  suppressed(id: string, at: number): void {
    if (!this.#silence.isPaused(at)) this.#findings.broken(PAUSED, at, `${id} kept back without a pause`);
    if (!this.#facts.kept(id, at)) this.#findings.broken(PAUSED, at, `${id} kept back, and nothing to tell`);
  }

  notify(event: TimedEvent & { kind: "notify" }): void {
    if (event.over) this.#end(event);
    else this.#tell(event);
  }

  #tell(event: TimedEvent & { kind: "notify" }): void {
    const { at, id, rule, facts } = event;
    if (this.#silence.isPaused(at)) this.#findings.broken(PAUSED, at, `${id} told in a pause`);
    const isSingle = rule === "opened" || rule === "connection";
    const isKnownRule = isSingle
      ? facts.length === 1 && facts[0]?.id === id
      : rule === "summary" || rule === "after-pause";
    if (!isKnownRule) this.#findings.broken(WITHOUT, at, `${id} by ${rule}`);
    // it says again what the alert says that it takes the place of
    let told = 0;
    for (const fact of facts) {
      const stands = isSingle ? "no" : this.#onShow.stands(id, fact.id);
      if (stands === "yes") continue;
      told += 1;
      // where the fact may have lasted, the app may say it once more
      if (stands === "maybe") this.#facts.told(fact, at);
      else this.#judge(fact, at);
    }
    this.#grouping.told(event, told, false);
    this.#onShow.raised(id, facts, at);
  }

  #judge(fact: ToldFact, at: number): void {
    const judged = fact.state === "begun" ? this.#facts.told(fact, at) : "none";
    if (judged === "none") this.#findings.broken(WITHOUT, at, fact.id);
    if (judged === "again") this.#findings.broken("fact alerted twice", at, fact.id);
  }

  #end(event: TimedEvent & { kind: "notify" }): void {
    const { at, id, rule, facts } = event;
    const replaces = rule !== "back" && this.#onShow.ended(id, at);
    const returns = facts.filter((fact) => this.#facts.toldBack(fact));
    const isReturn = rule === "connection" || rule === "back";
    if (!replaces && (!isReturn || facts.length === 0 || returns.length < facts.length))
      this.#findings.broken(WITHOUT, at, `the end of ${id}`);
    if (!replaces && this.#silence.isPaused(at)) this.#findings.broken(PAUSED, at, `the end of ${id} in a pause`);
    this.#grouping.told(event, 0, replaces);
  }

  /** A lock left the account after two lists: nobody will hear of the end of its facts. */
  #leavers(): void {
    for (const lock of this.#knowledge.locks.values()) {
      if (lock.listsWithout < 2) continue;
      this.#facts.left(lock, lock.certainListsWithout >= 2);
      for (const fact of [`${lock.serial}:opened`, `${lock.serial}:connection`])
        this.#onShow.left(fact, lock.certainListsWithout >= 2);
    }
  }
}
