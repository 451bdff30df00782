import type { Instant } from "../lock/lock.ts";
import { instant } from "../lock/lock.ts";

/** Requests an hour that Tedee allows an account, all its programs together (API docs, rate limiting). */
export const ACCOUNT_LIMIT = 700;
/** Of these, kept for commands. */
export const COMMAND_RESERVE = 150;
export const HOUR_MS = 3_600_000;

/** What a request is charged as; commands may use all, everything else leaves the reserve alone. */
export type Charge = "command" | "sync" | "list";

const LIMITS = {
  command: ACCOUNT_LIMIT,
  sync: ACCOUNT_LIMIT - COMMAND_RESERVE,
  // a list gives way to syncs when little is left
  list: ACCOUNT_LIMIT - COMMAND_RESERVE - 5,
} as const satisfies Record<Charge, number>;

/** Below this many requests left the poll interval grows. */
const SHORT_OF = 60;

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

const recent = (budget: Budget, now: Instant): Budget => budget.filter((at) => now - at <= HOUR_MS);
