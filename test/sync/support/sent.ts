import type { LockId } from "../../../src-main/core/lock/lock.ts";
import type { Sent } from "../../virtual/polling.ts";

/** What the cloud can tell from the requests it saw; all times in milliseconds. */

/** When each first page left. */
export const listBegins = (sent: readonly Sent[]): readonly number[] =>
  sent.filter(({ page }) => page === 1).map(({ sentAt }) => sentAt);

/** When each page of a list left. */
export const pageTimes = (sent: readonly Sent[]): readonly number[] =>
  sent.filter(({ page }) => page > 0).map(({ sentAt }) => sentAt);

/** When each left. */
export const sentAt = (sent: readonly Sent[]): readonly number[] => sent.map((one) => one.sentAt);

/** Every sync, of whatever locks. */
export const syncs = (sent: readonly Sent[]): readonly Sent[] => sent.filter(({ kind }) => kind !== "list");

/** The shortest time from the sending, and from the end, of a sync of a lock to the sending of its next one. */
export function shortestRest(sent: readonly Sent[]): number {
  const free = new Map<LockId, number>();
  let shortest = Infinity;
  for (const { ids, sentAt, endedAt } of syncs(sent)) {
    for (const id of ids) {
      shortest = Math.min(shortest, sentAt - (free.get(id) ?? -Infinity));
      free.set(id, Math.max(sentAt, Math.min(endedAt, Number.MAX_SAFE_INTEGER)));
    }
  }
  return shortest;
}

/** The longest time in which one of these locks was not asked, from `from` to `to`; a list asks for all. */
export function longestSilence(sent: readonly Sent[], locks: readonly LockId[], from: number, to: number): number {
  const asked = sent.filter(({ sentAt }) => sentAt >= from && sentAt <= to);
  return locks.reduce((longest, id) => {
    const times = asked.filter(({ kind, ids }) => kind === "list" || ids.includes(id)).map(({ sentAt }) => sentAt);
    return Math.max(longest, longestGap([from, ...times, to]));
  }, 0);
}

const longestGap = (times: readonly number[]): number =>
  gaps(times).reduce((longest, gap) => Math.max(longest, gap), 0);

/** The times between each and the next. */
export const gaps = (times: readonly number[]): readonly number[] =>
  times.slice(1).map((time, i) => time - (times[i] ?? time));

/** The most that fall into any window of this length, both its ends included. */
export function mostWithin(times: readonly number[], windowMs: number): number {
  let first = 0;
  let most = 0;
  times.forEach((time, i) => {
    while ((times[first] ?? time) < time - windowMs) first += 1;
    most = Math.max(most, i - first + 1);
  });
  return most;
}
