import * as v from "valibot";
import { instant, lockIdOf, serialOf, type Instant, type Lock } from "../lock/lock.ts";

/** Pages of the list that Tedee answers in 10 minutes (release notes 2023-07-24); Ajar stays one below. */
export const LIST_LIMIT = 10;
export const LIST_WINDOW_MS = 10 * 60_000;
/** Locks on one page of the list; a shorter page is the last. */
export const PAGE_SIZE = 100;
/** A start that finds this many pages in the window uses the kept names instead of another list. */
export const PAGES_BEFORE_CACHED_START = 5;

/** Outlives a restart, for the limits hold across it: when list pages were read, and the locks they named. */
export interface ListCache {
  readonly times: readonly Instant[];
  /** The end of a wait that Tedee asked for; null when there is none. */
  readonly holdUntil: Instant | null;
  readonly locks: readonly Lock[];
}

/** Nothing kept. */
export const emptyListCache: ListCache = { times: [], holdUntil: null, locks: [] };

const moment = v.pipe(v.number(), v.finite(), v.transform(instant));
const lock = v.object({
  serial: v.pipe(v.string(), v.transform(serialOf)),
  id: v.pipe(v.number(), v.safeInteger(), v.transform(lockIdOf)),
  name: v.string(),
  revision: v.nullable(v.number()),
  bridgeId: v.nullable(v.number()),
  pullsByItself: v.boolean(),
  canPull: v.boolean(),
});

/** What was kept, from any JSON; each field that cannot be read is empty, and a time from the future counts as now. */
export function parseListCache(json: unknown, now: Instant): ListCache {
  const source: Readonly<Record<string, unknown>> = v.is(v.record(v.string(), v.unknown()), json) ? json : {};
  const read = <T>(schema: v.GenericSchema<unknown, T>, value: unknown, fallback: T): T => {
    const parsed = v.safeParse(schema, value);
    return parsed.success ? parsed.output : fallback;
  };
  const hold = read(v.nullable(moment), source["holdUntil"], null);
  return {
    times: read(v.array(moment), source["times"], []).map((at) => instant(Math.min(at, now))),
    // the longest wait that is ever asked for bounds what a wrong clock can do
    holdUntil: hold !== null && hold > now && hold - now <= 3_600_000 ? hold : null,
    locks: read(v.array(lock), source["locks"], []),
  };
}

/** Pages read in the last 10 minutes. */
export const pagesRead = (times: readonly Instant[], now: Instant): readonly Instant[] =>
  times.filter((at) => now - at <= LIST_WINDOW_MS);

/** The first instant at which a list of so many pages keeps the window below the limit. */
export function listAllowedAt(times: readonly Instant[], pages: number, now: Instant): Instant {
  const recent = pagesRead(times, now);
  const over = recent.length + pages - (LIST_LIMIT - 1);
  // a list longer than the window allows still begins when the window is empty
  const blocking = over > 0 ? recent[Math.min(over, recent.length) - 1] : undefined;
  return blocking === undefined ? now : instant(blocking + LIST_WINDOW_MS + 1);
}
