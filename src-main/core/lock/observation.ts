import type { Instant, Reading } from "./lock.ts";
import { instant } from "./lock.ts";

/** The last thing a door sensor said for certain. */
export interface DoorFact {
  readonly state: "open" | "closed";
  /** When it was first noticed in this state. */
  readonly since: Instant;
  /** Whether the door changed under Ajar's eyes, so that `since` is the moment and not just the first look. */
  readonly sinceKnown: boolean;
  /** When it was last reported in this state. */
  readonly at: Instant;
}

/** A lost connection. */
export interface Outage {
  readonly since: Instant;
  /** Readings in a row that said so. */
  readonly readings: number;
  /** It was connected before, under Ajar's eyes: only such a loss is a change. */
  readonly fromConnected: boolean;
}

/** What was seen of one lock. */
export interface Seen {
  /** The last answer, which may be a failure to see. */
  readonly latest: Reading | null;
  /** The last answer that reached the lock, whatever it said. */
  readonly reached: Reading | null;
  /** The last answer that said something: connected, with a state. */
  readonly known: Reading | null;
  readonly door: DoorFact | null;
  /** Since when the bolt has been in the state of `known`; null when only the state is known. */
  readonly boltSince: Instant | null;
  readonly outage: Outage | null;
}

/** Readings in a row that must say "not connected" before it counts as an outage. */
export const OUTAGE_READINGS = 2;

/** Nothing seen yet. */
export const unseen: Seen = { latest: null, reached: null, known: null, door: null, boltSince: null, outage: null };

/** What counts as a gap: silence longer than `afterMs`, or a sleep that ended at `staleBefore`. */
export interface Gap {
  readonly afterMs: number;
  readonly staleBefore: Instant | null;
}

/** A change that one reading brought, for one lock. */
export type Fact =
  | { readonly kind: "door-opened"; readonly at: Instant; readonly afterGap: boolean }
  | { readonly kind: "door-closed"; readonly at: Instant; readonly openSince: Instant | null }
  | { readonly kind: "link-back"; readonly at: Instant };

/** What is seen after a reading, and the facts it brought; one that is not newer than the latest changes nothing. */
export function observe(
  seen: Seen,
  reading: Reading,
  gap: Gap,
): { readonly seen: Seen; readonly facts: readonly Fact[] } {
  if (seen.latest !== null && reading.at <= seen.latest.at) return { seen, facts: [] };
  const facts: Fact[] = [];
  const outage = outageAfter(seen, reading, gap);
  if (seen.outage !== null && reading.link === "connected") facts.push({ kind: "link-back", at: reading.at });
  const door = doorAfter(seen.door, reading, gap);
  if (door !== null && seen.door !== null && door.state !== seen.door.state) {
    facts.push(
      door.state === "open"
        ? { kind: "door-opened", at: reading.at, afterGap: !door.sinceKnown }
        : {
            kind: "door-closed",
            at: reading.at,
            openSince: door.sinceKnown && seen.door.sinceKnown ? seen.door.since : null,
          },
    );
  }
  const known = saysSomething(reading) ? reading : seen.known;
  const reached = reading.link === "connected" ? reading : seen.reached;
  return { seen: { latest: reading, reached, known, door, boltSince: boltAfter(seen, reading, gap), outage }, facts };
}

const saysSomething = (reading: Reading): boolean =>
  reading.link === "connected" && (reading.lock !== "unknown" || reading.door === "open" || reading.door === "closed");

/** Whether somebody looked on from a look to the next: neither a silence nor a sleep lies between. */
const lookedOn = (last: Instant, at: Instant, gap: Gap): boolean =>
  at - last <= gap.afterMs && (gap.staleBefore === null || last >= gap.staleBefore);

function outageAfter(seen: Seen, reading: Reading, gap: Gap): Outage | null {
  if (reading.link === "connected" || reading.link === "no-bridge") return null;
  // while nobody looked it may have been back
  const lasts = seen.latest !== null && lookedOn(seen.latest.at, reading.at, gap);
  const since = lasts ? (seen.outage?.since ?? reading.at) : reading.at;
  // only a yes ends an outage
  if (reading.link === "unknown") return seen.outage && { ...seen.outage, since };
  if (seen.outage !== null) return { ...seen.outage, since, readings: seen.outage.readings + 1 };
  const before = seen.latest?.link === "unknown" ? seen.known : seen.latest;
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
function boltAfter({ known, boltSince }: Seen, reading: Reading, gap: Gap): Instant | null {
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

/** The same, after a span in which nobody looked: whether a door moved or a connection came back meanwhile is not known. */
export const unwatched = (seen: Seen, at: Instant): Seen => ({
  ...seen,
  outage: seen.outage && { ...seen.outage, since: at },
  door: seen.door && { ...seen.door, since: at, sinceKnown: false },
});

/** The same, after the wall clock was set forward by `byMs` (back when negative). */
export function shiftSeen(seen: Seen, byMs: number): Seen {
  const moved = (at: Instant): Instant => instant(at + byMs);
  const reading = (one: Reading | null): Reading | null => one && { ...one, at: moved(one.at) };
  return {
    latest: reading(seen.latest),
    reached: reading(seen.reached),
    known: reading(seen.known),
    door: seen.door && { ...seen.door, since: moved(seen.door.since), at: moved(seen.door.at) },
    boltSince: seen.boltSince && moved(seen.boltSince),
    outage: seen.outage && { ...seen.outage, since: moved(seen.outage.since) },
  };
}
