import type { Instant, Reading } from "../lock/lock.ts";
import type { LockStatus } from "../lock/status.ts";
import { sinceText } from "../words/times.ts";
import { say, type Words } from "../words/words.ts";
import { doorWord, LOOKS, motionOf } from "./state-table.ts";

/** What a reading tells of a lock as one whole sentence: "Unlocked since 07:11, door closed". */
export function sentenceOf(
  { cause, since: from }: LockStatus,
  { lock, door }: Reading,
  words: Words,
  now: Instant,
): string {
  const since = from === null ? null : sinceText(words, from, now);
  switch (cause) {
    case "locked":
      return say(words, `state.locked.${doorWord(door)}`);
    case "unlocked":
      return since === null
        ? say(words, `state.unlocked.${doorWord(door)}`)
        : say(words, `since.unlocked.${doorWord(door)}`, { since });
    case "door-open":
    case "open-long": {
      const motion = motionOf(lock);
      if (since === null)
        return motion === null ? say(words, "row.door-open") : say(words, `state.door-open.${motion}`);
      return say(words, motion === null ? "since.door-open" : `since.door-open.${motion}`, { since });
    }
    case "latch-open":
    case "semi-locked":
    case "open-while-locked":
      return since === null ? say(words, LOOKS[cause].word) : say(words, `since.${cause}`, { since });
    case "move-failed":
    case "uncalibrated":
    case "no-bridge":
      return say(words, `state.${cause}`);
    case "state-unknown":
    case "not-asked":
    case "data-old":
    case "data-lost":
    case "disconnected":
    case "locking":
    case "unlocking":
    case "pulling":
    case "updating":
    case "calibrating":
    case "left-account":
      return say(words, LOOKS[cause].word);
  }
}
