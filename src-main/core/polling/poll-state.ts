import { ACCOUNT_LIMIT, spend, stretched, used, type Budget, type Charge } from "./budget.ts";
import { backoffMs } from "./backoff.ts";
import { REFUSALS, REFUSAL_PATIENCE_MS, type Failure } from "../lock/failure.ts";
import { LIST_LIMIT, PAGE_SIZE, pagesRead, PAGES_BEFORE_CACHED_START, type ListCache } from "./list-cache.ts";
import { instant, type Instant, type LockId } from "../lock/lock.ts";

/** Neither sync call asks for the same lock twice within this time (API docs, lock/sync and lock/sync-single). */
export const SYNC_FLOOR_MS = 20_000;
/** A request that was given up may be on its way for so long. */
export const STRAGGLER_MS = 1000;
/** Wakings that come this close together are one, and the first poll waits as long: a network needs a moment. */
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
  readonly listTimes: readonly Instant[];
  readonly listPages: number;
  /** When the last list began and when one was last finished. */
  readonly listBegunAt: Instant | null;
  readonly listedAt: Instant | null;
  readonly listWanted: boolean;
  /** What has triggered a list already: a (serial, revision) or an id, each once. */
  readonly triggers: ReadonlySet<string>;
}

/** The state of a start; with enough list pages read lately, the kept locks wait 20 s for their first sync. */
export function startPollState(intervalMs: number, kept: ListCache, now: Instant): PollState {
  const times = pagesRead(kept.times, now);
  const state: PollState = {
    intervalMs,
    dueAt: new Map(),
    floorAt: new Map(),
    budget: times,
    hold: kept.holdUntil !== null && kept.holdUntil > now ? { kind: "limit", until: kept.holdUntil } : null,
    failures: 0,
    refusals: null,
    keyRefused: false,
    sharedUntil: null,
    listTimes: times,
    // pages are read until a short one, which may be empty
    listPages: Math.floor(kept.locks.length / PAGE_SIZE) + 1,
    listBegunAt: null,
    listedAt: null,
    listWanted: true,
    triggers: new Set(),
  };
  if (!startsFromCache(kept, now)) return state;
  const ids = kept.locks.map((lock) => lock.id);
  const until = instant(now + SYNC_FLOOR_MS);
  const listedAt = times.at(-1) ?? now;
  return {
    ...state,
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
export const intervalNow = (state: PollState, now: Instant): number =>
  stretched(
    state.sharedUntil !== null && state.sharedUntil > now
      ? Math.max(state.intervalMs, SHARED_INTERVAL_MS)
      : state.intervalMs,
    state.budget,
    now,
  );

/** A request leaves now: the hour counts it, and a page of the list counts as one, too. */
export function charge(state: PollState, purpose: Charge, now: Instant): PollState {
  const charged = { ...state, budget: spend(state.budget, now) };
  return purpose === "list" ? { ...charged, listTimes: [...pagesRead(state.listTimes, now), now] } : charged;
}

/** A request for these locks leaves now. */
export function syncSent(state: PollState, ids: readonly LockId[], now: Instant): PollState {
  return { ...charge(state, "sync", now), floorAt: withAll(state.floorAt, ids, floorAfter(now)) };
}

/** Ajar cancelled a request for these locks; it may still arrive, so the floor counts from the latest moment of that. */
export const givenUp = (state: PollState, ids: readonly LockId[], now: Instant): PollState =>
  settled(state, ids, instant(now + STRAGGLER_MS));

/** A sync of these locks was answered. */
export function syncAnswered(state: PollState, ids: readonly LockId[], now: Instant): PollState {
  return { ...settled(state, ids, now), ...well };
}

/** A request for a page of the list leaves now. */
export function listSent(state: PollState, page: number, now: Instant): PollState {
  return { ...charge(state, "list", now), listBegunAt: page === 1 ? now : state.listBegunAt };
}

/** A page of the list was full: at least one more follows, and a list that begins again waits until all may be read. */
export const pageRead = (state: PollState, page: number): PollState => ({
  ...state,
  listPages: Math.max(state.listPages, page + 1),
});

/** What a list came to. */
export interface ListOutcome {
  /** The locks to ask for. */
  readonly ids: readonly LockId[];
  readonly pages: number;
  /** It must be read again to be sure of them. */
  readonly doubtful: boolean;
  /** More pages follow than might be read now. */
  readonly cut: boolean;
}

/** The whole list was answered. Its readings are fresh, so every lock is due one interval later. */
export function listAnswered(state: PollState, { ids, pages, doubtful, cut }: ListOutcome, now: Instant): PollState {
  const due = instant(now + Math.max(SYNC_FLOOR_MS, intervalNow(state, now)));
  // an earlier run may just have asked these locks, and a sync of all a lock whose id is new here: both get a floor now
  const known = state.listedAt === null ? new Map<LockId, Instant>() : state.floorAt;
  // read again when as many pages may be read as it has, if that can be at all
  const listPages = cut ? Math.max(pages + 1, state.listPages) : pages;
  const floors = new Map(ids.map((id) => [id, known.get(id) ?? floorAfter(now)] as const));
  return {
    ...state,
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
  state: PollState,
  ids: readonly LockId[],
  failure: Failure,
  now: Instant,
  chance: number,
): PollState {
  const after = { ...settled(state, ids, now), failures: state.failures + 1 };
  if (failure.kind === "key-refused") return refused(after, now);
  const unrefused = { ...after, refusals: null };
  if (failure.kind === "limit-reached") return limited(unrefused, failure.retryAt, now);
  if (state.keyRefused) return { ...unrefused, hold: { kind: "key", until: instant(now + REFUSED_RETRY_MS) } };
  const until = instant(now + backoffMs(after.failures, chance));
  // never wait longer than the ladder, even with a long interval
  const dueAt = withAll(unrefused.dueAt, ids, later(floorAfter(now), until));
  return { ...unrefused, dueAt, hold: { kind: "backoff", until } };
}

function refused(state: PollState, now: Instant): PollState {
  const refusals = { count: (state.refusals?.count ?? 0) + 1, since: state.refusals?.since ?? now };
  const keyRefused = state.keyRefused || (refusals.count >= REFUSALS && now - refusals.since >= REFUSAL_PATIENCE_MS);
  // within its patience the interval is kept; a list that was refused has no lock's clock to wait for
  const until = instant(now + (keyRefused ? REFUSED_RETRY_MS : Math.max(SYNC_FLOOR_MS, intervalNow(state, now))));
  return { ...state, refusals, keyRefused, hold: { kind: "key", until } };
}

function limited(state: PollState, retryAt: Instant | null, now: Instant): PollState {
  const until = retryAt !== null && retryAt > now ? retryAt : instant(now + LIMIT_WAIT_MS);
  const explained = used(state.budget, now) >= ACCOUNT_LIMIT;
  const sharedUntil = explained ? state.sharedUntil : instant(until + SHARED_FOR_MS);
  return { ...state, hold: { kind: "limit", until }, sharedUntil };
}

/** The computer woke, or time was lost: every lock is asked within 5 s or at its floor. */
export function resumed(state: PollState, now: Instant): PollState {
  const soon = instant(now + RESUME_MERGE_MS);
  const dueAt = new Map([...state.dueAt.keys()].map((id) => [id, later(soon, state.floorAt.get(id))] as const));
  // a network needs a moment to come back; a wait that Tedee asked for goes on
  const binding = state.hold?.kind === "limit" || (state.hold?.kind === "key" && state.keyRefused);
  const hold: Hold | null = binding ? state.hold : { kind: "backoff", until: soon };
  // refusals before a sleep are not in a row with those after it
  const refusals = state.keyRefused ? state.refusals : null;
  return { ...state, dueAt, hold, refusals };
}

/** The answer to a person's refresh: every lock is asked now, or the time from which that is allowed. */
export type RefreshAnswer = { readonly asked: true } | { readonly asked: false; readonly allowedAt: Instant };

/** A person's refresh: every lock is due now, or the time from which that is allowed. */
export function refreshed(
  state: PollState,
  now: Instant,
): { readonly state: PollState; readonly allowedAt: Instant | null } {
  const waits = state.hold?.kind === "limit" ? [state.hold.until] : [];
  // before the first list every wish is a list, and those are few
  if (state.listedAt === null && state.listBegunAt !== null) waits.push(floorAfter(state.listBegunAt));
  // an account without locks has nothing but its list to ask for
  const empty = state.listedAt !== null && state.dueAt.size === 0;
  if (empty) waits.push(instant((state.listBegunAt ?? state.listedAt) + LIST_APART_MS));
  const blocked = Math.max(now, ...waits, ...[...state.dueAt.keys()].map((id) => state.floorAt.get(id) ?? now));
  if (blocked > now) return { state, allowedAt: instant(blocked) };
  const dueAt = new Map([...state.dueAt.keys()].map((id) => [id, now] as const));
  return { state: { ...state, dueAt, hold: null, listWanted: state.listWanted || empty }, allowedAt: null };
}

/** Something hints that the list is out of date; each hint counts once. */
export function listHinted(state: PollState, hint: string): PollState {
  if (state.triggers.has(hint)) return state;
  return { ...state, listWanted: true, triggers: new Set([...state.triggers, hint]) };
}

/** The owner chose another interval; no lock becomes due before its floor. */
export function intervalChosen(state: PollState, intervalMs: number, now: Instant): PollState {
  const latest = instant(now + intervalMs);
  const dueAt = new Map(
    [...state.dueAt].map(([id, due]) => [id, due > latest ? later(latest, state.floorAt.get(id)) : due]),
  );
  return { ...state, intervalMs, dueAt };
}

/** The wall clock was set by `byMs`: every instant moves along, and all waits stay as long as they were. */
export function shifted(state: PollState, byMs: number): PollState {
  const moved = (at: Instant): Instant => instant(at + byMs);
  const movedOr = (at: Instant | null): Instant | null => (at === null ? null : moved(at));
  const movedAll = (map: ReadonlyMap<LockId, Instant>) => new Map([...map].map(([id, at]) => [id, moved(at)]));
  return {
    ...state,
    dueAt: movedAll(state.dueAt),
    floorAt: movedAll(state.floorAt),
    budget: state.budget.map(moved),
    hold: state.hold && { ...state.hold, until: moved(state.hold.until) },
    refusals: state.refusals && { ...state.refusals, since: moved(state.refusals.since) },
    sharedUntil: movedOr(state.sharedUntil),
    listTimes: state.listTimes.map(moved),
    listBegunAt: movedOr(state.listBegunAt),
    listedAt: movedOr(state.listedAt),
  };
}

function settled(state: PollState, ids: readonly LockId[], now: Instant): PollState {
  const due = instant(now + Math.max(SYNC_FLOOR_MS, intervalNow(state, now)));
  return { ...state, dueAt: withAll(state.dueAt, ids, due), floorAt: withAll(state.floorAt, ids, floorAfter(now)) };
}

const floorAfter = (now: Instant): Instant => instant(now + SYNC_FLOOR_MS);

const later = (a: Instant, b: Instant | undefined): Instant => (b !== undefined && b > a ? b : a);

const all = (ids: readonly LockId[], at: Instant): ReadonlyMap<LockId, Instant> => new Map(ids.map((id) => [id, at]));

const withAll = (
  map: ReadonlyMap<LockId, Instant>,
  ids: readonly LockId[],
  at: Instant,
): ReadonlyMap<LockId, Instant> => new Map([...map, ...ids.map((id) => [id, at] as const)]);
