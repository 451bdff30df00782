import type { FailureKind } from "../lock/failure.ts";
import type { Instant } from "../lock/lock.ts";

/** Where the key is kept: in the system's keyring, obscured in a file (no keyring, with consent), or until Ajar quits. */
export type StoredIn = "keyring" | "obscured" | "memory" | "environment";

/** What a person is told of the key; never the key itself. */
export type KeyState =
  /** No key for this cloud; `lost` is a saved one that could not be read and was set aside. */
  | { readonly kind: "none"; readonly lost: boolean }
  /** A saved key waits until the keyring is unlocked. */
  | { readonly kind: "keyring-locked" }
  | { readonly kind: "key"; readonly storedIn: StoredIn; readonly endsAt: Instant | null }
  | { readonly kind: "demo" };

/** What a key that was checked can see. */
export interface KeyReport {
  readonly locks: readonly { readonly name: string; readonly sensor: boolean | null; readonly bridge: boolean }[];
  /** There are more locks than these: one page was read. */
  readonly more: boolean;
  /** When the key ends and what it may do; null where the key may not read that itself (it needs Account.Read). */
  readonly endsAt: Instant | null;
  readonly scopes: readonly string[] | null;
  /** How this computer can keep it, if asked to now. */
  readonly storage: "keyring" | "obscured" | "none";
}

/** The answer to a pasted key: `malformed` was never sent anywhere. */
export type KeyCheck =
  | { readonly ok: true; readonly report: KeyReport }
  | { readonly ok: false; readonly refusal: FailureKind | "malformed"; readonly retryAt: Instant | null };

/** Whether Ajar starts with the session, and whether that can be changed here. */
export type LoginState = "on" | "off" | "unknown";
