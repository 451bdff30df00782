import { Deadlines } from "./deadlines.ts";
import type { Instant } from "./lock.ts";

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
export const freshnessOf = (
  at: Instant | null,
  staleBefore: Instant | null,
  intervalMs: number,
  now: Instant,
): Freshness => freshnessBy(at, staleBefore, intervalMs, new Deadlines(now));

/** The same by deadlines, which keep the instant at which it gets worse by itself. */
export function freshnessBy(
  at: Instant | null,
  staleBefore: Instant | null,
  intervalMs: number,
  deadlines: Deadlines,
): Freshness {
  // each limit still belongs to the better side
  if (at === null || deadlines.passed(at + LOST_AFTER_MS + 1)) return "lost";
  const stale = staleBefore !== null && at < staleBefore;
  if (stale || deadlines.passed(at + lateUpTo(intervalMs) + 1)) return "old";
  return deadlines.passed(at + liveUpTo(intervalMs) + 1) ? "late" : "live";
}
