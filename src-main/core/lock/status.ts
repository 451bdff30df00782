import type { Deadlines } from "./deadlines.ts";
import { freshnessBy, type Freshness } from "./freshness.ts";
import type { House, KnownLock } from "./house.ts";
import type { Instant, Reading } from "./lock.ts";
import { shownReading, type Observation } from "./observation.ts";

/** What Ajar holds true of one lock now: the one word that row, tray, headline, order, rules and scripts go by. */
export const STATUS_KINDS = [
  "alarm",
  "open",
  "unlocked",
  "unknown",
  "offline",
  "moving",
  "not-reachable",
  "gone",
  "excluded",
  "secure",
] as const;
export type StatusKind = (typeof STATUS_KINDS)[number];

/** Why a lock has its status; each cause belongs to one kind (an excluded lock keeps the cause of its own). */
export const STATUS_OF_CAUSE = {
  "move-failed": "alarm",
  "open-while-locked": "alarm",
  "open-long": "alarm",
  "door-open": "open",
  "latch-open": "unlocked",
  unlocked: "unlocked",
  "semi-locked": "unlocked",
  uncalibrated: "unlocked",
  "state-unknown": "unknown",
  "not-asked": "unknown",
  "data-old": "unknown",
  "data-lost": "unknown",
  disconnected: "offline",
  locking: "moving",
  unlocking: "moving",
  pulling: "moving",
  updating: "moving",
  calibrating: "moving",
  "no-bridge": "not-reachable",
  "left-account": "gone",
  locked: "secure",
} as const satisfies Record<string, Exclude<StatusKind, "excluded">>;
export type StatusCause = keyof typeof STATUS_OF_CAUSE;

/** Every cause, for tables and tests. */
export const STATUS_CAUSES = Object.keys(STATUS_OF_CAUSE) as readonly StatusCause[];

/** A cause that one reading tells by itself. */
export type ReadCause = Exclude<
  StatusCause,
  "not-asked" | "data-old" | "data-lost" | "disconnected" | "no-bridge" | "left-account"
>;

/** One lock's status at an instant. */
export interface LockStatus {
  readonly kind: StatusKind;
  readonly cause: StatusCause;
  /** Since when the cause holds, where that was seen; null when not known. */
  readonly since: Instant | null;
  /** How old the reading behind it is; an old alarm, open or unlocked keeps its kind. */
  readonly freshness: Freshness;
}

/** A door open longer than this is an alarm: the alert speaks earlier, and this comes when nobody acted. */
export const DOOR_OPEN_LIMIT_MS = 30 * 60_000;

/** The status of one lock, from what is known and the time; `excluded` by the owner. */
export function statusOf(known: KnownLock, house: House, excluded: boolean, deadlines: Deadlines): LockStatus {
  const reading = shownReading(known.seen);
  // after a refused key nothing more will come: every reading is old at once
  const staleBefore = house.keyRefused ? deadlines.now : house.staleBefore;
  const freshness = freshnessBy(reading?.at ?? null, staleBefore, house.intervalMs, deadlines);
  const { cause, since } = causeOf(known, reading, freshness, deadlines);
  return { kind: excluded ? "excluded" : STATUS_OF_CAUSE[cause], cause, since, freshness };
}

function causeOf(
  { seen, gone }: KnownLock,
  reading: Reading | null,
  freshness: Freshness,
  deadlines: Deadlines,
): Pick<LockStatus, "cause" | "since"> {
  if (gone) return { cause: "left-account", since: null };
  if (reading === null) return { cause: "not-asked", since: null };
  switch (reading.link) {
    case "no-bridge":
      return { cause: "no-bridge", since: null };
    case "disconnected":
      return { cause: "disconnected", since: seen.loss?.since ?? null };
    case "connected":
    case "unknown":
  }
  if (freshness === "lost") return { cause: "data-lost", since: reading.at };
  const openLong = seen.door?.state === "open" && deadlines.passed(seen.door.since + DOOR_OPEN_LIMIT_MS + 1);
  const cause = readCause(reading, openLong);
  if (freshness === "old" && !isWarning(cause)) return { cause: "data-old", since: reading.at };
  // a reading that says nothing begins nothing: the last known bolt is not its cause
  const since = seen.known?.at === reading.at ? sinceOf(seen, cause) : null;
  return { cause, since };
}

/** What a connected lock's reading tells; `openLong` when its door has been open for longer than the limit. */
export function readCause({ lock, door, moveFailed }: Reading, openLong: boolean): ReadCause {
  if (moveFailed && lock !== "locked") return "move-failed";
  // an open door outranks whatever the bolt does
  if (door === "open") {
    if (lock === "locked") return "open-while-locked";
    return openLong ? "open-long" : "door-open";
  }
  switch (lock) {
    case "pulled":
      return "latch-open";
    case "unknown":
      return "state-unknown";
    case "uncalibrated":
    case "calibrating":
    case "unlocked":
    case "semi-locked":
    case "unlocking":
    case "locking":
    case "locked":
    case "pulling":
    case "updating":
      return lock;
  }
}

/** Since when a cause holds, when its beginning was seen. */
function sinceOf({ door, boltSince }: Observation, cause: ReadCause): Instant | null {
  if (cause !== "door-open" && cause !== "open-long" && cause !== "open-while-locked") return boltSince;
  return door?.sinceKnown === true ? door.since : null;
}

/** Whether a cause says that a door may not be shut and locked: such a warning stands, however old its reading is. */
export function isWarning(cause: StatusCause): boolean {
  const kind = STATUS_OF_CAUSE[cause];
  return kind === "alarm" || kind === "open" || kind === "unlocked";
}

/** Whether a lock counts in the headline and the tray: one that cannot be reached, left or is excluded does not. */
export const isCounted = ({ kind }: LockStatus): boolean =>
  kind !== "not-reachable" && kind !== "gone" && kind !== "excluded";

/** Whether a person should look after a lock. */
export const needsAttention = ({ kind }: LockStatus): boolean => NEEDS_ATTENTION.includes(kind);

const NEEDS_ATTENTION: readonly StatusKind[] = ["alarm", "open", "unlocked", "unknown", "offline"];

/** Whether the reading behind a status is too old to speak of now. */
export const isOutOfDate = ({ freshness }: LockStatus): boolean => freshness === "old" || freshness === "lost";
