import type { Instant } from "../lock/lock.ts";

/** Errors that nothing caught, and the restarts that they led to, as far as they still count. */
export interface CrashMemory {
  readonly errors: readonly Instant[];
  readonly restarts: readonly Instant[];
}

/** So many errors within `ERRORS_WITHIN_MS` are no accident: a fresh start may help where going on does not. */
export const ERRORS_BEFORE_RESTART = 5;
export const ERRORS_WITHIN_MS = 60_000;
/** Restarts at most within `RESTARTS_WITHIN_MS`; after that Ajar goes on as well as it can. */
export const RESTARTS_AT_MOST = 3;
export const RESTARTS_WITHIN_MS = 600_000;

export const noCrashes: CrashMemory = { errors: [], restarts: [] };

/** What an error that nothing caught leads to: Ajar goes on, or starts itself again. */
export function crashed(memory: CrashMemory, now: Instant): { memory: CrashMemory; restart: boolean } {
  const errors = [...recent(memory.errors, now, ERRORS_WITHIN_MS), now];
  const restarts = recent(memory.restarts, now, RESTARTS_WITHIN_MS);
  const restart = errors.length >= ERRORS_BEFORE_RESTART && restarts.length < RESTARTS_AT_MOST;
  return restart
    ? { memory: { errors: [], restarts: [...restarts, now] }, restart }
    : { memory: { errors: errors.slice(-ERRORS_BEFORE_RESTART), restarts }, restart };
}

/** A clock that was set back makes times of the future, which count as if they had just been. */
const recent = (times: readonly Instant[], now: Instant, withinMs: number): readonly Instant[] =>
  times.filter((at) => Math.abs(now - at) < withinMs);
