import type { Instant } from "../lock/lock.ts";

/** Uncaught errors and the restarts after them, as far as they still count. */
export interface CrashMemory {
  readonly errors: readonly Instant[];
  readonly restarts: readonly Instant[];
}

/** This many errors within `ERRORS_WITHIN_MS` restart Ajar. */
export const ERRORS_BEFORE_RESTART = 5;
export const ERRORS_WITHIN_MS = 60_000;
/** The most restarts within `RESTARTS_WITHIN_MS`; after that Ajar goes on without one. */
export const RESTARTS_AT_MOST = 3;
export const RESTARTS_WITHIN_MS = 600_000;

export const noCrashes: CrashMemory = { errors: [], restarts: [] };

/** The memory after an uncaught error, and whether Ajar restarts. */
export function crashed(memory: CrashMemory, now: Instant): { memory: CrashMemory; restart: boolean } {
  const errors = [...recent(memory.errors, now, ERRORS_WITHIN_MS), now];
  const restarts = recent(memory.restarts, now, RESTARTS_WITHIN_MS);
  const restart = errors.length >= ERRORS_BEFORE_RESTART && restarts.length < RESTARTS_AT_MOST;
  return restart
    ? { memory: { errors: [], restarts: [...restarts, now] }, restart }
    : { memory: { errors: errors.slice(-ERRORS_BEFORE_RESTART), restarts }, restart };
}

/** Times of the future, left by a clock that was set back, count as now. */
const recent = (times: readonly Instant[], now: Instant, withinMs: number): readonly Instant[] =>
  times.filter((at) => Math.abs(now - at) < withinMs);
