import type { AlertFact } from "./alert.ts";
import { lockOf } from "./lock-facts.ts";
import type { Text } from "./rule.ts";
import type { House } from "../lock/house.ts";
import type { Instant } from "../lock/lock.ts";
import { readCause } from "../lock/status.ts";
import { durationText, sinceText, whenText } from "../words/times.ts";
import { say, type Words } from "../words/words.ts";

/** "Back door opened"; "Back door is open" for an opening that nobody saw or that a silence kept back; "Back door closed". */
export function ofOpened(fact: AlertFact, house: House, words: Words, now: Instant): Text {
  const name = nameOf(fact, house);
  const { state, happenedAt, begunAt, afterGap, afterSilence } = fact;
  const when = whenText(words, fact.noticedAt ?? now, now);
  if (state === "over") {
    const title = say(words, "alert.closed", { name });
    if (begunAt === null) return { title, body: say(words, "alert.noticed", { when }) };
    const duration = durationText(words, begunAt, fact.noticedAt ?? now);
    return { title, body: say(words, "alert.was-open", { duration }) };
  }
  if (afterGap || happenedAt === null) {
    return { title: say(words, "alert.is-open", { name }), body: say(words, "alert.noticed-after-gap", { when }) };
  }
  if (afterSilence) {
    const since = sinceText(words, happenedAt, now);
    return { title: say(words, "alert.is-open", { name }), body: say(words, "alert.since", { since }) };
  }
  return { title: say(words, "alert.opened", { name }), body: say(words, "alert.noticed", { when }) };
}

/** "Cellar is offline", with the last thing known; "Cellar is back online", with what it reports now. */
export function ofConnection(fact: AlertFact, house: House, words: Words, now: Instant): Text {
  const name = nameOf(fact, house);
  const seen = lockOf(fact, house)?.seen;
  if (fact.state === "over") {
    const reading = seen?.latest ?? null;
    const cause = reading === null ? "state-unknown" : readCause(reading, false);
    return { title: say(words, "alert.back", { name }), body: say(words, `alert.back.${cause}`) };
  }
  const title = say(words, "alert.lost", { name });
  const known = seen?.known ?? null;
  if (known === null) {
    const since = sinceText(words, fact.happenedAt ?? now, now);
    return { title, body: say(words, "alert.lost.since", { since }) };
  }
  const state = known.door === "open" ? "door-open" : known.lock;
  return { title, body: say(words, `alert.lost.${state}`, { when: whenText(words, known.at, now) }) };
}

/** "Ajar cannot see your doors", with the reason. */
export function ofBlindness({ reason, happenedAt }: AlertFact, _: House, words: Words, now: Instant): Text {
  const title = say(words, "alert.blind");
  if (reason === null || reason === "silence")
    return { title, body: say(words, "alert.blind.since", { since: sinceText(words, happenedAt ?? now, now) }) };
  return { title, body: say(words, `alert.blind.${reason}`) };
}

const nameOf = (fact: AlertFact, house: House): string => lockOf(fact, house)?.lock.name ?? "";
