import type { LockRecord } from "./lock-record.ts";
import type { Findings } from "./events.ts";

/** The rule for what becomes of an alert after it was raised. */
export const AGAINST = "alert that stands or goes against the facts";

/** What an alert on show is about. */
export type FactKind = "opening" | "loss";

/** Alerts on show that speak of one fact alone: each stands as long as its fact does, and is replaced by its end at once. */
export class AlertsOnShow {
  readonly #findings: Findings;
  readonly #onShow = new Map<LockRecord, Set<FactKind>>();
  /** Ends that have to be told in this moment. */
  readonly #owed = new Map<LockRecord, FactKind>();

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  /** What an earlier life has on show is nobody's to replace. */
  started(): void {
    this.#onShow.clear();
    this.#owed.clear();
  }

  raised(lock: LockRecord, about: FactKind): void {
    this.#of(lock).add(about);
  }

  /** The fact is over: to be told now, where the app cannot take the answer for an old one. */
  over(lock: LockRecord, about: FactKind, certain: boolean): void {
    if (certain && this.#of(lock).delete(about)) this.#owed.set(lock, about);
  }

  /** Its end was told, or there is nothing to tell of it any more. */
  told(lock: LockRecord, about: FactKind): void {
    this.#of(lock).delete(about);
    if (this.#owed.get(lock) === about) this.#owed.delete(lock);
  }

  /** Everything of one moment has happened. */
  settle(at: number): void {
    for (const [lock, about] of this.#owed) {
      this.#findings.broken(AGAINST, at, `${lock.name}: the end of its ${about} was not told`);
    }
    this.#owed.clear();
  }

  #of(lock: LockRecord): Set<FactKind> {
    const found = this.#onShow.get(lock) ?? new Set();
    this.#onShow.set(lock, found);
    return found;
  }
}
