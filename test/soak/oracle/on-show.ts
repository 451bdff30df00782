import type { Findings, ToldFact } from "./events.ts";

/** The rule for what becomes of an alert after it was raised. */
export const AGAINST = "alert that stands or goes against the facts";

/** Whether something is so: the app may not have used the answer that says so. */
export type Certainty = "no" | "maybe" | "yes";

/** A fact that an alert on show speaks of. */
interface Shown {
  /** It ended, and the app can tell that. */
  over: Certainty;
  /** It is neither so nor over: its lock left the account, or its bridge. */
  left: Certainty;
}

const isPossible = ({ over, left }: Shown): boolean => over !== "no" || left !== "no";
const isFinished = ({ over, left }: Shown): boolean => over === "yes" || left === "yes";

/** Follows the alerts on show. Each stands while a fact of it is so, and then ends at once, in silence. */
export class AlertsOnShow {
  readonly #findings: Findings;
  readonly #alerts = new Map<string, Map<string, Shown>>();

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  /** The alerts of an earlier process are not this one's to end. */
  started(): void {
    this.#alerts.clear();
  }

  /** Whether an alert on show speaks of a fact. */
  shows(fact: string): boolean {
    return [...this.#alerts.values()].some((facts) => facts.has(fact));
  }

  /** Whether an alert on show says that a fact is so, and it still is. */
  stands(id: string, fact: string): Certainty {
    const shown = this.#alerts.get(id)?.get(fact);
    if (shown === undefined || isFinished(shown)) return "no";
    return isPossible(shown) ? "maybe" : "yes";
  }

  /** A new alert, or one that takes the place of the one with its id. */
  raised(id: string, facts: readonly ToldFact[], at: number): void {
    const next = new Map<string, Shown>(facts.map((fact) => [fact.id, { over: "no", left: "no" }]));
    for (const [fact, shown] of this.#alerts.get(id) ?? [])
      if (!isPossible(shown) && !next.has(fact)) this.#wrong(at, `${id} speaks no more of ${fact}, which is so`);
    // a fact that begins again is over for the alert that spoke of it before; that its lock left is not forgotten
    for (const others of this.#alerts.values())
      for (const fact of next.keys()) if (others.get(fact)?.left === "no") others.delete(fact);
    this.#alerts.set(id, next);
  }

  /** A fact ended; `certain` when the app has used the answer that says so. */
  over(fact: string, certain: boolean): void {
    for (const facts of this.#alerts.values()) {
      const shown = facts.get(fact);
      if (shown !== undefined && shown.over !== "yes") shown.over = certain ? "yes" : "maybe";
    }
  }

  /** Nobody will hear the end of a fact. */
  left(fact: string, certain: boolean): void {
    for (const facts of this.#alerts.values()) {
      const shown = facts.get(fact);
      if (shown !== undefined && shown.left !== "yes") shown.left = certain ? "yes" : "maybe";
    }
  }

  /** The app tells the quiet end of an alert; false when none is on show. */
  ended(id: string, at: number): boolean {
    const facts = this.#alerts.get(id);
    if (facts === undefined) return false;
    this.#alerts.delete(id);
    for (const [fact, { over }] of facts) if (over === "no") this.#wrong(at, `${id} ended, and ${fact} did not`);
    return true;
  }

  /** The app takes an alert back without a word. */
  withdrawn(id: string, at: number): void {
    const facts = [...(this.#alerts.get(id) ?? [])];
    this.#alerts.delete(id);
    const isRight = facts.every(([, shown]) => isPossible(shown)) && facts.some(([, { left }]) => left !== "no");
    if (!isRight) this.#wrong(at, `${id} taken back, of ${facts.length} facts`);
  }

  /** A person closed an alert. */
  dismissed(id: string): void {
    this.#alerts.delete(id);
  }

  /** Judges the end of a moment: no alert whose facts all ended is on show any more. */
  settle(at: number): void {
    for (const [id, facts] of this.#alerts) {
      if (![...facts.values()].every(isFinished)) continue;
      this.#alerts.delete(id);
      this.#wrong(at, `${id} is over and on show`);
    }
  }

  #wrong(at: number, what: string): void {
    this.#findings.broken(AGAINST, at, what);
  }
}
