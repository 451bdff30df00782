import type { Chance } from "./random.ts";

/** What can go wrong with one request. */
export const SINGLE_FAULTS = ["lost request", "slow request", "stalled body", "reset", "truncated JSON"] as const;
export type SingleFault = (typeof SINGLE_FAULTS)[number];

/** What goes wrong with every request for a while. */
export const LASTING_FAULTS = ["no network", "captive portal", "burst of 5xx", "blip of 401"] as const;
export type LastingFault = (typeof LASTING_FAULTS)[number];

/**
 * How a captive portal answers; each sends a page. The next portal answers in the next way. The plain way comes last, so
 * a portal of the plain kind shows that all kinds were met.
 */
export const PORTALS = [
  "portal answering 401",
  "portal answering 403",
  "portal answering 511",
  "captive portal",
] as const;
export type Portal = (typeof PORTALS)[number];

/** What happens to a request; `none` is a request that goes well. */
export type RequestFault = SingleFault | LastingFault | Portal | "none";

/** The network between the app and the cloud, with its faults. */
export interface Network {
  /** The fault of the request that leaves now. */
  faultNow(): RequestFault;
  /** Gives the fault to the next request that no lasting fault meets. */
  once(kind: SingleFault): void;
  /** Gives the fault to every request until `untilMs`. */
  lasting(kind: LastingFault, untilMs: number): void;
}

/** A network without lasting faults; `rate` is the probability that a single request goes wrong, 0 to 1. */
export function createNetwork(
  now: () => number,
  chance: Chance,
  rate: () => number,
  happened: (kind: Exclude<RequestFault, "none">) => void,
): Network {
  const until = new Map<LastingFault, number>();
  const waiting: SingleFault[] = [];
  let [portal, portalMet] = [0, false];
  const lasts = (kind: LastingFault): boolean => (until.get(kind) ?? -Infinity) > now();
  const faultNow = (): RequestFault => {
    const lasting = LASTING_FAULTS.find(lasts);
    if (lasting === "captive portal") {
      portalMet = true;
      return PORTALS[portal] ?? lasting;
    }
    if (lasting !== undefined) return lasting;
    return waiting.shift() ?? (chance.happens(rate()) ? chance.of(SINGLE_FAULTS) : "none");
  };
  return {
    faultNow() {
      const fault = faultNow();
      if (fault !== "none") happened(fault);
      return fault;
    },
    once(kind) {
      // faults that found no request do not all meet the same few requests later
      if (!waiting.includes(kind)) waiting.push(kind);
    },
    lasting(kind, untilMs) {
      if (kind === "captive portal" && portalMet && !lasts(kind)) {
        portal = (portal + 1) % PORTALS.length;
        portalMet = false;
      }
      until.set(kind, Math.max(untilMs, until.get(kind) ?? 0));
    },
  };
}
