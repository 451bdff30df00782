import type { HouseEvent } from "../../../src-main/core/lock/house-event.ts";
import type { Change } from "../../../src-main/core/lock/change.ts";
import { emptyHouse, reduce, type House } from "../../../src-main/core/lock/house.ts";
import {
  instant,
  lockIdOf,
  serialOf,
  type Instant,
  type Listing,
  type Lock,
  type Reading,
} from "../../../src-main/core/lock/lock.ts";

/** Tuesday 24 November 2026, 13:00 UTC: an instant from which tests count in seconds. */
export const START_MS = Date.UTC(2026, 10, 24, 13, 0, 0);

/** The instant `seconds` after the tests' start. */
export const at = (seconds: number): Instant => instant(START_MS + seconds * 1000);

/** A lock named and numbered for tests. */
export const lock = (n: number, name = `Door ${n}`): Lock => ({
  serial: serialOf(`S${n}`),
  id: lockIdOf(n),
  name,
  revision: 1,
  bridgeId: 90,
  pullsByItself: false,
  canPull: false,
});

/** The same lock as the list gives it with a reading: without a bridge when the reading says so. */
export const lockFor = (n: number, { link }: Partial<Reading>): Lock =>
  link === "no-bridge" ? { ...lock(n), bridgeId: null } : lock(n);

/** A reading of a locked, closed, connected lock, with what differs. */
export const reading = (n: number, seconds: number, differs: Partial<Reading> = {}): Reading => ({
  id: lockIdOf(n),
  at: at(seconds),
  link: "connected",
  lock: "locked",
  door: "closed",
  battery: 80,
  charging: false,
  moveFailed: false,
  changedAt: null,
  revision: 1,
  ...differs,
});

/** A reading that says nothing, as a disconnected lock gives it. */
export const away = (n: number, seconds: number): Reading =>
  reading(n, seconds, { link: "disconnected", lock: "unknown", door: "unknown", battery: null });

/** The list event of a house. */
export const listed = (seconds: number, listings: readonly Listing[]): HouseEvent => ({
  kind: "listed",
  at: at(seconds),
  listings,
  complete: true,
});

/** A sync's event. */
export const read = (seconds: number, ...readings: readonly Reading[]): HouseEvent => ({
  kind: "read",
  at: at(seconds),
  readings,
  all: true,
});

/** A failed poll. */
export const failed = (
  seconds: number,
  kind: "no-network" | "key-refused" | "timeout" | "blocked" | "not-allowed" | "broken-answer",
  inARow: number,
  keyRefused = false,
): HouseEvent => ({
  kind: "failed",
  at: at(seconds),
  failure: { kind },
  failuresInARow: inARow,
  nextTryAt: at(seconds + 20),
  keyRefused,
});

/** What came of a list of events, from an empty house. */
export function after(
  events: readonly HouseEvent[],
  intervalMs = 20_000,
): { house: House; changes: readonly Change[] } {
  let house = emptyHouse(at(0), intervalMs);
  const changes: Change[] = [];
  for (const event of events) {
    const step = reduce(house, event);
    house = step.house;
    changes.push(...step.changes);
  }
  return { house, changes };
}

/** A list event in which every lock is locked and closed. */
export const allWell = (count: number, seconds = 0): HouseEvent =>
  listed(
    seconds,
    Array.from({ length: count }, (_, i) => ({ lock: lock(i + 1), reading: reading(i + 1, seconds) })),
  );
