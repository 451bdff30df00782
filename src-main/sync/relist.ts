import type { Failure } from "../core/lock/failure.ts";
import type { House } from "../core/lock/house.ts";
import type { LockId, Reading } from "../core/lock/lock.ts";
import type { Ask } from "../core/polling/poll-plan.ts";

/** Signs in a sync's answer that the list is out of date, each a key that counts once. */
export function hintsOfReadings(
  house: House,
  asked: readonly LockId[],
  readings: readonly Reading[],
): readonly string[] {
  const known = new Map([...house.locks.values()].filter(({ gone }) => !gone).map(({ lock }) => [lock.id, lock]));
  const answered = new Set(readings.map(({ id }) => id));
  const missing = asked.filter((id) => !answered.has(id)).map((id) => `missing:${id}`);
  const others = readings.flatMap(({ id, revision, link }) => {
    const lock = known.get(id);
    if (lock === undefined) return [`unknown:${id}`];
    // a lock that was taken off its bridge is no longer one to wait for
    if (link === "no-bridge" && lock.bridgeId !== null) return [`bridge:${lock.serial}:${lock.revision ?? ""}`];
    const changed = revision !== null && lock.revision !== null && revision !== lock.revision;
    return changed ? [`revision:${lock.serial}:${revision}`] : [];
  });
  return [...missing, ...others];
}

/** The same for a sync that was refused: locks asked for by id may no longer be this account's. */
export function hintsOfFailure(ask: Ask, failure: Failure): readonly string[] {
  if (failure.kind !== "not-found" && failure.kind !== "not-allowed") return [];
  switch (ask.kind) {
    case "sync-one":
      return [`refused:${ask.id}`];
    case "sync-some":
      return ask.ids.map((id) => `refused:${id}`);
    case "sync-all":
    case "list":
      return [];
  }
}
