import type { Alert } from "./alerts.ts";
import { clockText, durationText, sinceText } from "./format.ts";
import type { Change, House, KnownLock } from "./house.ts";
import type { Instant, Lock } from "./lock.ts";
import { say, type Words } from "./messages/words.ts";
import type { Seen } from "./seen.ts";
import { standingOf, wasOf } from "./state-table.ts";

/** How each alert reads; what is told and when is decided in `alerts.ts`. */

const fresh = { urgency: "normal", silent: false, replaces: null } as const;
const quiet = { urgency: "low", silent: true } as const;

/** "Back door opened", or after a gap the words of now: when it opened is not known. */
export function opened(lock: Lock, change: Change & { kind: "door-opened" }, words: Words, now: Instant): Alert {
  if (change.afterGap) return isOpen(lock, change.at, words, now);
  const title = say(words, "alert.opened", { name: lock.name });
  const body = say(words, "alert.noticed", { time: clockText(words, change.at) });
  return { ...fresh, id: `${lock.serial}:opened`, title, body, serial: lock.serial, tone: "attention" };
}

/** "Back door is open": noticed only after a pause in updates or in alerts. */
export function isOpen(lock: Lock, noticed: Instant, words: Words, now: Instant): Alert {
  const title = say(words, "alert.is-open", { name: lock.name });
  const body = say(words, "alert.noticed-after-gap", { time: sinceText(words, noticed, now) });
  return { ...fresh, id: `${lock.serial}:opened`, title, body, serial: lock.serial, tone: "attention" };
}

/** "Back door closed", the quiet end of "opened". */
export function closed(lock: Lock, change: Change & { kind: "door-closed" }, words: Words, now: Instant): Alert {
  const body =
    change.openSince === null
      ? say(words, "alert.noticed", { time: clockText(words, change.at) })
      : say(words, "alert.was-open", { duration: durationText(words, change.openSince, now) });
  const title = say(words, "alert.closed", { name: lock.name });
  return { ...quiet, id: `${lock.serial}:opened`, title, body, replaces: null, serial: lock.serial, tone: "calm" };
}

/** "Cellar: no connection", with the last thing known. */
export function lost({ lock, seen }: KnownLock, since: Instant, words: Words, now: Instant): Alert {
  const title = say(words, "alert.lost", { name: lock.name });
  const { known } = seen;
  const body =
    known === null
      ? say(words, "alert.lost.body", { time: sinceText(words, since, now) })
      : say(words, "alert.lost.was", {
          was: say(words, known.door === "open" ? "was.door-open" : wasOf(known.lock)),
          time: sinceText(words, known.at, now),
        });
  return { ...fresh, id: `${lock.serial}:connection`, title, body, serial: lock.serial, tone: "unknown" };
}

/** "Cellar: connected again", with what it reports now. */
export function back(lock: Lock, seen: Seen, words: Words): Alert {
  const id = `${lock.serial}:connection`;
  const title = say(words, "alert.back", { name: lock.name });
  const word = seen.latest === null ? say(words, "row.unknown") : say(words, standingOf(seen.latest, 0).word);
  return {
    ...quiet,
    id,
    title,
    body: say(words, "alert.back.body", { word }),
    replaces: id,
    serial: lock.serial,
    tone: "calm",
  };
}

/** "Ajar cannot see your doors", with the reason. */
export function blind(id: string, house: House, words: Words, now: Instant): Alert {
  const since = house.lastAnswerAt ?? house.awakeSince;
  const body = house.keyRefused
    ? say(words, "alert.blind.key")
    : house.trouble?.failure.kind === "limit-reached"
      ? say(words, "alert.blind.limit")
      : say(words, "alert.blind.since", { time: sinceText(words, since, now) });
  return { ...fresh, id, title: say(words, "alert.blind"), body, serial: null, tone: "unknown" };
}

/** Several facts as one: counts by kind, then the names, those of one bridge side by side. */
export function summary(id: string, facts: readonly Alert[], house: House, words: Words, afterPause: boolean): Alert {
  const count = (rule: string): number => facts.filter((fact) => fact.id.endsWith(rule)).length;
  const [doors, losses] = [count(":opened"), count(":connection")];
  const counts = [
    ...(doors > 0 ? [say(words, "alert.summary.opened", { count: doors })] : []),
    ...(losses > 0 ? [say(words, "alert.summary.lost", { count: losses })] : []),
  ].join(", ");
  const title = afterPause ? say(words, "alert.summary.after-pause") : say(words, "alert.summary", { n: facts.length });
  const body = say(words, "alert.summary.body", { counts, names: namesOf(facts, house).join(", ") });
  return { ...fresh, id, title, body, serial: facts[0]?.serial ?? null, tone: "attention" };
}

function namesOf(facts: readonly Alert[], house: House): readonly string[] {
  const locks = facts.flatMap((fact) => (fact.serial === null ? [] : (house.locks.get(fact.serial)?.lock ?? [])));
  return locks.sort((a, b) => (a.bridgeId ?? 0) - (b.bridgeId ?? 0)).map((lock) => lock.name);
}

/** The quiet end of a summary, when its last fact is over. */
export function summaryOver(id: string, words: Words, now: Instant): Alert {
  const title = say(words, "alert.summary.over");
  const body = say(words, "alert.noticed", { time: clockText(words, now) });
  return { ...quiet, id, title, body, replaces: id, serial: null, tone: "calm" };
}
