import type { Instant } from "./lock.ts";

/**
 * Everything that can go wrong with a request, as a closed union; each member has its words in the catalogue
 * under `failure`. Which answer is which failure is decided in `tedee/failure.ts`.
 */
export type Failure =
  /** Name not resolved, no way to the address, or the system says it is offline. */
  | { readonly kind: "no-network" }
  /** No complete answer within the time limit, headers and body together. */
  | { readonly kind: "timeout" }
  /** The connection was refused, or broke before the answer was complete. */
  | { readonly kind: "reset" }
  /** A certificate was refused, the answer was a redirect, or a proxy wants a sign-in: something between us and Tedee. */
  | { readonly kind: "blocked" }
  /** A page in place of data, with 200 or with a refusal of its own, or 511: a captive portal or proxy. */
  | { readonly kind: "not-tedee" }
  /** JSON that is cut off or has not the documented shape. */
  | { readonly kind: "broken-answer" }
  /** The body is larger than 5 MB. */
  | { readonly kind: "too-large" }
  /** 401, and no page. */
  | { readonly kind: "key-refused" }
  /** 403, and no page. */
  | { readonly kind: "not-allowed" }
  /** 404, and no page. */
  | { readonly kind: "not-found" }
  /** 429; `retryAt` from Retry-After, clamped to 20 to 3600 s from now, null when the header is absent. */
  | { readonly kind: "limit-reached"; readonly retryAt: Instant | null }
  /** 5xx. */
  | { readonly kind: "tedee-down"; readonly status: number }
  /** Any other status. */
  | { readonly kind: "unexpected"; readonly status: number };

export type FailureKind = Failure["kind"];

/** Every kind, for tables and tests. */
export const FAILURE_KINDS = [
  "no-network",
  "timeout",
  "reset",
  "blocked",
  "not-tedee",
  "broken-answer",
  "too-large",
  "key-refused",
  "not-allowed",
  "not-found",
  "limit-reached",
  "tedee-down",
  "unexpected",
] as const satisfies readonly FailureKind[];

/** What an answer is: a value with the time it arrived, or a failure. Never a throw. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T; readonly at: Instant }
  | { readonly ok: false; readonly failure: Failure; readonly at: Instant };

/** Refusals in a row, over at least so long, before the key counts as refused. */
export const REFUSALS = 3;
export const REFUSAL_PATIENCE_MS = 60_000;
