import { freeAt, left } from "./budget.ts";
import { listAllowedAt } from "./list-cache.ts";
import { instant, type Instant, type LockId } from "../lock/lock.ts";
import { ALONE_LIST_EVERY_MS, LIST_APART_MS, LIST_EVERY_MS, type PollState } from "./poll-state.ts";

/** Locks that fall due within this time of each other go out together, when the last of them is due. */
export const GATHER_MS = 2000;
/** Ids in one request at most: its address stays short. */
export const IDS_PER_REQUEST = 100;

/** Requests that all locks may take in one interval: 3 × 180 an hour are less than it holds, and 4 × 180 are more. */
const REQUESTS_PER_ROUND = 3;

/** One request to make. */
export type Ask =
  | { readonly kind: "list"; readonly page: number }
  | { readonly kind: "sync-one"; readonly id: LockId }
  | { readonly kind: "sync-all"; readonly ids: readonly LockId[] }
  | { readonly kind: "sync-some"; readonly ids: readonly LockId[] };

/** What to ask now, or when to look again; `wakeAt` lies in the future whenever nothing is asked. */
export interface Plan {
  readonly ask: Ask | null;
  readonly wakeAt: Instant;
}

/** The plan at an instant, while no request is in flight. */
export function plan(state: PollState, now: Instant): Plan {
  if (state.hold !== null && now < state.hold.until) return { ask: null, wakeAt: state.hold.until };
  const list = listPlan(state, now);
  if (list.ask !== null) return list;
  const sync = syncPlan(state, now);
  return sync.ask !== null ? sync : { ask: null, wakeAt: instant(Math.min(list.wakeAt, sync.wakeAt)) };
}

function listPlan(state: PollState, now: Instant): Plan {
  const wantedAt = listWantedAt(state, now);
  const at = Math.max(
    wantedAt,
    listAllowedAt(state.listTimes, state.listPages, now),
    freeAt(state.budget, "list", now),
  );
  return now >= at ? { ask: { kind: "list", page: 1 }, wakeAt: now } : { ask: null, wakeAt: instant(at) };
}

function listWantedAt({ listedAt, listBegunAt, listWanted, dueAt }: PollState, now: Instant): number {
  if (listedAt === null) return now;
  const apart = (listBegunAt ?? listedAt) + LIST_APART_MS;
  return listWanted ? apart : Math.max(apart, listedAt + (dueAt.size <= 1 ? ALONE_LIST_EVERY_MS : LIST_EVERY_MS));
}

function syncPlan(state: PollState, now: Instant): Plan {
  const due = [...state.dueAt.entries()];
  const first = due.reduce((earliest, [, at]) => Math.min(earliest, at), Infinity);
  if (first === Infinity) return { ask: null, wakeAt: instant(now + LIST_EVERY_MS) };
  const together = due.filter(([, at]) => at <= first + GATHER_MS);
  const last = together.reduce((latest, [, at]) => Math.max(latest, at), 0);
  const start = Math.max(last, freeAt(state.budget, "sync", now));
  if (now < start) return { ask: null, wakeAt: instant(start) };
  // the longest due first: where one request cannot hold them all, none is passed over twice
  const ids = due
    .filter(([, at]) => at <= now)
    .sort(([, a], [, b]) => a - b)
    .map(([id]) => id);
  if (ids.length < due.length && requestsFor(due) > REQUESTS_PER_ROUND) return allAtOnce(state, now);
  return { ask: askFor(ids, due.length), wakeAt: now };
}

/** How many requests ask for all locks once, each with those that fall due together. */
function requestsFor(due: readonly (readonly [LockId, Instant])[]): number {
  const times = due.map(([, at]) => at).sort((a, b) => a - b);
  let [requests, first, together] = [0, -Infinity, 0];
  for (const at of times) {
    if (at > first + GATHER_MS || together === IDS_PER_REQUEST) [requests, first, together] = [requests + 1, at, 0];
    together += 1;
  }
  return requests;
}

/** All locks in one request, as soon as the last of them may be asked: that is within 21 s. */
function allAtOnce({ dueAt, floorAt }: PollState, now: Instant): Plan {
  const ids = [...dueAt.keys()];
  const allowedAt = ids.reduce<number>((latest, id) => Math.max(latest, floorAt.get(id) ?? now), now);
  return allowedAt > now ? { ask: null, wakeAt: instant(allowedAt) } : { ask: { kind: "sync-all", ids }, wakeAt: now };
}

function askFor(ids: readonly LockId[], listed: number): Ask {
  const [only] = ids;
  if (ids.length === 1 && only !== undefined) return { kind: "sync-one", id: only };
  if (ids.length === listed) return { kind: "sync-all", ids };
  return { kind: "sync-some", ids: ids.slice(0, IDS_PER_REQUEST) };
}

/** The locks that an ask is for; none for a list. */
export function idsOf(ask: Ask): readonly LockId[] {
  switch (ask.kind) {
    case "list":
      return [];
    case "sync-one":
      return [ask.id];
    case "sync-all":
    case "sync-some":
      return ask.ids;
  }
}

/** Whether the next page of a list that has begun may be read now; a list without end stops at its limits. */
export const mayReadPage = (state: PollState, now: Instant): boolean =>
  listAllowedAt(state.listTimes, 1, now) <= now && left(state.budget, "list", now) > 0;
