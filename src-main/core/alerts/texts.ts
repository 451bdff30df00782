import {
  AFTER_PAUSE_ID,
  BACK_ID,
  BLIND_ID,
  connectionId,
  isConnectionId,
  isOpenedId,
  openedId,
  SUMMARY_ID,
  WELCOME_ID,
  type Alert,
  type AlertFact,
  type BlindReason,
} from "./alert.ts";
import { clockText, durationText, sinceText } from "../words/times.ts";
import type { Change } from "../lock/change.ts";
import type { House, KnownLock } from "../lock/house.ts";
import type { Instant, Lock, Serial } from "../lock/lock.ts";
import { say, type Words } from "../words/words.ts";
import type { DoorFact, Observation } from "../lock/observation.ts";
import { readCause } from "../lock/status.ts";
import { LOOKS, wasOf } from "../view/state-table.ts";

/** How each alert reads; what is told and when is decided in `alerts.ts`. */

const fresh = { urgency: "normal", silent: false, over: false, replaces: null } as const;
const quiet = { urgency: "low", silent: true, over: true } as const;

const doorFact = (
  serial: Serial,
  rest: Pick<AlertFact, "state" | "happenedAt" | "noticedAt" | "afterGap">,
): AlertFact => ({
  id: openedId(serial),
  rule: "opened",
  serial,
  ...rest,
  reason: null,
});

const linkFact = (serial: Serial, state: AlertFact["state"], at: Instant | null): AlertFact => ({
  id: connectionId(serial),
  rule: "connection",
  serial,
  state,
  happenedAt: at,
  noticedAt: at,
  afterGap: false,
  reason: null,
});

/** "Back door opened", or after a gap the words of now: when it opened is not known. */
export function opened(lock: Lock, change: Change & { kind: "door" }, words: Words, now: Instant): Alert {
  if (change.afterGap) return isOpen(lock, change.noticedAt, words, now);
  const title = say(words, "alert.opened", { name: lock.name });
  const body = say(words, "alert.noticed", { time: clockText(words, change.noticedAt) });
  const { serial } = lock;
  const facts = [
    doorFact(serial, { state: "begun", happenedAt: change.noticedAt, noticedAt: change.noticedAt, afterGap: false }),
  ];
  return { ...fresh, id: openedId(serial), rule: "opened", facts, title, body, serial, tone: "attention" };
}

/** "Back door is open": noticed only after a pause in updates or in alerts. */
export function isOpen(lock: Lock, noticed: Instant, words: Words, now: Instant): Alert {
  const title = say(words, "alert.is-open", { name: lock.name });
  const body = say(words, "alert.noticed-after-gap", { time: sinceText(words, noticed, now) });
  const { serial } = lock;
  const facts = [doorFact(serial, { state: "begun", happenedAt: null, noticedAt: noticed, afterGap: true })];
  return { ...fresh, id: openedId(serial), rule: "opened", facts, title, body, serial, tone: "attention" };
}

/** The same after a pause in alerts alone, with the moment of opening where it is known. */
export function stillOpen(lock: Lock, door: DoorFact, words: Words, now: Instant): Alert {
  const { since, sinceKnown } = door;
  if (!sinceKnown) return isOpen(lock, since, words, now);
  const body = say(words, "alert.open-since", { time: sinceText(words, since, now) });
  const facts = [doorFact(lock.serial, { state: "begun", happenedAt: since, noticedAt: since, afterGap: false })];
  return { ...isOpen(lock, since, words, now), facts, body };
}

/** "Back door closed", the quiet end of "opened". */
export function closed(lock: Lock, change: Change & { kind: "door" }, words: Words, now: Instant): Alert {
  const body =
    change.openSince === null
      ? say(words, "alert.noticed", { time: clockText(words, change.noticedAt) })
      : say(words, "alert.was-open", { duration: durationText(words, change.openSince, now) });
  const title = say(words, "alert.closed", { name: lock.name });
  const { serial } = lock;
  const facts = [
    doorFact(serial, { state: "over", happenedAt: change.noticedAt, noticedAt: change.noticedAt, afterGap: false }),
  ];
  return { ...quiet, id: openedId(serial), rule: "opened", facts, title, body, replaces: null, serial, tone: "calm" };
}

/** "Cellar: no connection", with the last thing known. */
export function lost({ lock, seen }: KnownLock, since: Instant, words: Words, now: Instant): Alert {
  const title = say(words, "alert.lost", { name: lock.name });
  const { known } = seen;
  const body =
    known === null
      ? say(words, "alert.lost.body", { time: sinceText(words, since, now) })
      : say(words, "alert.lost.was", {
          was: say(words, wasOf(known)),
          time: sinceText(words, known.at, now),
        });
  const { serial } = lock;
  const facts = [linkFact(serial, "begun", since)];
  return { ...fresh, id: connectionId(serial), rule: "connection", facts, title, body, serial, tone: "unknown" };
}

/** "Cellar: connected again", with what it reports now. */
export function back(lock: Lock, seen: Observation, words: Words): Alert {
  const id = connectionId(lock.serial);
  const title = say(words, "alert.back", { name: lock.name });
  const word = seen.latest === null ? say(words, "row.unknown") : say(words, LOOKS[readCause(seen.latest, false)].word);
  return {
    ...quiet,
    id,
    rule: "connection",
    facts: [linkFact(lock.serial, "over", seen.latest?.at ?? null)],
    title,
    body: say(words, "alert.back.body", { word }),
    replaces: id,
    serial: lock.serial,
    tone: "calm",
  };
}

/** "Ajar cannot see your doors", with the reason. */
export function blind(house: House, words: Words, now: Instant): Alert {
  const since = house.lastAnswerAt ?? house.awakeSince;
  const reason = blindReason(house);
  const body =
    reason === "silence"
      ? say(words, "alert.blind.since", { time: sinceText(words, since, now) })
      : say(words, `alert.blind.${reason}`);
  const fact = { id: BLIND_ID, rule: "blind", serial: null, state: "begun" } as const;
  const facts = [{ ...fact, happenedAt: since, noticedAt: now, afterGap: false, reason }];
  const title = say(words, "alert.blind");
  return { ...fresh, id: BLIND_ID, rule: "blind", facts, title, body, serial: null, tone: "unknown" };
}

function blindReason(house: House): BlindReason {
  if (house.keyRefused) return "key";
  return house.outage?.failure.kind === "limit-reached" ? "limit" : "silence";
}

/** "Alerts work": the first notification, which a person asked for. */
export const welcome = (words: Words): Alert => ({
  ...fresh,
  id: WELCOME_ID,
  rule: "welcome",
  facts: [],
  title: say(words, "alert.welcome"),
  body: say(words, "alert.welcome.body"),
  serial: null,
  tone: "calm",
});

/** Several facts as one: counts by kind, then the names, those of one bridge side by side. */
export function summary(facts: readonly Alert[], house: House, words: Words): Alert {
  const title = say(words, "alert.summary", { n: facts.length });
  const body = say(words, "alert.summary.body", { counts: countsOf(facts, words), names: namesOf(facts, house) });
  const of = facts.flatMap((fact) => fact.facts);
  const serial = facts[0]?.serial ?? null;
  return { ...fresh, id: SUMMARY_ID, rule: "summary", facts: of, title, body, serial, tone: "attention" };
}

/** The same for what a pause kept back and is still so. */
export const afterPause = (facts: readonly Alert[], house: House, words: Words): Alert => ({
  ...summary(facts, house, words),
  id: AFTER_PAUSE_ID,
  rule: "after-pause",
  title: say(words, "alert.summary.after-pause"),
});

/** "10 connected again": quiet, since each of them would be. */
export function backTogether(backs: readonly Alert[], house: House, words: Words): Alert {
  const title = say(words, "alert.back-together", { n: backs.length });
  const body = say(words, "alert.names", { names: namesOf(backs, house) });
  const facts = backs.flatMap((back) => back.facts);
  return { ...quiet, id: BACK_ID, rule: "back", facts, title, body, replaces: null, serial: null, tone: "calm" };
}

function countsOf(facts: readonly Alert[], words: Words): string {
  const doors = facts.filter(({ id }) => isOpenedId(id)).length;
  const losses = facts.filter(({ id }) => isConnectionId(id)).length;
  return [
    ...(doors > 0 ? [say(words, "alert.summary.opened", { count: doors })] : []),
    ...(losses > 0 ? [say(words, "alert.summary.lost", { count: losses })] : []),
  ].join(", ");
}

function namesOf(facts: readonly Alert[], house: House): string {
  const locks = facts.flatMap((fact) => (fact.serial === null ? [] : (house.locks.get(fact.serial)?.lock ?? [])));
  return locks
    .sort((a, b) => (a.bridgeId ?? 0) - (b.bridgeId ?? 0))
    .map((lock) => lock.name)
    .join(", ");
}

/** The quiet end of a summary, when its last fact is over. */
export function summaryOver(id: string, facts: readonly AlertFact[], words: Words, now: Instant): Alert {
  const title = say(words, "alert.summary.over");
  const body = say(words, "alert.noticed", { time: clockText(words, now) });
  const rule = id === SUMMARY_ID ? "summary" : "after-pause";
  return { ...quiet, id, rule, facts, title, body, replaces: id, serial: null, tone: "calm" };
}
