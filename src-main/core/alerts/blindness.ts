import { BLIND_ID, type AlertFact, type AlertSettings, type BlindReason } from "./alert.ts";
import type { Heard } from "./memory.ts";
import { dueAfter, type AlertRule, type Look } from "./rule.ts";
import { ofBlindness } from "./sentences.ts";
import type { House } from "../lock/house.ts";
import { instant, type Instant } from "../lock/lock.ts";

/** Data missing for this long while the computer is awake makes Ajar blind. */
export const BLIND_AFTER_MS = 10 * 60_000;

/** Tells that Ajar sees nothing: Tedee refuses its key, or nothing answers for too long. Only an answer takes it back. */
export const blindRule: AlertRule<"blind"> = {
  begun: (look, isKnown) => (canBeBlind(look.house) && !isKnown(BLIND_ID) ? [blindFact(look)] : []),
  dueAt: (_, { house, now }) => (house.keyRefused ? now : dueAfter(lastLookOf(house), BLIND_AFTER_MS, now)),
  isTellable: () => true,
  standing: (_, look) => (look.answered ? { kind: "void" } : { kind: "so", fact: blindFact(look) }),
  isGrouped: false,
  isEndTold: false,
  words: ofBlindness,
};

/** Whether an answer came since the last decision; a clock that is set moves the time of the last one, and the waking too. */
export function isAnswered({ lastAnswerAt, awakeSince }: House, before: Heard | null): boolean {
  const lastHeard = before?.lastAnswerAt ?? null;
  if (lastAnswerAt === null || lastHeard === null) return lastAnswerAt !== null;
  return lastAnswerAt !== lastHeard && awakeSince === before?.awakeSince;
}

const blindFact = ({ house, settings, now }: Look): AlertFact => ({
  id: BLIND_ID,
  rule: "blind",
  serial: null,
  state: "begun",
  happenedAt: house.lastAnswerAt ?? house.awakeSince,
  noticedAt: now,
  afterGap: false,
  begunAt: null,
  afterSilence: false,
  reason: reasonOf(house, settings),
});

function reasonOf({ keyRefused, outage }: House, { credential }: AlertSettings): BlindReason {
  if (keyRefused) return credential === "access-token" ? "token" : "key";
  return outage?.failure.kind === "limit-reached" ? "limit" : "silence";
}

/** An account that answered that it has no locks. */
const isEmpty = ({ listed, locks }: House): boolean => listed && [...locks.values()].every(({ gone }) => gone);

/** False while the computer sleeps, and for an account known to have no locks. */
const canBeBlind = (house: House): boolean =>
  house.keyRefused || (!house.asleep && !(isEmpty(house) && house.outage === null));

/** Since when Ajar has had nothing to go by: the last answer, or the start or waking after it. */
function lastLookOf(house: House): Instant {
  const { lastAnswerAt, awakeSince, outage } = house;
  // without locks only the list is asked for, so seldom that its last answer says nothing of how long it has failed
  const failedAt = isEmpty(house) ? (outage?.since ?? 0) : 0;
  return instant(Math.max(lastAnswerAt ?? 0, awakeSince, failedAt));
}
