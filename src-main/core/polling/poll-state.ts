import { ACCOUNT_LIMIT, spend, stretched, used, type Budget } from "./budget.ts";
import { backoffMs } from "./backoff.ts";
import { REFUSALS, REFUSAL_PATIENCE_MS, type Failure } from "../lock/failure.ts";
import { LIST_LIMIT, PAGE_SIZE, pagesRead, PAGES_BEFORE_CACHED_START, type ListCache } from "./list-cache.ts";
import { instant, type Instant, type LockId } from "../lock/lock.ts";

/** Neither sync call asks for the same lock twice within this time (API docs, lock/sync and lock/sync-single). */
export const SYNC_FLOOR_MS = 20_000;
/** A request that was given up may be on its way for so long. */
export const STRAGGLER_MS = 1000;
/** Resume events that come this close together are one, and the first poll waits as long. */
export const RESUME_MERGE_MS = 3000;
/** How often a refused key is tried again. */
export const REFUSED_RETRY_MS = 5 * 60_000;
/** The wait after a 429 that names none. */
export const LIMIT_WAIT_MS = 300_000;
/** The interval while others use the account, and for how long after an unexplained 429. */
export const SHARED_INTERVAL_MS = 60_000;
export const SHARED_FOR_MS = 3_600_000;
/** Lists that a trigger asks for keep this distance; the list is read again this often anyway. */
export const LIST_APART_MS = 60_000;
export const LIST_EVERY_MS = 3_600_000;
/** The same for an account of one lock or none, since no sync of one lock tells that another joined or came back. */
export const ALONE_LIST_EVERY_MS = 5 * 60_000;

/** Why nothing is asked for a while. */
export interface Hold {
  readonly kind: "backoff" | "limit" | "key";
  readonly until: Instant;
}

/** All that decides when to ask: a value, moved on by the functions below. */
export interface PollState {
  readonly intervalMs: number;
  /** When each listed lock is due. */
  readonly dueAt: ReadonlyMap<LockId, Instant>;
  /** The earliest instant at which each lock may be synced again. */
  readonly floorAt: ReadonlyMap<LockId, Instant>;
  readonly budget: Budget;
  readonly hold: Hold | null;
  readonly failures: number;
  readonly refusals: { readonly count: number; readonly since: Instant } | null;
  readonly keyRefused: boolean;
  readonly sharedUntil: Instant | null;
  readonly resumedAt: Instant | null;
  readonly listTimes: readonly Instant[];
  readonly listPages: number;
  /** When the last list began and when one was last finished. */
  readonly listBegunAt: Instant | null;
  readonly listedAt: Instant | null;
  readonly listWanted: boolean;
  /** What has triggered a list already: a (serial, revision) or an id, each once. */
  readonly triggers: ReadonlySet<string>;
}

/** The pace of a start; with enough list pages read lately, the kept locks wait 20 s for their first sync. */
export function startPollState(intervalMs: number, kept: ListCache, now: Instant): PollState {
  const times = pagesRead(kept.times, now);
  const pace: PollState = {
    intervalMs,
    dueAt: new Map(),
    floorAt: new Map(),
    budget: times,
    hold: kept.holdUntil !== null && kept.holdUntil > now ? { kind: "limit", until: kept.holdUntil } : null,
    failures: 0,
    refusals: null,
    keyRefused: false,
    sharedUntil: null,
    resumedAt: null,
    listTimes: times,
    // pages are read until a short one, which may be empty
    listPages: Math.floor(kept.locks.length / PAGE_SIZE) + 1,
    listBegunAt: null,
    listedAt: null,
    listWanted: true,
    triggers: new Set(),
  };
  if (!startsFromCache(kept, now)) return pace;
  const ids = kept.locks.map((lock) => lock.id);
  const until = instant(now + SYNC_FLOOR_MS);
  const listedAt = times.at(-1) ?? now;
  return {
    ...pace,
    listedAt,
    listBegunAt: listedAt,
    listWanted: false,
    dueAt: all(ids, until),
    floorAt: all(ids, until),
  };
}

/** Whether a start uses the kept names: half of the list's limit is used up. */
export const startsFromCache = (kept: ListCache, now: Instant): boolean =>
  kept.locks.length > 0 && pagesRead(kept.times, now).length >= PAGES_BEFORE_CACHED_START;

/** The interval that counts now: the chosen one, longer when others use the account or little is left. */
export const intervalNow = (pace: PollState, now: Instant): number =>
  stretched(
    pace.sharedUntil !== null && pace.sharedUntil > now
      ? Math.max(pace.intervalMs, SHARED_INTERVAL_MS)
      : pace.intervalMs,
    pace.budget,
    now,
  );

/** A request for these locks leaves now. */
export function syncSent(pace: PollState, ids: readonly LockId[], now: Instant): PollState {
  return { ...pace, budget: spend(pace.budget, now), floorAt: withAll(pace.floorAt, ids, floorAfter(now)) };
}

/** A request for these locks was given up by Ajar itself: it may yet arrive, so that the floor counts from then. */
export const givenUp = (pace: PollState, ids: readonly LockId[], now: Instant): PollState =>
  settled(pace, ids, instant(now + STRAGGLER_MS));

/** A sync of these locks was answered. */
export function syncAnswered(pace: PollState, ids: readonly LockId[], now: Instant): PollState {
  return { ...settled(pace, ids, now), ...well };
}

/** A request for a page of the list leaves now. */
export function listSent(pace: PollState, page: number, now: Instant): PollState {
  return {
    ...pace,
    budget: spend(pace.budget, now),
    listTimes: [...pagesRead(pace.listTimes, now), now],
    listBegunAt: page === 1 ? now : pace.listBegunAt,
  };
}

/** A page of the list was full: at least one more is to come, which a list that has to begin again reckons with. */
export const pageRead = (pace: PollState, page: number): PollState => ({
  ...pace,
  listPages: Math.max(pace.listPages, page + 1),
});

/** What the house made of a list: the locks to ask for, and whether it has to be read again to be sure of them. */
export interface ListOutcome {
  readonly ids: readonly LockId[];
  readonly pages: number;
  readonly doubtful: boolean;
  /** More pages follow than might be read now. */
  readonly cut: boolean;
}

/** The whole list was answered: its readings are fresh, so that every lock is due one interval later. */
export function listAnswered(pace: PollState, { ids, pages, doubtful, cut }: ListOutcome, now: Instant): PollState {
  const due = instant(now + Math.max(SYNC_FLOOR_MS, intervalNow(pace, now)));
  // what an earlier run asked last is not known, nor whether a sync of all reached a lock under an id that is new here:
  // the list holds the floor for both
  const known = pace.listedAt === null ? new Map<LockId, Instant>() : pace.floorAt;
  // read again when as many pages may be read as it has, if that can be at all
  const listPages = cut ? Math.max(pages + 1, pace.listPages) : pages;
  const floors = new Map(ids.map((id) => [id, known.get(id) ?? floorAfter(now)] as const));
  return {
    ...pace,
    ...well,
    dueAt: all(ids, due),
    floorAt: floors,
    listPages,
    listedAt: now,
    listWanted: doubtful || (cut && listPages < LIST_LIMIT),
  };
}

const well = { failures: 0, refusals: null, keyRefused: false, hold: null } as const;

/** A request failed or was given up; `ids` are the locks it asked for, none for a list. */
export function failed(
  pace: PollState,
  ids: readonly LockId[],
  failure: Failure,
  now: Instant,
  chance: number,
): PollState {
  const after = { ...settled(pace, ids, now), failures: pace.failures + 1 };
  if (failure.kind === "key-refused") return refused(after, now);
  const unrefused = { ...after, refusals: null };
  if (failure.kind === "limit-reached") return limited(unrefused, failure.retryAt, now);
  if (pace.keyRefused) return { ...unrefused, hold: { kind: "key", until: instant(now + REFUSED_RETRY_MS) } };
  const until = instant(now + backoffMs(after.failures, chance));
  // a long interval is no reason to wait longer than the ladder does
  const dueAt = withAll(unrefused.dueAt, ids, later(floorAfter(now), until));
  return { ...unrefused, dueAt, hold: { kind: "backoff", until } };
}

function refused(pace: PollState, now: Instant): PollState {
  const refusals = { count: (pace.refusals?.count ?? 0) + 1, since: pace.refusals?.since ?? now };
  const keyRefused = pace.keyRefused || (refusals.count >= REFUSALS && now - refusals.since >= REFUSAL_PATIENCE_MS);
  // within its patience the interval is kept; a list that was refused has no lock's clock to wait for
  const until = instant(now + (keyRefused ? REFUSED_RETRY_MS : Math.max(SYNC_FLOOR_MS, intervalNow(pace, now))));
  return { ...pace, refusals, keyRefused, hold: { kind: "key", until } };
}

function limited(pace: PollState, retryAt: Instant | null, now: Instant): PollState {
  const until = retryAt !== null && retryAt > now ? retryAt : instant(now + LIMIT_WAIT_MS);
  const explained = used(pace.budget, now) >= ACCOUNT_LIMIT;
  const sharedUntil = explained ? pace.sharedUntil : instant(until + SHARED_FOR_MS);
  return { ...pace, hold: { kind: "limit", until }, sharedUntil };
}

/** The computer woke: every lock is asked within 5 s or at its floor; a second event within 3 s changes nothing. */
export function resumed(pace: PollState, now: Instant): PollState {
  if (pace.resumedAt !== null && now >= pace.resumedAt && now - pace.resumedAt < RESUME_MERGE_MS) return pace;
  const soon = instant(now + RESUME_MERGE_MS);
  const dueAt = new Map([...pace.dueAt.keys()].map((id) => [id, later(soon, pace.floorAt.get(id))] as const));
  // a network needs a moment to come back; a wait that Tedee asked for goes on
  const binding = pace.hold?.kind === "limit" || (pace.hold?.kind === "key" && pace.keyRefused);
  const hold: Hold | null = binding ? pace.hold : { kind: "backoff", until: soon };
  // refusals before a sleep are not in a row with those after it
  const refusals = pace.keyRefused ? pace.refusals : null;
  return { ...pace, dueAt, hold, refusals, resumedAt: now };
}

/** The answer to a wish for fresh data: asked now, or the instant from which it may be asked. */
export type RefreshAnswer = { readonly asked: true } | { readonly asked: false; readonly allowedAt: Instant };

/** A person wants fresh data: every lock is due now, or the instant from which that may be asked. */
export function refreshed(
  pace: PollState,
  now: Instant,
): { readonly pace: PollState; readonly allowedAt: Instant | null } {
  const waits = pace.hold?.kind === "limit" ? [pace.hold.until] : [];
  // before the first list every wish is a list, and those are few
  if (pace.listedAt === null && pace.listBegunAt !== null) waits.push(floorAfter(pace.listBegunAt));
  // an account without locks has nothing but its list to ask for
  const empty = pace.listedAt !== null && pace.dueAt.size === 0;
  if (empty) waits.push(instant((pace.listBegunAt ?? pace.listedAt) + LIST_APART_MS));
  const blocked = Math.max(now, ...waits, ...[...pace.dueAt.keys()].map((id) => pace.floorAt.get(id) ?? now));
  if (blocked > now) return { pace, allowedAt: instant(blocked) };
  const dueAt = new Map([...pace.dueAt.keys()].map((id) => [id, now] as const));
  return { pace: { ...pace, dueAt, hold: null, listWanted: pace.listWanted || empty }, allowedAt: null };
}

/** Something hints that the list is out of date; each hint counts once. */
export function listHinted(pace: PollState, hint: string): PollState {
  if (pace.triggers.has(hint)) return pace;
  return { ...pace, listWanted: true, triggers: new Set([...pace.triggers, hint]) };
}

/** The owner chose another interval; no lock becomes due before its floor. */
export function intervalChosen(pace: PollState, intervalMs: number, now: Instant): PollState {
  const latest = instant(now + intervalMs);
  const dueAt = new Map(
    [...pace.dueAt].map(([id, due]) => [id, due > latest ? later(latest, pace.floorAt.get(id)) : due]),
  );
  return { ...pace, intervalMs, dueAt };
}

/** The wall clock was set by `byMs`: every instant moves along, so that all waits stay as long as they were. */
export function shifted(pace: PollState, byMs: number): PollState {
  const moved = (at: Instant): Instant => instant(at + byMs);
  const movedOr = (at: Instant | null): Instant | null => (at === null ? null : moved(at));
  const movedAll = (map: ReadonlyMap<LockId, Instant>) => new Map([...map].map(([id, at]) => [id, moved(at)]));
  return {
    ...pace,
    dueAt: movedAll(pace.dueAt),
    floorAt: movedAll(pace.floorAt),
    budget: pace.budget.map(moved),
    hold: pace.hold && { ...pace.hold, until: moved(pace.hold.until) },
    refusals: pace.refusals && { ...pace.refusals, since: moved(pace.refusals.since) },
    sharedUntil: movedOr(pace.sharedUntil),
    resumedAt: movedOr(pace.resumedAt),
    listTimes: pace.listTimes.map(moved),
    listBegunAt: movedOr(pace.listBegunAt),
    listedAt: movedOr(pace.listedAt),
  };
}

function settled(pace: PollState, ids: readonly LockId[], now: Instant): PollState {
  const due = instant(now + Math.max(SYNC_FLOOR_MS, intervalNow(pace, now)));
  return { ...pace, dueAt: withAll(pace.dueAt, ids, due), floorAt: withAll(pace.floorAt, ids, floorAfter(now)) };
}

const floorAfter = (now: Instant): Instant => instant(now + SYNC_FLOOR_MS);

const later = (a: Instant, b: Instant | undefined): Instant => (b !== undefined && b > a ? b : a);

const all = (ids: readonly LockId[], at: Instant): ReadonlyMap<LockId, Instant> => new Map(ids.map((id) => [id, at]));

const withAll = (
  map: ReadonlyMap<LockId, Instant>,
  ids: readonly LockId[],
  at: Instant,
): ReadonlyMap<LockId, Instant> => new Map([...map, ...ids.map((id) => [id, at] as const)]);
