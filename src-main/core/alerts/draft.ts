import type { AlertFact, Notice } from "./alert.ts";
import type { AlertMemory, FactState, OnShow } from "./memory.ts";

/** A memory in the making: what one decision adds to it and takes from it. */
export class Draft {
  readonly facts: Map<string, FactState>;
  readonly onShow: Map<string, OnShow>;
  /** Alerts to take back. */
  readonly withdraw: string[] = [];
  /** Alerts on show whose facts are all over. */
  readonly ends: Notice[] = [];

  constructor(memory: AlertMemory) {
    this.facts = new Map(memory.facts);
    this.onShow = new Map(memory.onShow);
  }

  /** Remembers what became of a fact. */
  readonly put = ({ id, rule, serial }: AlertFact, stage: FactState["stage"]): void => {
    this.facts.set(id, { rule, serial, stage });
  };

  /** Puts an alert on show. */
  readonly show = ({ id, rule, facts }: Notice): void => {
    this.onShow.set(id, { rule, facts: facts.map((fact) => fact.id), ended: [], unknownEnd: false });
  };

  /** Whether an alert on show speaks of a fact. */
  readonly shows = (id: string): boolean => [...this.onShow.values()].some(({ facts }) => facts.includes(id));

  /** Takes a fact from the alert that speaks of it; with its last fact the alert ends. Null: nobody knows the fact's end. */
  readonly end = (id: string, ending: AlertFact | null): void => {
    for (const [alertId, shown] of this.onShow) {
      if (!shown.facts.includes(id)) continue;
      const facts = shown.facts.filter((fact) => fact !== id);
      const ended = ending === null ? shown.ended : [...shown.ended, ending];
      const unknownEnd = shown.unknownEnd || ending === null;
      this.onShow.set(alertId, { rule: shown.rule, facts, ended, unknownEnd });
      if (facts.length > 0) continue;
      this.onShow.delete(alertId);
      if (unknownEnd) this.withdraw.push(alertId);
      else this.ends.push({ id: alertId, rule: shown.rule, facts: ended, over: true, replaces: alertId });
    }
  };
}
