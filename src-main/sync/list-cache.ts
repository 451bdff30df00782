import type { House } from "../core/lock/house.ts";
import { pagesRead, type ListCache } from "../core/polling/list-cache.ts";
import type { Instant } from "../core/lock/lock.ts";
import type { ListOutcome, PollState } from "../core/polling/poll-state.ts";

/** What the next run has to know of this one: `before` is what the last one left, whose locks count until a list came. */
export function listCacheOf(
  { listTimes, hold }: PollState,
  { listed, locks: known }: House,
  before: ListCache,
): ListCache {
  const locks = listed ? present(known).map(({ lock }) => lock) : before.locks;
  return { times: listTimes, holdUntil: hold?.kind === "limit" ? hold.until : null, locks };
}

/** Whether anything of it would bind a run that begins now. */
export const stillRestricts = ({ listTimes, hold }: PollState, now: Instant): boolean =>
  hold?.kind === "limit" || pagesRead(listTimes, now).length > 0;

/** What the house made of a list of so many pages, which is `cut` where more follow than might be read. */
export function outcomeOf({ locks }: House, { pages, cut }: Pick<ListOutcome, "pages" | "cut">): ListOutcome {
  const there = present(locks);
  return { ids: there.map(({ lock }) => lock.id), pages, doubtful: there.some(({ missing }) => missing > 0), cut };
}

const present = (locks: House["locks"]) => [...locks.values()].filter(({ gone }) => !gone);
