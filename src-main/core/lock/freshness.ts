import type { Instant } from "./lock.ts";
import { instant } from "./lock.ts";

/** How old the last word of a lock is, in terms of the chosen interval. */
export type Freshness = "live" | "late" | "old" | "lost";

/** Data older than this is lost, whatever the interval. */
export const LOST_AFTER_MS = 24 * 3_600_000;

/** Age in milliseconds up to which data counts as live, for a poll interval. */
export const liveUpTo = (intervalMs: number): number => 2 * intervalMs + 10_000;

/** Age in milliseconds up to which data is late and after which it is old. */
export const lateUpTo = (intervalMs: number): number => Math.min(5 * intervalMs, 180_000);

/** Time since an instant in milliseconds, never negative: a clock that was set back makes nothing younger than new. */
export const age = (at: Instant, now: Instant): number => Math.max(0, now - at);

/** How old a reading is; one from before `staleBefore` (the last resume) is old at best. */
export function freshnessOf(
  at: Instant | null,
  staleBefore: Instant | null,
  intervalMs: number,
  now: Instant,
): Freshness {
  if (at === null) return "lost";
  const past = age(at, now);
  if (past > LOST_AFTER_MS) return "lost";
  if (past > lateUpTo(intervalMs) || (staleBefore !== null && at < staleBefore)) return "old";
  return past > liveUpTo(intervalMs) ? "late" : "live";
}

/** The next instants at which a reading's freshness changes by itself, each the first millisecond of the new one. */
export function freshnessLimits(at: Instant, intervalMs: number): readonly Instant[] {
  return [liveUpTo(intervalMs), lateUpTo(intervalMs), LOST_AFTER_MS].map((limit) => instant(at + limit + 1));
}
