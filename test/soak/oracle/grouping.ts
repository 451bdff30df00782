import type { Findings, TimedEvent } from "./events.ts";

const RULE = "many alerts one by one, or few as one";
/** "More than three alerts from one reading become one summary" */
const SEPARATE = 3;

/** Judges how many alerts come at one moment, and how many facts one alert tells. */
export class Grouping {
  readonly #findings: Findings;
  /** Alerts of this moment about one fact each: new facts, facts after a silence, and ends without an alert on show. */
  #single = { begun: 0, afterSilence: 0, ends: 0 };
  readonly #raised = new Set<string>();

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  /** An alert; at most so many of its facts were not told before. */
  told({ at, id, rule, over, facts }: TimedEvent & { kind: "notify" }, told: number, replaces: boolean): void {
    if (over && this.#raised.has(id)) this.#wrong(at, `${id} is hidden by its own end`);
    if (!over) this.#raised.add(id);
    switch (rule) {
      case "summary":
        if (!over && told <= SEPARATE) this.#wrong(at, `a summary of ${told}`);
        return;
      case "after-pause":
        if (!over && told < 2) this.#wrong(at, `one alert after a pause for ${told}`);
        return;
      case "back":
        if (facts.length <= SEPARATE) this.#wrong(at, `one return of ${facts.length}`);
        return;
      case "opened":
      case "connection":
        if (!over) this.#single[facts[0]?.afterSilence === true ? "afterSilence" : "begun"] += 1;
        else if (!replaces) this.#single.ends += 1;
    }
  }

  settle(at: number): void {
    const { begun, afterSilence, ends } = this.#single;
    if (begun > SEPARATE) this.#wrong(at, `${begun} facts one by one`);
    if (afterSilence > 1) this.#wrong(at, `${afterSilence} facts one by one after a silence`);
    if (ends > SEPARATE) this.#wrong(at, `${ends} returns one by one`);
    this.#single = { begun: 0, afterSilence: 0, ends: 0 };
    this.#raised.clear();
  }

  #wrong(at: number, what: string): void {
    this.#findings.broken(RULE, at, what);
  }
}
