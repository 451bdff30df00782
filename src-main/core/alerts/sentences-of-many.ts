import type { AlertFact, FactRule } from "./alert.ts";
import { lockOf } from "./lock-facts.ts";
import type { Text } from "./rule.ts";
import type { House } from "../lock/house.ts";
import { say, type Words } from "../words/words.ts";

/** "3 doors open and 4 locks offline", and which. */
export function ofMany(facts: readonly AlertFact[], house: House, words: Words): Text {
  const doors = lockNames("opened", facts, house, words);
  const links = lockNames("connection", facts, house, words);
  const open = say(words, "alert.doors-open", { count: doors.length });
  const offline = say(words, "alert.locks-offline", { count: links.length });
  if (links.length === 0) return { title: open, body: words.intl.list(doors) };
  if (doors.length === 0) return { title: offline, body: words.intl.list(links) };
  const names = { open: words.intl.list(doors), offline: words.intl.list(links) };
  return { title: words.intl.list([open, offline]), body: say(words, "alert.open-and-offline", names) };
}

/** "3 doors closed and 4 locks back online", and which. */
export function ofEnds(facts: readonly AlertFact[], house: House, words: Words): Text {
  const doors = lockNames("opened", facts, house, words);
  const links = lockNames("connection", facts, house, words);
  const closed = say(words, "alert.doors-closed", { count: doors.length });
  const back = say(words, "alert.locks-back", { count: links.length });
  if (links.length === 0) return { title: closed, body: words.intl.list(doors) };
  if (doors.length === 0) return { title: back, body: words.intl.list(links) };
  const names = { closed: words.intl.list(doors), back: words.intl.list(links) };
  return { title: words.intl.list([closed, back]), body: say(words, "alert.closed-and-back", names) };
}

/** "While alerts were paused", and what is still so. */
export function ofKept(facts: readonly AlertFact[], house: House, words: Words): Text {
  const doors = lockNames("opened", facts, house, words);
  const links = lockNames("connection", facts, house, words);
  const [open, offline] = [words.intl.list(doors), words.intl.list(links)];
  const title = say(words, "alert.after-pause");
  if (links.length === 0) return { title, body: say(words, "alert.still-open", { open }) };
  if (doors.length === 0) return { title, body: say(words, "alert.still-offline", { offline }) };
  return { title, body: say(words, "alert.still-open-and-offline", { open, offline }) };
}

/** The names of the locks that the facts of one rule are about, those of one bridge side by side. */
function lockNames(rule: FactRule, facts: readonly AlertFact[], house: House, words: Words): readonly string[] {
  return facts
    .flatMap((fact) => (fact.rule === rule ? (lockOf(fact, house)?.lock ?? []) : []))
    .sort((a, b) => (a.bridgeId ?? 0) - (b.bridgeId ?? 0) || words.intl.compare(a.name, b.name))
    .map(({ name }) => name);
}
