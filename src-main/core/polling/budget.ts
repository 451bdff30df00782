import type { Instant } from "../lock/lock.ts";
import { instant } from "../lock/lock.ts";

/** Requests an hour that Tedee allows an account, all its programs together (API docs, rate limiting). */
export const ACCOUNT_LIMIT = 700;
/** Of these, kept for commands. */
export const COMMAND_RESERVE = 150;
export const HOUR_MS = 3_600_000;

/** Below this many requests left the poll interval grows. */
const SHORT_OF = 60;
/** Requests of an hour of polling at the shortest interval: 180 syncs and some lists. */
const POLLS_AN_HOUR = 200;

/**
 * How many requests of an hour may have been sent before one for each purpose, the most important purpose first:
 * commands may use all, a list gives way to syncs, and reading activity leaves an hour of polling untouched.
 */
const LIMITS = {
  command: ACCOUNT_LIMIT,
  key: ACCOUNT_LIMIT - COMMAND_RESERVE,
  sync: ACCOUNT_LIMIT - COMMAND_RESERVE,
  list: ACCOUNT_LIMIT - COMMAND_RESERVE - 5,
  activity: ACCOUNT_LIMIT - COMMAND_RESERVE - SHORT_OF - POLLS_AN_HOUR,
} as const;

/** What a request is charged as. */
export type Charge = keyof typeof LIMITS;

/** When each request of the last hour was sent, oldest first. */
export type Budget = readonly Instant[];

/** The budget after a request, with what left the sliding hour dropped. */
export const spend = (budget: Budget, now: Instant): Budget => [...recent(budget, now), now];

/** Two records of requests as one, each request once; what a clock that was set back puts into the future is now. */
export function joined(one: Budget, other: Budget, now: Instant): Budget {
  const rest = [...other];
  for (const at of one) {
    const same = rest.indexOf(at);
    if (same >= 0) rest.splice(same, 1);
  }
  return [...one, ...rest].map((at) => instant(Math.min(at, now))).sort((a, b) => a - b);
}

/** Requests sent in the hour up to now. */
export const used = (budget: Budget, now: Instant): number => recent(budget, now).length;

/** Requests that may still be sent now for a charge; never negative. */
export const left = (budget: Budget, charge: Charge, now: Instant): number =>
  Math.max(0, LIMITS[charge] - used(budget, now));

/** The interval to poll with: the chosen one while there is enough, longer the less is left. */
export function stretched(intervalMs: number, budget: Budget, now: Instant): number {
  const remaining = left(budget, "sync", now);
  return remaining >= SHORT_OF ? intervalMs : Math.ceil((intervalMs * SHORT_OF) / Math.max(1, remaining));
}

/** The first instant at which a request of this charge may be sent. */
export function freeAt(budget: Budget, charge: Charge, now: Instant): Instant {
  const sent = recent(budget, now);
  const blocking = sent[sent.length - LIMITS[charge]];
  return blocking === undefined ? now : instant(blocking + HOUR_MS + 1);
}

/** What lies within the hour; the same value while nothing left it. */
function recent(budget: Budget, now: Instant): Budget {
  const from = budget.findIndex((at) => now - at <= HOUR_MS);
  if (from === 0) return budget;
  return from === -1 ? [] : budget.slice(from);
}
