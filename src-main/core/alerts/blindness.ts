import type { AlertMemory } from "./alert.ts";
import { age } from "../lock/freshness.ts";
import type { House } from "../lock/house.ts";
import { instant, type Instant } from "../lock/lock.ts";

/** Data missing for this long while the computer is awake makes Ajar blind. */
export const BLIND_AFTER_MS = 10 * 60_000;

/** An account that answered that it has no locks. */
const isEmpty = ({ listed, locks }: House): boolean => listed && [...locks.values()].every(({ gone }) => gone);

/** Since when Ajar has had nothing to go by: the last answer, or the start or waking after it. */
export function lastLookOf(house: House): Instant {
  const { lastAnswerAt, awakeSince, outage } = house;
  // without locks only the list is asked for, so seldom that its last answer says nothing of how long it has failed
  const failedAt = isEmpty(house) ? (outage?.since ?? 0) : 0;
  return instant(Math.max(lastAnswerAt ?? 0, awakeSince, failedAt));
}

/** Whether there is anything to be blind to: an account that answers that it has no locks is not. */
export const isBlindable = (house: House): boolean => !house.asleep && !(isEmpty(house) && house.outage === null);

/** Whether Ajar is blind: its key is refused, or it has had nothing to go by for too long. */
export const isBlind = (house: House, now: Instant): boolean =>
  house.keyRefused || (isBlindable(house) && age(lastLookOf(house), now) >= BLIND_AFTER_MS);

/** Whether an answer came since the last decision, which alone ends blindness: a clock that is set moves the waking too. */
export function isAnswered({ lastAnswerAt, awakeSince }: House, { lastAnswer }: AlertMemory): boolean {
  const before = lastAnswer?.lastAnswerAt ?? null;
  if (lastAnswerAt === null || before === null) return lastAnswerAt !== null;
  return lastAnswerAt !== before && awakeSince === lastAnswer?.awakeSince;
}
