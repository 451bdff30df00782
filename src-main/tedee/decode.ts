import * as v from "valibot";
import {
  instant,
  lockIdOf,
  serialOf,
  type DoorState,
  type Instant,
  type Link,
  type Listing,
  type LockState,
  type Reading,
} from "../core/lock/lock.ts";
import { wireEnvelope, wireLock, wireSync, type WireLock, type WireState, type WireSync } from "./wire.ts";

/** Tedee's numbers (enums/lock-state); 255 is documented for the bridge alone and, like any other, unknown. */
const LOCK_STATES: ReadonlyMap<number, LockState> = new Map([
  [0, "uncalibrated"],
  [1, "calibrating"],
  [2, "unlocked"],
  [3, "semi-locked"],
  [4, "unlocking"],
  [5, "locking"],
  [6, "locked"],
  [7, "pulled"],
  [8, "pulling"],
  [18, "updating"],
]);

/** Tedee's numbers (enums/door-state); 1 is a sensor out of reach. */
const DOOR_STATES: ReadonlyMap<number, DoorState> = new Map([
  [0, "none"],
  [1, "lost"],
  [2, "open"],
  [3, "closed"],
  [4, "uncalibrated"],
]);

/** No lock was sold before; an earlier moment is a clock that was never set. */
const FIRST_MOMENT_MS = Date.UTC(2015, 0, 1);

/** The readings of a sync's body, or null when it has not the documented shape; what an item does not say is unknown. */
export function decodeSync(body: unknown, at: Instant): readonly Reading[] | null {
  return decodeItems(body, wireSync, (item) => readingOf(item, at));
}

/** A page of the list; `entries` counts what Tedee sent, also what could not be read. */
export interface Page {
  readonly listings: readonly Listing[];
  readonly entries: number;
}

/** A page of the list, null when it has not the documented shape. */
export function decodePage(body: unknown, at: Instant): Page | null {
  const listings = decodeLocks(body, at);
  return listings && { listings, entries: itemsOf(body)?.length ?? 0 };
}

/** A lock's name; one that is blank is none, and the serial number stands for it. */
const nameOf = ({ name, serialNumber, id }: Pick<WireLock, "name" | "serialNumber" | "id">): string =>
  name !== undefined && name !== null && name.trim() !== "" ? name : (serialNumber ?? String(id));

/** The locks of a list's page, or of a single lock's body; null when it has not the documented shape. */
export function decodeLocks(body: unknown, at: Instant): readonly Listing[] | null {
  return decodeItems(body, wireLock, (item) => ({
    lock: {
      // stable and always there on v37; an old body without one is known by its id alone
      serial: serialOf(item.serialNumber ?? `id-${String(item.id)}`),
      id: lockIdOf(item.id),
      name: nameOf(item),
      revision: item.revision ?? null,
      bridgeId: item.connectedToId ?? null,
      pullsByItself: item.deviceSettings?.autoPullSpringEnabled === true,
      canPull: item.deviceSettings?.pullSpringEnabled === true,
    },
    reading: readingOf(item, at),
  }));
}

/** Items that can be read; one that cannot is left out, so that its lock gets old and the list is read again. */
function decodeItems<W, T>(
  body: unknown,
  schema: v.GenericSchema<unknown, W>,
  make: (item: W) => T,
): readonly T[] | null {
  const items = itemsOf(body);
  if (items === null) return null;
  const read = items.flatMap((item) => {
    const parsed = v.safeParse(schema, item);
    return parsed.success ? [make(parsed.output)] : [];
  });
  return read.length === 0 && items.length > 0 ? null : read;
}

function itemsOf(body: unknown): readonly unknown[] | null {
  const envelope = v.safeParse(wireEnvelope, body);
  if (!envelope.success) return null;
  const { result } = envelope.output;
  return v.is(v.array(v.unknown()), result) ? result : [result];
}

function readingOf(item: WireSync, at: Instant): Reading {
  const state = item.deviceState ?? item.lockProperties ?? null;
  const link = linkOf(item);
  const base = { id: lockIdOf(item.id), at, link, revision: item.revision ?? null };
  // without a yes to the connection whatever else is in the body is not of now
  if (item.isConnected !== true || state === null) return { ...base, ...silence };
  return {
    ...base,
    lock: LOCK_STATES.get(state.state ?? NaN) ?? "unknown",
    door: DOOR_STATES.get(state.doorState ?? NaN) ?? "unknown",
    battery: batteryOf(state),
    charging: state.isCharging === true,
    moveFailed: (state.stateChangeResult ?? 0) > 0,
    changedAt: state.lastStateChangedDate == null ? null : momentOf(state.lastStateChangedDate),
  };
}

const silence = {
  lock: "unknown",
  door: "unknown",
  battery: null,
  charging: false,
  moveFailed: false,
  changedAt: null,
} as const;

/** Null is "not paired with a bridge"; a flag that is not told, or no flag at all, claims neither that nor an outage. */
function linkOf({ isConnected }: WireSync): Link {
  if (isConnected === undefined) return "unknown";
  if (isConnected === null) return "no-bridge";
  return isConnected ? "connected" : "disconnected";
}

function batteryOf({ batteryLevel }: WireState): number | null {
  if (batteryLevel == null || batteryLevel < 0 || batteryLevel > 100) return null;
  return Math.round(batteryLevel);
}

/** A cloud date; without a zone it is UTC, which JavaScript would take for local time. Null when it cannot be one. */
export function momentOf(text: string): Instant | null {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)?$/.exec(text.trim());
  if (match === null) return null;
  const [, seconds = "", fraction = "", zone = "Z"] = match;
  const ms = Date.parse(`${seconds}${fraction.slice(0, 4)}${zone}`);
  return Number.isNaN(ms) || ms < FIRST_MOMENT_MS ? null : instant(ms);
}
