import { bandOf, type BatteryBand } from "./battery.ts";
import type { DoorState, Instant, Link, LockState, Reading } from "./lock.ts";
import { instant } from "./lock.ts";

/** What a door sensor can say for certain. */
export type Door = Extract<DoorState, "open" | "closed">;

/** The last thing a door sensor said for certain. */
export interface DoorFact {
  readonly state: Door;
  /** When it was first noticed in this state. */
  readonly since: Instant;
  /** Whether the door changed under Ajar's eyes, so that `since` is the moment and not just the first look. */
  readonly sinceKnown: boolean;
  /** When it was last reported in this state. */
  readonly at: Instant;
}

/** A lost connection. */
export interface Loss {
  readonly since: Instant;
  /** Readings in a row that said so. */
  readonly readings: number;
  /** It was connected before, under Ajar's eyes: only such a loss is a change. */
  readonly fromConnected: boolean;
}

/** A value and when it was told last. */
export interface Told<T> {
  readonly value: T;
  readonly at: Instant;
}

/** The last value that was told of each thing; null until the first, and an answer that says nothing keeps it. */
export interface ToldValues {
  readonly link: Told<Exclude<Link, "unknown">> | null;
  readonly bolt: Told<Exclude<LockState, "unknown">> | null;
  readonly battery: Told<BatteryBand> | null;
  readonly charging: Told<boolean> | null;
  readonly moveFailed: Told<boolean> | null;
}

/** What was observed of one lock. */
export interface Observation {
  /** The last answer, which may be a failure to see. */
  readonly latest: Reading | null;
  /** The last answer that reached the lock, whatever it said. */
  readonly reached: Reading | null;
  /** The last answer that said something: connected, with a state. */
  readonly known: Reading | null;
  readonly told: ToldValues;
  readonly door: DoorFact | null;
  /** Since when the bolt has been in the state of `known`; null when only the state is known. */
  readonly boltSince: Instant | null;
  readonly loss: Loss | null;
}

/** Readings in a row that must say "not connected" before the connection counts as lost. */
export const LOSS_READINGS = 2;

/** A lock of which nothing was observed yet. */
export const nothingObserved: Observation = {
  latest: null,
  reached: null,
  known: null,
  told: { link: null, bolt: null, battery: null, charging: null, moveFailed: null },
  door: null,
  boltSince: null,
  loss: null,
};

/** The reading that counts now: the latest, but one lost poll of the connection changes nothing. */
export function shownReading({ loss, latest, reached }: Observation): Reading | null {
  const blip = loss !== null && loss.readings < LOSS_READINGS && reached !== null;
  return blip ? reached : latest;
}

/** What counts as a gap: silence longer than `afterMs`, or a sleep that ended at `staleBefore`. */
export interface Gap {
  readonly afterMs: number;
  readonly staleBefore: Instant | null;
}

/** The observation after a reading; the same one when the reading is not newer than the latest. */
export function observe(before: Observation, reading: Reading, gap: Gap): Observation {
  if (before.latest !== null && reading.at <= before.latest.at) return before;
  return {
    latest: reading,
    reached: reading.link === "connected" ? reading : before.reached,
    known: saysSomething(reading) ? reading : before.known,
    told: toldAfter(before.told, reading),
    door: doorAfter(before.door, reading, gap),
    boltSince: boltAfter(before, reading, gap),
    loss: lossAfter(before, reading, gap),
  };
}

function toldAfter(before: ToldValues, { at, link, lock, battery, charging, moveFailed }: Reading): ToldValues {
  const told = { ...before, link: link === "unknown" ? before.link : { value: link, at } };
  if (link !== "connected") return told;
  return {
    link: told.link,
    bolt: lock === "unknown" ? before.bolt : { value: lock, at },
    battery: battery === null ? before.battery : { value: bandOf(battery), at },
    charging: { value: charging, at },
    moveFailed: { value: moveFailed, at },
  };
}

const saysSomething = (reading: Reading): boolean =>
  reading.link === "connected" && (reading.lock !== "unknown" || reading.door === "open" || reading.door === "closed");

/** Whether Ajar looked on from one answer to the next: neither a silence nor a sleep lies between. */
export const lookedOn = (last: Instant, at: Instant, gap: Gap): boolean =>
  at - last <= gap.afterMs && (gap.staleBefore === null || last >= gap.staleBefore);

function lossAfter({ latest, known, loss }: Observation, reading: Reading, gap: Gap): Loss | null {
  if (reading.link === "connected" || reading.link === "no-bridge") return null;
  // while nobody looked it may have been back
  const lasts = latest !== null && lookedOn(latest.at, reading.at, gap);
  const since = lasts ? (loss?.since ?? reading.at) : reading.at;
  // only a yes ends a loss
  if (reading.link === "unknown") return loss && { ...loss, since };
  if (loss !== null) return { ...loss, since, readings: loss.readings + 1 };
  const before = latest?.link === "unknown" ? known : latest;
  return { since: reading.at, readings: 1, fromConnected: before?.link === "connected" };
}

function doorAfter(door: DoorFact | null, reading: Reading, gap: Gap): DoorFact | null {
  if (reading.link !== "connected" || (reading.door !== "open" && reading.door !== "closed")) return door;
  const { at } = reading;
  const watched = door !== null && lookedOn(door.at, at, gap);
  // the same as before a gap may be so anew: since when is not known
  if (door?.state === reading.door) return watched ? { ...door, at } : { ...door, since: at, sinceKnown: false, at };
  return { state: reading.door, since: at, sinceKnown: watched, at };
}

/** Whether a door moves the cloud's date of the last change is not known, so that it is believed only where it fits. */
function boltAfter({ known, boltSince }: Observation, reading: Reading, gap: Gap): Instant | null {
  if (!saysSomething(reading)) return boltSince;
  const told = reading.changedAt !== null && reading.changedAt <= reading.at ? reading.changedAt : null;
  if (known === null) return told;
  const watched = lookedOn(known.at, reading.at, gap);
  // what is the same as before a gap may be so anew, and what changed in one has no time but the cloud's
  const fits = told !== null && told >= known.at ? told : null;
  if (known.lock === reading.lock) {
    if (!watched) return told;
    // another date: it moved and came back between two looks
    const moved = known.door === reading.door && known.changedAt !== reading.changedAt;
    return moved && fits !== null ? fits : (boltSince ?? told);
  }
  return watched ? (fits ?? reading.at) : fits;
}

/** The observation after a span in which nobody looked: a door may have moved, and a connection may have been back. */
export const afterLostTime = (seen: Observation, at: Instant): Observation => ({
  ...seen,
  loss: seen.loss && { ...seen.loss, since: at },
  door: seen.door && { ...seen.door, since: at, sinceKnown: false },
});

/** The observation after the wall clock was set forward by `byMs` (back when negative). */
export function shiftObservation(seen: Observation, byMs: number): Observation {
  const moved = (at: Instant): Instant => instant(at + byMs);
  const reading = (one: Reading | null): Reading | null => one && { ...one, at: moved(one.at) };
  const told = <T>(one: Told<T> | null): Told<T> | null => one && { ...one, at: moved(one.at) };
  const { link, bolt, battery, charging, moveFailed } = seen.told;
  return {
    latest: reading(seen.latest),
    reached: reading(seen.reached),
    known: reading(seen.known),
    told: {
      link: told(link),
      bolt: told(bolt),
      battery: told(battery),
      charging: told(charging),
      moveFailed: told(moveFailed),
    },
    door: seen.door && { ...seen.door, since: moved(seen.door.since), at: moved(seen.door.at) },
    boltSince: seen.boltSince && moved(seen.boltSince),
    loss: seen.loss && { ...seen.loss, since: moved(seen.loss.since) },
  };
}
