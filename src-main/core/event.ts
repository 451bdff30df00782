import type { Failure } from "./failure.ts";
import type { Instant, Listing, Lock, LockId, Reading } from "./lock.ts";

/** Everything that can happen to the house; the poller tells it, the reducer takes it in. */
export type HouseEvent =
  /** A start from the names and ids of the last list, with no reading yet. */
  | { readonly kind: "kept"; readonly at: Instant; readonly locks: readonly Lock[] }
  /** The whole list, all pages. */
  | { readonly kind: "listed"; readonly at: Instant; readonly listings: readonly Listing[] }
  | {
      readonly kind: "read";
      readonly at: Instant;
      /** When the request was sent: an answer to one from before a command says nothing of its outcome. */
      readonly begunAt: Instant;
      readonly readings: readonly Reading[];
      readonly asked: readonly LockId[] | "all";
    }
  | {
      readonly kind: "failed";
      readonly at: Instant;
      readonly purpose: "list" | "sync";
      readonly failure: Failure;
      readonly failuresInARow: number;
      readonly nextTryAt: Instant;
      /** Refused three times in a row over at least 60 s. */
      readonly keyRefused: boolean;
    }
  | { readonly kind: "suspended"; readonly at: Instant }
  | { readonly kind: "resumed"; readonly at: Instant; readonly sleptMs: number }
  /** The wall clock was set, forward or (negative) back. */
  | { readonly kind: "clock-jumped"; readonly at: Instant; readonly byMs: number };
