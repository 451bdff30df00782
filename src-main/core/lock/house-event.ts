import type { Failure } from "./failure.ts";
import type { Instant, Listing, Lock, Reading } from "./lock.ts";

/** Everything that can happen to the house; the poller makes them, the reducer takes them in. */
export type HouseEvent =
  /** A start from the list cache: names and ids of the last list, with no reading yet. */
  | { readonly kind: "cached"; readonly at: Instant; readonly locks: readonly Lock[] }
  /** The list, all pages; not `complete` when an entry could not be read, so that a lock may be missing for no reason. */
  | {
      readonly kind: "listed";
      readonly at: Instant;
      readonly listings: readonly Listing[];
      readonly complete: boolean;
    }
  /** A sync's answer; `all` when every lock of the account was asked for. */
  | { readonly kind: "read"; readonly at: Instant; readonly readings: readonly Reading[]; readonly all: boolean }
  | {
      readonly kind: "failed";
      readonly at: Instant;
      readonly failure: Failure;
      readonly failuresInARow: number;
      readonly nextTryAt: Instant;
      /** Tedee refused the key three times in a row, over at least 60 s. */
      readonly keyRefused: boolean;
    }
  | { readonly kind: "suspended"; readonly at: Instant }
  | { readonly kind: "resumed"; readonly at: Instant }
  /** The wall clock was set a little, or back (negative): every remembered time moves along. */
  | { readonly kind: "clock-jumped"; readonly at: Instant; readonly byMs: number }
  /** The wall clock is ahead: somebody set it, or the computer slept without an event. Every remembered time stays. */
  | { readonly kind: "time-lost"; readonly at: Instant };
