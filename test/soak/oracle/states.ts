import type { Truth } from "./events.ts";

/** Tedee's numbers in the words of a row (design: the trace's `lock` line); every other number is `unknown`. */
const LOCK_WORDS = new Map([
  [0, "uncalibrated"],
  [1, "calibrating"],
  [2, "unlocked"],
  [3, "semi-locked"],
  [4, "unlocking"],
  [5, "locking"],
  [6, "locked"],
  [7, "pulled"],
  [8, "pulling"],
  [18, "updating"],
]);
const DOOR_WORDS = new Map([
  [0, "none"],
  [1, "lost"],
  [2, "open"],
  [3, "closed"],
  [4, "uncalibrated"],
]);

/** The two words of a row for how a lock is. */
export const wordsOf = ({ lock, door }: Truth): string =>
  `${LOCK_WORDS.get(lock ?? NaN) ?? "unknown"} ${DOOR_WORDS.get(door) ?? "unknown"}`;
