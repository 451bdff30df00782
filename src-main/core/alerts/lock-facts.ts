import type { AlertFact } from "./alert.ts";
import type { FactState } from "./memory.ts";
import type { Look, Standing } from "./rule.ts";
import { freshnessOf, type Freshness } from "../lock/freshness.ts";
import type { House, KnownLock } from "../lock/house.ts";

/** The lock of a fact; null for a fact about Ajar itself. */
export const lockOf = ({ serial }: Pick<AlertFact, "serial">, { locks }: House): KnownLock | null =>
  serial === null ? null : (locks.get(serial) ?? null);

/** Whether the last answer about a lock is young enough to speak of now. */
export const isCurrent = (known: KnownLock, look: Look): boolean => ["live", "late"].includes(freshness(known, look));

/**
 * How a fact of a lock stands, by a function for a lock that is in the account. A fact that was kept back of a lock that
 * left waits until all that was seen of the lock is lost.
 */
export function lockStanding(
  state: FactState,
  look: Look,
  standing: (known: KnownLock, look: Look) => Standing,
): Standing {
  const known = lockOf(state, look.house);
  if (known === null) return { kind: "void" };
  if (!known.gone) return standing(known, look);
  return state.stage !== "told" && freshness(known, look) === "lost" ? { kind: "void" } : { kind: "left" };
}

const freshness = ({ seen }: KnownLock, { house, now }: Look): Freshness =>
  freshnessOf(seen.latest?.at ?? null, house.staleBefore, house.intervalMs, now);
