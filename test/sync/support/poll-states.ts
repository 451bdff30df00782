import { instant, lockIdOf, type Instant } from "../../../src-main/core/lock/lock.ts";
import { emptyListCache, type ListCache } from "../../../src-main/core/polling/list-cache.ts";
import { startPollState, type PollState } from "../../../src-main/core/polling/poll-state.ts";
import { at, lock, START_MS } from "../../unit/support/house.ts";

/** The state of a start at the tests' first instant. */
export const started = (intervalMs = 20_000): PollState => startPollState(intervalMs, emptyListCache, at(0));

/** A state whose list was just read, with locks due so many seconds after the start, numbered from 1. */
export const due = (...seconds: readonly number[]): PollState => ({
  ...started(),
  listWanted: false,
  listedAt: instant(START_MS),
  listBegunAt: instant(START_MS),
  dueAt: new Map(seconds.map((second, i) => [lockIdOf(i + 1), at(second)])),
});

/** The saved list of an account of so many locks, its pages read so many seconds after the tests' start. */
export const savedList = (locks: number, times: readonly number[], holdUntil: Instant | null = null): ListCache => ({
  times: times.map(at),
  holdUntil,
  locks: Array.from({ length: locks }, (_, i) => lock(i + 1)),
});
