import type { HouseEvent } from "./event.ts";
import type { Failure } from "./failure.ts";
import { lateUpTo } from "./freshness.ts";
import type { Instant, Listing, Lock, LockId, Reading, Serial } from "./lock.ts";
import { instant } from "./lock.ts";
import { observe, shiftSeen, unseen, type Seen } from "./seen.ts";

/** One lock as Ajar knows it: what it is and what was seen of it. */
export interface KnownLock {
  readonly lock: Lock;
  readonly seen: Seen;
  /** It left the list: no longer in this account. */
  readonly gone: boolean;
}

/** What stands between Ajar and the cloud since the last answer. */
export interface Trouble {
  readonly failure: Failure;
  /** Failures in a row. */
  readonly count: number;
  readonly since: Instant;
  readonly nextTryAt: Instant;
}

/** Everything Ajar knows, and nothing else. */
export interface House {
  readonly locks: ReadonlyMap<Serial, KnownLock>;
  /** A list has been read since the start. */
  readonly listed: boolean;
  readonly intervalMs: number;
  /** When the last good answer came, and the last one of an earlier run before that. */
  readonly lastAnswerAt: Instant | null;
  /** Since when the computer has been awake under Ajar's eyes: the start, or the last resume. */
  readonly awakeSince: Instant;
  readonly asleep: boolean;
  /** Readings from before the last resume are old, whatever their age. */
  readonly staleBefore: Instant | null;
  readonly trouble: Trouble | null;
  /** Tedee refused the key for longer than a blip. */
  readonly keyRefused: boolean;
}

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
      return list(house, event.at, event.listings);
    case "read":
      return read(answered(house, event.at), event.readings);
    case "failed":
      return quiet(fail(house, event));
    case "suspended":
      return quiet({ ...house, asleep: true });
    case "resumed":
      return quiet({ ...house, asleep: false, awakeSince: event.at, staleBefore: event.at });
    case "clock-jumped":
      return quiet(shift(house, event.byMs));
  }
}

const quiet = (house: House): { house: House; changes: readonly Change[] } => ({ house, changes: [] });

function keep(locks: ReadonlyMap<Serial, KnownLock>, kept: readonly Lock[]): ReadonlyMap<Serial, KnownLock> {
  const next = new Map(locks);
  for (const lock of kept) if (!next.has(lock.serial)) next.set(lock.serial, { lock, seen: unseen, gone: false });
  return next;
}

function answered(house: House, at: Instant): House {
  return { ...house, lastAnswerAt: at, trouble: null, keyRefused: false };
}

function list(house: House, at: Instant, listings: readonly Listing[]): ReturnType<typeof reduce> {
  const locks = new Map<Serial, KnownLock>();
  for (const { lock } of listings) {
    locks.set(lock.serial, { lock, seen: house.locks.get(lock.serial)?.seen ?? unseen, gone: false });
  }
  for (const [serial, known] of house.locks) if (!locks.has(serial)) locks.set(serial, { ...known, gone: true });
  return read(
    { ...answered(house, at), locks, listed: true },
    listings.map((listing) => listing.reading),
  );
}

function read(house: House, readings: readonly Reading[]): ReturnType<typeof reduce> {
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
  return { house: { ...house, locks }, changes };
}

/** A lock that the list names a bridge for has lost it when a sync knows of none: an outage, and no fact to wave aside. */
const believed = (reading: Reading, lock: Lock): Reading =>
  reading.link === "no-bridge" && lock.bridgeId !== null ? { ...reading, link: "disconnected" } : reading;

function serialsById(locks: ReadonlyMap<Serial, KnownLock>): ReadonlyMap<LockId, Serial> {
  const serials = new Map<LockId, Serial>();
  for (const [serial, { lock, gone }] of locks) if (!gone) serials.set(lock.id, serial);
  return serials;
}

function fail(house: House, event: HouseEvent & { readonly kind: "failed" }): House {
  return {
    ...house,
    keyRefused: event.keyRefused,
    trouble: {
      failure: event.failure,
      count: event.failuresInARow,
      since: house.trouble?.since ?? event.at,
      nextTryAt: event.nextTryAt,
    },
  };
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
      nextTryAt: instant(house.trouble.nextTryAt + byMs),
    },
  };
}
