import { openedId, type AlertFact } from "./alert.ts";
import { isCurrent, lockStanding } from "./lock-facts.ts";
import { isWatched, type AlertRule, type Look, type Standing } from "./rule.ts";
import { ofOpened } from "./sentences.ts";
import type { Change } from "../lock/change.ts";
import type { KnownLock } from "../lock/house.ts";
import type { Serial } from "../lock/lock.ts";

/** Tells an opened door at once, and its closing while the alert is on show. */
export const openedRule: AlertRule<"opened"> = {
  begun: ({ changes, house }) => changes.flatMap((change) => (house.locks.has(change.serial) ? openingOf(change) : [])),
  dueAt: (_, { now }) => now,
  isTellable: isWatched,
  standing: (state, look) => lockStanding(state, look, standing),
  isGrouped: true,
  isEndTold: false,
  words: ofOpened,
};

const about = (serial: Serial) =>
  ({ id: openedId(serial), rule: "opened", serial, afterSilence: false, reason: null }) as const;

function openingOf(change: Change): readonly AlertFact[] {
  if (change.kind !== "door" || change.to !== "open") return [];
  const { serial, happenedAt, noticedAt, afterGap } = change;
  return [{ ...about(serial), state: "begun", happenedAt, noticedAt, afterGap, begunAt: null }];
}

function standing(known: KnownLock, look: Look): Standing {
  const { door, latest } = known.seen;
  if (door?.state !== "open") return { kind: "over", fact: closingOf(known, look) };
  const { since, sinceKnown } = door;
  const happenedAt = sinceKnown ? since : null;
  return {
    kind: door.at === latest?.at && isCurrent(known, look) ? "so" : "unseen",
    fact: {
      ...about(known.lock.serial),
      state: "begun",
      happenedAt,
      noticedAt: since,
      afterGap: !sinceKnown,
      begunAt: null,
    },
  };
}

/** The end of an opening, by the change that told it. */
function closingOf({ lock: { serial }, seen: { door } }: KnownLock, { changes }: Look): AlertFact {
  const change = changes.find((one) => one.serial === serial && one.kind === "door");
  if (change?.kind !== "door") {
    const noticedAt = door?.since ?? null;
    return { ...about(serial), state: "over", happenedAt: null, noticedAt, afterGap: true, begunAt: null };
  }
  const { happenedAt, noticedAt, afterGap, openSince } = change;
  return { ...about(serial), state: "over", happenedAt, noticedAt, afterGap, begunAt: openSince };
}
