import type { Failure } from "../core/lock/failure.ts";
import type { House } from "../core/lock/house.ts";
import type { Lock, LockId, Reading } from "../core/lock/lock.ts";
import type { Ask } from "../core/polling/poll-plan.ts";

/** What the house knows of the account's list: all that the polling has to know of a house. */
export interface KnownList {
  /** The locks of the account, without those that left it. */
  readonly locks: readonly Lock[];
  /** A list was read since the start. */
  readonly listed: boolean;
  /** The last list did not name one of the locks, which may be a slip. */
  readonly missing: boolean;
  /** Syncs name locks that no list does. */
  readonly unlisted: boolean;
}

/** What a house knows of the account's list. */
export function knownList({ locks, listed, unlisted }: House): KnownList {
  const there = [...locks.values()].filter(({ gone }) => !gone);
  return {
    locks: there.map(({ lock }) => lock),
    listed,
    missing: there.some(({ missing }) => missing > 0),
    unlisted: unlisted.size > 0,
  };
}

/** Signs in a sync's answer that the list is out of date, each a key that counts once. */
export function hintsOfReadings(
  locks: readonly Lock[],
  asked: readonly LockId[],
  readings: readonly Reading[],
): readonly string[] {
  const known = new Map(locks.map((lock) => [lock.id, lock]));
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
