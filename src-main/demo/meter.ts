import type { Purpose } from "./route.ts";

/** Requests an account has in an hour; the hour begins with its first request (API docs, rate limiting). */
export const HOURLY_REQUESTS = 700;
export const HOUR_MS = 3_600_000;
/** Pages of the lock list a key has in 10 minutes (release notes 2023-07-24). */
export const LIST_PAGES = 10;
export const LIST_WINDOW_MS = 600_000;
/** Neither sync call may ask for a lock again sooner (API docs, lock/sync and lock/sync-single). */
export const FLOOR_MS = 20_000;

/** What arrived so far. */
export interface MeterCounts {
  readonly total: number;
  readonly byPurpose: Readonly<Record<Purpose, number>>;
  /** Syncs of a lock less than 20 s after the one before, by either call and whatever was answered; per lock. */
  readonly underFloor: number;
  /** The shortest time between two syncs of one lock, in milliseconds; null until a lock was synced twice. */
  readonly shortestSyncGapMs: number | null;
  /** The most requests in any sliding hour. */
  readonly mostInHour: number;
  /** The most pages of the list in any sliding 10 minutes. */
  readonly mostListPages: number;
}

/** Counts what arrives and says what is over a limit. */
export interface Meter {
  /** One request, for the locks whose serial numbers are given; the seconds to wait when a limit refuses it, else null. */
  arrived(purpose: Purpose, synced: readonly string[], atMs: number): number | null;
  counts(): MeterCounts;
}

/** A meter that has seen nothing; times given to it must not run backwards. */
export function createMeter(): Meter {
  const byPurpose: Record<Purpose, number> = { list: 0, lock: 0, sync: 0, other: 0 };
  const hour = createSlidingCount(HOUR_MS);
  const lists = createSlidingCount(LIST_WINDOW_MS);
  const judges = { hour: createHourLimit(), list: createListLimit(), floor: createFloor() };
  let total = 0;
  return {
    arrived(purpose, synced, atMs) {
      total += 1;
      byPurpose[purpose] += 1;
      hour.add(atMs);
      if (purpose === "list") lists.add(atMs);
      // every judge sees every request: a refusal by one leaves nothing out of the books of another
      const waits = [
        judges.hour(atMs),
        purpose === "list" ? judges.list(atMs) : null,
        judges.floor.synced(synced, atMs),
      ];
      return waits.find((wait) => wait !== null) ?? null;
    },
    counts: () => ({
      total,
      byPurpose: { ...byPurpose },
      ...judges.floor.counts(),
      mostInHour: hour.most(),
      mostListPages: lists.most(),
    }),
  };
}

/** The most events in any window of a length; remembers one window at most. */
function createSlidingCount(lengthMs: number): { add(atMs: number): void; most(): number } {
  let times: number[] = [];
  let gone = 0;
  let most = 0;
  return {
    add(atMs) {
      times.push(atMs);
      while ((times[gone] ?? atMs) <= atMs - lengthMs) gone += 1;
      most = Math.max(most, times.length - gone);
      if (gone * 2 > times.length) {
        times = times.slice(gone);
        gone = 0;
      }
    },
    most: () => most,
  };
}

const secondsUntil = (endMs: number, atMs: number): number => Math.max(1, Math.ceil((endMs - atMs) / 1000));

/** The fixed window: blocked until the next one starts. That refused requests count too is a guess on the strict side. */
function createHourLimit(): (atMs: number) => number | null {
  let startMs = -Infinity;
  let count = 0;
  return (atMs) => {
    if (atMs - startMs >= HOUR_MS) {
      startMs = atMs;
      count = 0;
    }
    count += 1;
    return count > HOURLY_REQUESTS ? secondsUntil(startMs + HOUR_MS, atMs) : null;
  };
}

/** Whether this window is fixed is not documented; sliding is the strict reading. Refused pages do not prolong it. */
function createListLimit(): (atMs: number) => number | null {
  let pages: number[] = [];
  return (atMs) => {
    pages = pages.filter((page) => page > atMs - LIST_WINDOW_MS);
    const [oldest] = pages;
    if (oldest !== undefined && pages.length >= LIST_PAGES) return secondsUntil(oldest + LIST_WINDOW_MS, atMs);
    pages.push(atMs);
    return null;
  };
}

/** The floor of each lock, from one arrival to the next; what breaking it does is not documented, a 429 is the strict guess. */
function createFloor() {
  const lastMs = new Map<string, number>();
  let underFloor = 0;
  let shortestSyncGapMs: number | null = null;
  return {
    synced(serials: readonly string[], atMs: number): number | null {
      let wait: number | null = null;
      for (const serial of serials) {
        const before = lastMs.get(serial);
        lastMs.set(serial, atMs);
        if (before === undefined) continue;
        const gapMs = atMs - before;
        shortestSyncGapMs = Math.min(gapMs, shortestSyncGapMs ?? gapMs);
        if (gapMs >= FLOOR_MS) continue;
        underFloor += 1;
        wait = FLOOR_MS / 1000;
      }
      return wait;
    },
    counts: () => ({ underFloor, shortestSyncGapMs }),
  };
}
