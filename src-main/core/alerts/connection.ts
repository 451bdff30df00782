import { connectionId, type AlertFact } from "./alert.ts";
import { isCurrent, lockOf, lockStanding } from "./lock-facts.ts";
import { dueAfter, isWatched, type AlertRule, type Look, type Standing } from "./rule.ts";
import { ofConnection } from "./sentences.ts";
import type { KnownLock } from "../lock/house.ts";
import type { Instant, Serial } from "../lock/lock.ts";
import { LOSS_READINGS } from "../lock/observation.ts";

/** Tells a connection that is lost for as long as the owner chose, and its return whenever it told the loss. */
export const connectionRule: AlertRule<"connection"> = {
  begun: ({ house }, isKnown) => [...house.locks.values()].flatMap(lossOf).filter(({ id }) => !isKnown(id)),
  dueAt: ({ happenedAt }, { settings, now }) => dueAfter(happenedAt ?? now, settings.lossDelayMinutes * 60_000, now),
  isTellable: (fact, look) => {
    const known = lockOf(fact, look.house);
    return known !== null && isWatched(fact, look) && isCurrent(known, look);
  },
  standing: (state, look) => lockStanding(state, look, standing),
  isGrouped: true,
  isEndTold: true,
  words: ofConnection,
};

const factOf = (serial: Serial, state: AlertFact["state"], at: Instant, begunAt: Instant | null): AlertFact => ({
  id: connectionId(serial),
  rule: "connection",
  serial,
  state,
  happenedAt: at,
  noticedAt: at,
  afterGap: false,
  begunAt,
  afterSilence: false,
  reason: null,
});

/** A loss that counts: seen twice, of a lock that was connected before and is still in the account. */
function lossOf({ seen: { loss }, lock, gone }: KnownLock): readonly AlertFact[] {
  if (gone || loss === null || !loss.fromConnected || loss.readings < LOSS_READINGS) return [];
  return [factOf(lock.serial, "begun", loss.since, null)];
}

function standing(known: KnownLock, look: Look): Standing {
  const { loss, latest } = known.seen;
  if (loss !== null) {
    const [fact] = lossOf(known);
    return fact === undefined ? { kind: "void" } : { kind: isCurrent(known, look) ? "so" : "unseen", fact };
  }
  // a lock that was taken off its bridge is not back
  if (latest?.link !== "connected") return { kind: "void" };
  return { kind: "over", fact: factOf(known.lock.serial, "over", latest.at, null) };
}
