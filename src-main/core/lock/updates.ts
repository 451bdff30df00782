import type { FailureKind } from "./failure.ts";
import type { House } from "./house.ts";

/** Whether updates come, or what keeps them away; `needs-key` when only another key helps. */
export type Updates = "coming" | "no-network" | "needs-key" | "limit-reached" | "failing";

/** Failures in a row before a person hears of them: one failed poll changes nothing that a person sees. */
export const FAILURES_BEFORE_TOLD = 2;

/** What has kept updates away for long enough to say so; null after one failed poll or a refusal that may be a blip. */
export function lastingFailure({ outage, keyRefused }: Pick<House, "outage" | "keyRefused">): FailureKind | null {
  if (outage === null) return null;
  if (keyRefused) return "key-refused";
  const kind = outage.cause?.kind ?? null;
  return kind === "limit-reached" || outage.count >= FAILURES_BEFORE_TOLD ? kind : null;
}

/** Whether a house's updates come, or what has kept them away for long enough to say so. */
export function updatesOf(house: Pick<House, "outage" | "keyRefused">): Updates {
  const kind = lastingFailure(house);
  switch (kind) {
    case null:
      return "coming";
    case "no-network":
    case "limit-reached":
      return kind;
    case "key-refused":
      return "needs-key";
    case "not-allowed":
      // a key that may not read the locks is asked about with the patience of one that is refused
      return house.outage?.cause?.lasting === true ? "needs-key" : "failing";
    case "timeout":
    case "reset":
    case "blocked":
    case "not-tedee":
    case "broken-answer":
    case "too-large":
    case "not-found":
    case "tedee-down":
    case "unexpected":
      return "failing";
  }
}
