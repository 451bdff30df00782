import { REFUSALS, REFUSAL_PATIENCE_MS, type Failure, type FailureKind } from "./failure.ts";
import type { HouseEvent } from "./house-event.ts";
import { instant, type Instant } from "./lock.ts";

/** A run of failures: no good answer came since the first of them. */
export interface Outage {
  /** The last failure. */
  readonly failure: Failure;
  /** Failures in a row, and when the first of them came. */
  readonly count: number;
  readonly since: Instant;
  /** Null while there were only refusals of the key. */
  readonly cause: OutageCause | null;
  readonly nextTryAt: Instant;
}

/** The last kind of failure in a run that is no refusal of the key; a refusal may be a blip, and ends no cause. */
export interface OutageCause {
  readonly kind: FailureKind;
  /** Failures of this kind in a row, and when the first of them came. */
  readonly count: number;
  readonly since: Instant;
  /** They are too many, over too long a time, to be a blip. */
  readonly lasting: boolean;
}

/** The run of failures after one more of them. */
export function failedAgain(
  before: Outage | null,
  { failure, at, failuresInARow, nextTryAt }: HouseEvent & { readonly kind: "failed" },
): Outage {
  const former = before?.cause ?? null;
  const cause = failure.kind === "key-refused" ? former : causeAfter(former, failure.kind, at);
  return { failure, count: failuresInARow, since: before?.since ?? at, cause, nextTryAt };
}

function causeAfter(former: OutageCause | null, kind: FailureKind, at: Instant): OutageCause {
  const again = former?.kind === kind ? former : { kind, count: 0, since: at, lasting: false };
  const count = again.count + 1;
  const lasting = again.lasting || (count >= REFUSALS && at - again.since >= REFUSAL_PATIENCE_MS);
  return { ...again, count, lasting };
}

/** The run after a time in which nobody looked: failures on either side of it are not in a row, unless they were no blip. */
export function interrupted(outage: Outage | null, at: Instant): Outage | null {
  const cause = outage?.cause ?? null;
  if (outage === null || cause === null || cause.lasting) return outage;
  return { ...outage, cause: { ...cause, count: 0, since: at } };
}

/** The run after the wall clock was set forward by `byMs` (back when negative). */
export function shiftOutage(outage: Outage, byMs: number): Outage {
  const moved = (at: Instant): Instant => instant(at + byMs);
  const { cause } = outage;
  return {
    ...outage,
    since: moved(outage.since),
    cause: cause && { ...cause, since: moved(cause.since) },
    nextTryAt: moved(outage.nextTryAt),
  };
}
