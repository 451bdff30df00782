import { pagesRead, type ListCache } from "../core/polling/list-cache.ts";
import type { Instant, Lock } from "../core/lock/lock.ts";
import type { PollState } from "../core/polling/poll-state.ts";

/** What the next run has to know of this one. */
export const listCacheOf = ({ listTimes, hold }: PollState, locks: readonly Lock[]): ListCache => ({
  times: listTimes,
  holdUntil: hold?.kind === "limit" ? hold.until : null,
  locks,
});

/** True when the times of this state still restrict a run that begins now. */
export const stillRestricts = ({ listTimes, hold }: PollState, now: Instant): boolean =>
  hold?.kind === "limit" || pagesRead(listTimes, now).length > 0;
