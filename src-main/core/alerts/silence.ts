import type { AlertSettings } from "./alert.ts";
import type { Instant } from "../lock/lock.ts";

/** A time in which alerts are kept back. */
export interface Silence {
  readonly until: Instant;
  readonly reason: "paused";
}

/** The silence that holds now; null without one. */
export function silence({ pausedUntil }: AlertSettings, now: Instant): Silence | null {
  return pausedUntil !== null && pausedUntil > now ? { until: pausedUntil, reason: "paused" } : null;
}
