import type { HouseEvent } from "./house-event.ts";
import { REFUSALS, REFUSAL_PATIENCE_MS, type Failure, type FailureKind } from "./failure.ts";
import { lateUpTo } from "./freshness.ts";
import type { Instant, Lock, LockId, Reading, Serial } from "./lock.ts";
import { instant } from "./lock.ts";
import { observe, shiftSeen, unseen, unwatched, type Seen } from "./observation.ts";

/** One lock as Ajar knows it: what it is and what was seen of it. */
export interface KnownLock {
  readonly lock: Lock;
  readonly seen: Seen;
  /** Complete lists in a row that do not name it; one alone may be a slip of the cloud's. */
  readonly missing: number;
  /** It left the list for good: no longer in this account. */
  readonly gone: boolean;
}

/** What stands between Ajar and the cloud since the last answer. */
export interface Trouble {
  readonly failure: Failure;
  /** Failures in a row, and when the first of them came. */
  readonly count: number;
  readonly since: Instant;
  /** Null while there were only refusals of the key. */
  readonly obstacle: Obstacle | null;
  readonly nextTryAt: Instant;
}

/** The last failure of a row that was no refusal of the key; a refusal may be a blip, and ends no row. */
export interface Obstacle {
  readonly kind: FailureKind;
  /** Failures of this kind in a row, and when the first of them came. */
  readonly count: number;
  readonly since: Instant;
  /** They are too many, over too long a time, to be a blip. */
  readonly lasting: boolean;
}

/** Everything Ajar knows, and nothing else. */
export interface House {
  readonly locks: ReadonlyMap<Serial, KnownLock>;
  /** A list has been read since the start. */
  readonly listed: boolean;
  readonly intervalMs: number;
  /** When the last answer came that told of a lock, or that there is none. */
  readonly lastAnswerAt: Instant | null;
  /** Ids that syncs name and the list does not. */
  readonly unlisted: ReadonlySet<LockId>;
  /** Since when the computer has been awake under Ajar's eyes: the start, or the last resume. */
  readonly awakeSince: Instant;
  readonly asleep: boolean;
  /** Readings from before the last resume are old, whatever their age. */
  readonly staleBefore: Instant | null;
  readonly trouble: Trouble | null;
  /** Tedee refused the key for longer than a blip. */
  readonly keyRefused: boolean;
}

/** A lock counts as gone when this many complete lists in a row do not name it. */
export const GONE_AFTER_LISTS = 2;

/** A fact that came about, for the alerts. */
export type Change =
  /** `afterGap`: nothing was known for a while, so the moment of opening is not. */
  | { readonly kind: "door-opened"; readonly serial: Serial; readonly at: Instant; readonly afterGap: boolean }
  /** `openSince` is null when the moment of opening is not known. */
  | { readonly kind: "door-closed"; readonly serial: Serial; readonly at: Instant; readonly openSince: Instant | null }
  | { readonly kind: "link-back"; readonly serial: Serial; readonly at: Instant };

/** A house of which nothing is known yet. */
export function emptyHouse(startedAt: Instant, intervalMs: number): House {
  return {
    locks: new Map(),
    listed: false,
    intervalMs,
    lastAnswerAt: null,
    unlisted: new Set(),
    awakeSince: startedAt,
    asleep: false,
    staleBefore: null,
    trouble: null,
    keyRefused: false,
  };
}

/** The house after an event, and the facts that the event brought. */
export function reduce(
  house: House,
  event: HouseEvent,
): { readonly house: House; readonly changes: readonly Change[] } {
  switch (event.kind) {
    case "kept":
      return quiet({ ...house, locks: keep(house.locks, event.locks) });
    case "listed":
      return list(house, event);
    case "read":
      return read({ ...house, ...untroubled }, event);
    case "failed":
      return quiet(fail(house, event));
    case "suspended":
      // what is known ends here: whether anybody will tell of the waking is not
      return quiet({ ...house, asleep: true, staleBefore: event.at });
    case "resumed":
      // a waking that no sleep came before is told at odd times, and says nothing of how long the computer was awake
      return quiet({
        ...house,
        asleep: false,
        staleBefore: event.at,
        trouble: interrupted(house.trouble, event.at),
        awakeSince: house.asleep ? event.at : house.awakeSince,
      });
    case "clock-jumped":
      return quiet(shift(house, event.byMs));
    case "time-lost":
      return quiet(loseTime(house, event.at));
  }
}

const quiet = (house: House): { house: House; changes: readonly Change[] } => ({ house, changes: [] });

function keep(locks: ReadonlyMap<Serial, KnownLock>, kept: readonly Lock[]): ReadonlyMap<Serial, KnownLock> {
  const next = new Map(locks);
  for (const lock of kept) if (!next.has(lock.serial)) next.set(lock.serial, { lock, seen: unseen, ...there });
  return next;
}

const there = { missing: 0, gone: false } as const;
const untroubled = { trouble: null, keyRefused: false } as const;

function list(
  house: House,
  { at, listings, complete }: HouseEvent & { readonly kind: "listed" },
): ReturnType<typeof reduce> {
  const locks = new Map<Serial, KnownLock>();
  for (const { lock } of listings) {
    locks.set(lock.serial, { lock, seen: house.locks.get(lock.serial)?.seen ?? unseen, ...there });
  }
  for (const [serial, known] of house.locks) {
    if (locks.has(serial)) continue;
    const missing = known.missing + (complete ? 1 : 0);
    locks.set(serial, { ...known, missing, gone: known.gone || missing >= GONE_AFTER_LISTS });
  }
  const readings = listings.map((listing) => listing.reading);
  const next = { ...house, ...untroubled, locks, listed: true };
  const none = listings.length === 0 && complete;
  return read(none ? { ...next, lastAnswerAt: at } : next, { kind: "read", at, readings, all: false });
}

function read(house: House, { at, readings, all }: HouseEvent & { readonly kind: "read" }): ReturnType<typeof reduce> {
  const bySerial = serialsById(house.locks);
  const locks = new Map(house.locks);
  const changes: Change[] = [];
  const gap = { afterMs: lateUpTo(house.intervalMs), staleBefore: house.staleBefore };
  for (const reading of readings) {
    const serial = bySerial.get(reading.id);
    const known = serial === undefined ? undefined : locks.get(serial);
    if (serial === undefined || known === undefined) continue;
    const observed = observe(known.seen, believed(reading, known.lock), gap);
    if (observed.seen === known.seen) continue;
    locks.set(serial, { ...known, seen: observed.seen });
    for (const fact of observed.facts) changes.push({ ...fact, serial });
  }
  const unknown = all ? readings.map(({ id }) => id) : [...house.unlisted];
  const unlisted = new Set(unknown.filter((id) => !bySerial.has(id)));
  const told = readings.some(({ id }) => bySerial.has(id));
  return { house: { ...house, locks, unlisted, ...(told && { lastAnswerAt: at }) }, changes };
}

/** A lock that the list names a bridge for has lost it when a sync knows of none: an outage, and no fact to wave aside. */
const believed = (reading: Reading, lock: Lock): Reading =>
  reading.link === "no-bridge" && lock.bridgeId !== null ? { ...reading, link: "disconnected" } : reading;

function serialsById(locks: ReadonlyMap<Serial, KnownLock>): ReadonlyMap<LockId, Serial> {
  const serials = new Map<LockId, Serial>();
  for (const [serial, { lock, gone }] of locks) if (!gone) serials.set(lock.id, serial);
  return serials;
}

function fail(house: House, { failure, at, failuresInARow, nextTryAt, keyRefused }: Failed): House {
  const before = house.trouble;
  const former = before?.obstacle ?? null;
  const obstacle = failure.kind === "key-refused" ? former : obstructed(former, failure.kind, at);
  const trouble = { failure, count: failuresInARow, since: before?.since ?? at, obstacle, nextTryAt };
  return { ...house, keyRefused, trouble };
}

type Failed = HouseEvent & { readonly kind: "failed" };

function obstructed(former: Obstacle | null, kind: FailureKind, at: Instant): Obstacle {
  const again = former?.kind === kind ? former : { kind, count: 0, since: at, lasting: false };
  const count = again.count + 1;
  const lasting = again.lasting || (count >= REFUSALS && at - again.since >= REFUSAL_PATIENCE_MS);
  return { ...again, count, lasting };
}

/** Failures on either side of a time that nobody saw are not in a row, unless they were no blip before. */
function interrupted(trouble: Trouble | null, at: Instant): Trouble | null {
  const obstacle = trouble?.obstacle ?? null;
  if (trouble === null || obstacle === null || obstacle.lasting) return trouble;
  return { ...trouble, obstacle: { ...obstacle, count: 0, since: at } };
}

/** The wall clock was set: what is remembered moves along, so that every age stays what it was. */
function shift(house: House, byMs: number): House {
  const moved = <T extends Instant | null>(at: T): Instant | T => (at === null ? at : instant(at + byMs));
  const locks = new Map<Serial, KnownLock>();
  for (const [serial, known] of house.locks) locks.set(serial, { ...known, seen: shiftSeen(known.seen, byMs) });
  return {
    ...house,
    locks,
    lastAnswerAt: moved(house.lastAnswerAt),
    awakeSince: instant(house.awakeSince + byMs),
    staleBefore: moved(house.staleBefore),
    trouble: house.trouble && {
      ...house.trouble,
      since: instant(house.trouble.since + byMs),
      obstacle: house.trouble.obstacle && {
        ...house.trouble.obstacle,
        since: instant(house.trouble.obstacle.since + byMs),
      },
      nextTryAt: instant(house.trouble.nextTryAt + byMs),
    },
  };
}

/** A span of unknown length went by: what is known is old, and since when a door has been open is not known any more. */
function loseTime(house: House, at: Instant): House {
  const locks = new Map<Serial, KnownLock>();
  for (const [serial, known] of house.locks) locks.set(serial, { ...known, seen: unwatched(known.seen, at) });
  return { ...house, locks, awakeSince: at, staleBefore: at, trouble: interrupted(house.trouble, at) };
}
