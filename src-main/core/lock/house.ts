import { changesBetween, listedChange, type Change } from "./change.ts";
import type { HouseEvent } from "./house-event.ts";
import { lateUpTo } from "./freshness.ts";
import type { Instant, Lock, LockId, Reading, Serial } from "./lock.ts";
import { instant } from "./lock.ts";
import {
  afterLostTime,
  nothingObserved,
  observe,
  shiftObservation,
  type Gap,
  type Observation,
} from "./observation.ts";
import { failedAgain, interrupted, shiftOutage, type Outage } from "./outage.ts";

/** One lock as Ajar knows it: what the list says of it and what was observed. */
export interface KnownLock {
  readonly lock: Lock;
  readonly seen: Observation;
  /** Complete lists in a row that do not name it; one alone may be a slip of the cloud's. */
  readonly missing: number;
  /** It left the list for good: no longer in this account. */
  readonly gone: boolean;
}

/** Everything Ajar knows, and nothing else. */
export interface House {
  readonly locks: ReadonlyMap<Serial, KnownLock>;
  /** A list has been read since the start. */
  readonly listed: boolean;
  /** A list of which every entry could be read has been read since the start: a lock that comes after it is new. */
  readonly listedWhole: boolean;
  readonly intervalMs: number;
  /** When the last answer came that told of a lock, or that there is none. */
  readonly lastAnswerAt: Instant | null;
  /** Ids that syncs name and the list does not. */
  readonly unlisted: ReadonlySet<LockId>;
  /** Since when the computer has been awake and Ajar has run: the start, or the last resume. */
  readonly awakeSince: Instant;
  readonly asleep: boolean;
  /** Readings from before the last resume are old, whatever their age. */
  readonly staleBefore: Instant | null;
  /** The failures since the last good answer; null without any. */
  readonly outage: Outage | null;
  /** Tedee refused the key for longer than a blip. */
  readonly keyRefused: boolean;
}

/** The house after an event, with the changes that the event told. */
export interface Step {
  readonly house: House;
  readonly changes: readonly Change[];
}

/** A lock counts as gone when this many complete lists in a row do not name it. */
export const GONE_AFTER_LISTS = 2;

/** A house of which nothing is known yet. */
export function emptyHouse(startedAt: Instant, intervalMs: number): House {
  return {
    locks: new Map(),
    listed: false,
    listedWhole: false,
    intervalMs,
    lastAnswerAt: null,
    unlisted: new Set(),
    awakeSince: startedAt,
    asleep: false,
    staleBefore: null,
    outage: null,
    keyRefused: false,
  };
}

/** Takes an event into the house. */
export function reduce(house: House, event: HouseEvent): Step {
  switch (event.kind) {
    case "cached":
      return unchanged({ ...house, locks: withCached(house.locks, event.locks) });
    case "listed":
      return list(house, event);
    case "read":
      return read(answered(house), event);
    case "failed":
      return unchanged({ ...house, keyRefused: event.keyRefused, outage: failedAgain(house.outage, event) });
    case "suspended":
      // no event may come when the computer wakes, so what is known ends here
      return unchanged({ ...house, asleep: true, staleBefore: event.at });
    case "resumed":
      // systems send a resume without a sleep too, and it does not say how long the computer was awake
      return unchanged({
        ...house,
        asleep: false,
        staleBefore: event.at,
        outage: interrupted(house.outage, event.at),
        awakeSince: house.asleep ? event.at : house.awakeSince,
      });
    case "clock-jumped":
      return unchanged(shift(house, event.byMs));
    case "time-lost":
      return unchanged(loseTime(house, event.at));
  }
}

const unchanged = (house: House): Step => ({ house, changes: [] });

/** A good answer ends a run of failures. */
const answered = (house: House): House => ({ ...house, outage: null, keyRefused: false });

const gapOf = ({ intervalMs, staleBefore }: House): Gap => ({ afterMs: lateUpTo(intervalMs), staleBefore });

const newlyKnown = (lock: Lock): KnownLock => ({ lock, seen: nothingObserved, missing: 0, gone: false });

function withCached(locks: House["locks"], cached: readonly Lock[]): House["locks"] {
  const next = new Map(locks);
  for (const lock of cached) if (!next.has(lock.serial)) next.set(lock.serial, newlyKnown(lock));
  return next;
}

function list(house: House, event: HouseEvent & { readonly kind: "listed" }): Step {
  const { at, listings, complete } = event;
  const locks = new Map<Serial, KnownLock>();
  for (const { lock } of listings) {
    locks.set(lock.serial, { ...newlyKnown(lock), seen: house.locks.get(lock.serial)?.seen ?? nothingObserved });
  }
  for (const [serial, known] of house.locks) {
    if (locks.has(serial)) continue;
    const missing = known.missing + (complete ? 1 : 0);
    locks.set(serial, { ...known, missing, gone: known.gone || missing >= GONE_AFTER_LISTS });
  }
  const empty = listings.length === 0 && complete;
  const next: House = {
    ...answered(house),
    locks,
    listed: true,
    listedWhole: house.listedWhole || complete,
    lastAnswerAt: empty ? at : house.lastAnswerAt,
  };
  const readings = listings.map(({ reading }) => reading);
  const step = read(next, { kind: "read", at, readings, all: false });
  return { house: step.house, changes: [...listChanges(house, next, at), ...step.changes] };
}

/** What a list changed in the account; the first list is a baseline. */
function listChanges(before: House, { locks }: House, at: Instant): readonly Change[] {
  if (!before.listed) return [];
  const changes: Change[] = [];
  for (const [serial, { lock, gone }] of locks) {
    const known = before.locks.get(serial);
    const about = listedChange(serial, at, before.lastAnswerAt, gapOf(before));
    const joins = known === undefined ? before.listedWhole : known.gone && !gone;
    if (joins) changes.push({ ...about, kind: "joined" });
    if (known === undefined) continue;
    if (gone && !known.gone) changes.push({ ...about, kind: "left" });
    const from = known.lock.name;
    if (from !== lock.name) changes.push({ ...about, kind: "name", from, to: lock.name });
  }
  return changes;
}

function read(house: House, { at, readings, all }: HouseEvent & { readonly kind: "read" }): Step {
  const bySerial = serialsById(house.locks);
  const locks = new Map(house.locks);
  const changes: Change[] = [];
  const gap = gapOf(house);
  for (const reading of readings) {
    const serial = bySerial.get(reading.id);
    const known = serial === undefined ? undefined : locks.get(serial);
    if (serial === undefined || known === undefined) continue;
    const seen = observe(known.seen, withKnownBridge(reading, known.lock), gap);
    if (seen === known.seen) continue;
    locks.set(serial, { ...known, seen });
    changes.push(...changesBetween(serial, known.seen, seen, gap));
  }
  const unknown = all ? readings.map(({ id }) => id) : [...house.unlisted];
  const unlisted = new Set(unknown.filter((id) => !bySerial.has(id)));
  const told = readings.some(({ id }) => bySerial.has(id));
  return { house: { ...house, locks, unlisted, lastAnswerAt: told ? at : house.lastAnswerAt }, changes };
}

/** A sync that knows of no bridge, where the list names one, speaks of a lost connection and not of a lock without one. */
const withKnownBridge = (reading: Reading, lock: Lock): Reading =>
  reading.link === "no-bridge" && lock.bridgeId !== null ? { ...reading, link: "disconnected" } : reading;

function serialsById(locks: House["locks"]): ReadonlyMap<LockId, Serial> {
  const serials = new Map<LockId, Serial>();
  for (const [serial, { lock, gone }] of locks) if (!gone) serials.set(lock.id, serial);
  return serials;
}

/** The wall clock was set: every remembered time moves along, which keeps each age. */
function shift(house: House, byMs: number): House {
  const moved = (at: Instant): Instant => instant(at + byMs);
  const locks = new Map<Serial, KnownLock>();
  for (const [serial, known] of house.locks) locks.set(serial, { ...known, seen: shiftObservation(known.seen, byMs) });
  return {
    ...house,
    locks,
    lastAnswerAt: house.lastAnswerAt && moved(house.lastAnswerAt),
    awakeSince: moved(house.awakeSince),
    staleBefore: house.staleBefore && moved(house.staleBefore),
    outage: house.outage && shiftOutage(house.outage, byMs),
  };
}

/** A span of unknown length went by: every reading is old, and how long a door has been open is no longer known. */
function loseTime(house: House, at: Instant): House {
  const locks = new Map<Serial, KnownLock>();
  for (const [serial, known] of house.locks) locks.set(serial, { ...known, seen: afterLostTime(known.seen, at) });
  return { ...house, locks, awakeSince: at, staleBefore: at, outage: interrupted(house.outage, at) };
}
