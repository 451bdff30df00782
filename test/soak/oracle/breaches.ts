import { RULES, type Fact, type Findings, type Rule } from "./events.ts";

/** How often a rule was broken, with the first few cases. */
export interface Breach {
  readonly rule: Rule;
  readonly count: number;
  readonly examples: readonly string[];
}

const EXAMPLES = 4;

/** Counts broken rules and facts. */
export class Breaches implements Findings {
  readonly facts = new Map<Fact, number>();
  readonly #breaches = new Map<Rule, { count: number; examples: string[] }>();

  readonly broken = (rule: Rule, at: number, what: string): void => {
    const breach = this.#breaches.get(rule) ?? { count: 0, examples: [] };
    breach.count += 1;
    if (breach.examples.length < EXAMPLES) breach.examples.push(`${new Date(at).toISOString()} ${what}`);
    this.#breaches.set(rule, breach);
  };

  readonly fact = (fact: Fact): void => {
    this.facts.set(fact, (this.facts.get(fact) ?? 0) + 1);
  };

  /** Every rule in its order; one that nothing broke has the count 0. */
  all(): readonly Breach[] {
    return RULES.map((rule) => ({ rule, ...(this.#breaches.get(rule) ?? { count: 0, examples: [] }) }));
  }
}
