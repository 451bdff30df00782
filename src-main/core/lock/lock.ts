/**
 * The domain's words: what a lock is, and what was seen of it and when.
 * Field terms and enumerations are Tedee's (API v37, datastructures/lock and datastructures/lock-state).
 */

declare const brand: unique symbol;

/** Milliseconds since the Unix epoch, by this computer's wall clock. */
export type Instant = number & { readonly [brand]: "Instant" };

/** A lock's serial number: unique and stable, the key for everything Ajar remembers. */
export type Serial = string & { readonly [brand]: "Serial" };

/** A lock's device id in this account; changes when the lock is added again, so it is only ever used to ask. */
export type LockId = number & { readonly [brand]: "LockId" };

/** One Tedee account; budget, holds, list cache, key and told facts belong to one. */
export type AccountId = string & { readonly [brand]: "AccountId" };

/** Marks a number of milliseconds since the epoch as an instant. */
export const instant = (ms: number): Instant => ms as Instant;

/** Marks a text as a serial number. */
export const serialOf = (text: string): Serial => text as Serial;

/** Marks a text as an account id. */
export const accountIdOf = (text: string): AccountId => text as AccountId;

/** Marks a number as a lock id. */
export const lockIdOf = (id: number): LockId => id as LockId;

/** What the bolt does; every number that Tedee's enumeration does not list is `unknown`. */
export const LOCK_STATES = [
  "uncalibrated",
  "calibrating",
  "unlocked",
  "semi-locked",
  "unlocking",
  "locking",
  "locked",
  "pulled",
  "pulling",
  "updating",
  "unknown",
] as const;
export type LockState = (typeof LOCK_STATES)[number];

/** What the door sensor reports; `none` is no sensor, `lost` a sensor out of reach, which is neither open nor closed. */
export const DOOR_STATES = ["none", "lost", "open", "closed", "uncalibrated", "unknown"] as const;
export type DoorState = (typeof DOOR_STATES)[number];

/** How the lock reaches the cloud; `no-bridge` is a permanent fact, `disconnected` an outage, `unknown` not told. */
export type Link = "connected" | "disconnected" | "no-bridge" | "unknown";

/** What a lock is, as the list tells it. */
export interface Lock {
  readonly serial: Serial;
  readonly id: LockId;
  readonly name: string;
  /** Tedee's settings version; a sync that names another one means the list is out of date. Null when not told. */
  readonly revision: number | null;
  /** The bridge's device id, null when the lock is not paired with one. */
  readonly bridgeId: number | null;
  /** A plain unlock also opens the latch. */
  readonly pullsByItself: boolean;
  /** The latch can be opened by command. */
  readonly canPull: boolean;
}

/** What one answer said of one lock. */
export interface Reading {
  readonly id: LockId;
  /** When the answer arrived. */
  readonly at: Instant;
  readonly link: Link;
  readonly lock: LockState;
  readonly door: DoorState;
  /** Percent, 0 to 100; null when not told or not believable. */
  readonly battery: number | null;
  readonly charging: boolean;
  /** `stateChangeResult` above 0: the last move ended in an error. */
  readonly moveFailed: boolean;
  /** When the lock's state last changed, by the cloud's clock; null when not told. */
  readonly changedAt: Instant | null;
  readonly revision: number | null;
}

/** One lock of the list: what it is and what was seen of it with the same answer. */
export interface Listing {
  readonly lock: Lock;
  readonly reading: Reading;
}
