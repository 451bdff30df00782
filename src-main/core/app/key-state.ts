import type { FailureKind } from "../lock/failure.ts";
import type { AccountId, Instant } from "../lock/lock.ts";

/** Where the key is kept: in the system's keyring, obscured in a file (no keyring, with consent), or until Ajar quits. */
export type StoredIn = "keyring" | "obscured" | "memory" | "environment";

/** What a person sees of the key in use; never the key itself. */
export type KeyState =
  /** No key for this cloud; `lost` is a saved one that could not be read and was set aside. */
  | { readonly kind: "none"; readonly lost: boolean }
  /** A saved key waits until the keyring is unlocked. */
  | { readonly kind: "keyring-locked" }
  | { readonly kind: "key"; readonly storedIn: StoredIn; readonly endsAt: Instant | null }
  /** An access token from the environment, in place of a key. */
  | { readonly kind: "token" }
  | { readonly kind: "demo" };

/** What the store holds for an account; `lost` is a key that could not be read and was set aside. */
export type LoadedKey =
  | { readonly kind: "none" | "keyring-locked" | "lost" }
  | { readonly kind: "key"; readonly key: string; readonly storedIn: StoredIn; readonly endsAt: Instant | null };

/** Personal access keys at rest, one for each account. */
export interface KeyStore {
  readonly load: (account: AccountId) => Promise<LoadedKey>;
  /** Saves a key; without a keyring only with consent, else it holds until Ajar quits. Answers where it is now. */
  readonly keep: (account: AccountId, key: string, endsAt: Instant | null, consent: boolean) => Promise<StoredIn>;
  readonly forget: (account: AccountId) => void;
  /** How this computer could save a key now. */
  readonly storage: () => Promise<KeyFindings["storage"]>;
}

/** What a key that was checked can see. */
export interface KeyFindings {
  readonly locks: readonly { readonly name: string; readonly sensor: boolean | null; readonly bridge: boolean }[];
  /** There are more locks than these: one page was read. */
  readonly more: boolean;
  /** When the key ends and what it may do; null where the key may not read that itself (it needs Account.Read). */
  readonly endsAt: Instant | null;
  readonly scopes: readonly string[] | null;
  /** How this computer can keep it, if asked to now. */
  readonly storage: "keyring" | "obscured" | "none";
}

/** The answer to a pasted key; Ajar sends a `malformed` one nowhere. */
export type KeyCheck =
  | { readonly ok: true; readonly findings: KeyFindings }
  | { readonly ok: false; readonly refusal: FailureKind | "malformed"; readonly retryAt: Instant | null };

/** Whether Ajar starts with the session, and whether that can be changed here. */
export type LoginState = "on" | "off" | "unknown";
