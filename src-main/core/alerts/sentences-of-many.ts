import type { AlertFact, GroupedRule } from "./alert.ts";
import { lockOf } from "./lock-facts.ts";
import type { Text } from "./rule.ts";
import type { House } from "../lock/house.ts";
import { say, type MessageKey, type Words } from "../words/words.ts";

/** What one rule adds to an alert of many: how many they are, and which when another rule has some too. */
interface Messages {
  readonly begun: MessageKey;
  readonly theseBegun: MessageKey;
  readonly over: MessageKey;
  readonly theseOver: MessageKey;
  readonly still: MessageKey;
}

/** The messages of each rule, in the order of telling. */
const MESSAGES = {
  opened: {
    begun: "alert.doors-open",
    theseBegun: "alert.these-open",
    over: "alert.doors-closed",
    theseOver: "alert.these-closed",
    still: "alert.still-open",
  },
  connection: {
    begun: "alert.locks-offline",
    theseBegun: "alert.these-offline",
    over: "alert.locks-back",
    theseOver: "alert.these-back",
    still: "alert.still-offline",
  },
} as const satisfies Readonly<Record<GroupedRule, Messages>>;

/** The locks of one rule by their names, and the messages that speak of them. */
interface Part {
  readonly messages: (typeof MESSAGES)[GroupedRule];
  readonly names: readonly string[];
}

/** "3 doors open and 4 locks offline", and which. */
export function ofMany(facts: readonly AlertFact[], house: House, words: Words): Text {
  return counted(partsOf(facts, house, words), "begun", "theseBegun", words);
}

/** "3 doors closed and 4 locks back online", and which. */
export function ofEnds(facts: readonly AlertFact[], house: House, words: Words): Text {
  return counted(partsOf(facts, house, words), "over", "theseOver", words);
}

/** "While alerts were paused", and what is still so. */
export function ofKept(facts: readonly AlertFact[], house: House, words: Words): Text {
  const title = say(words, "alert.after-pause");
  return { title, body: named(partsOf(facts, house, words), "still", words) };
}

function counted(
  parts: readonly Part[],
  count: "begun" | "over",
  these: "theseBegun" | "theseOver",
  words: Words,
): Text {
  const counts = parts.map(({ messages, names }) => say(words, messages[count], { count: names.length }));
  const [only, ...others] = parts;
  // the title of one kind says already what they are
  const body = only !== undefined && others.length === 0 ? words.intl.list(only.names) : named(parts, these, words);
  return { title: words.intl.list(counts), body };
}

/** A sentence for each part, with its names. */
const named = (parts: readonly Part[], these: "theseBegun" | "theseOver" | "still", words: Words): string =>
  parts.map(({ messages, names }) => say(words, messages[these], { names: words.intl.list(names) })).join(" ");

const partsOf = (facts: readonly AlertFact[], house: House, words: Words): readonly Part[] =>
  Object.entries(MESSAGES).flatMap(([rule, messages]) => {
    const names = lockNames(rule, facts, house, words);
    return names.length === 0 ? [] : [{ messages, names }];
  });

/** The names of the locks that the facts of one rule are about, those of one bridge side by side. */
function lockNames(rule: string, facts: readonly AlertFact[], house: House, words: Words): readonly string[] {
  return facts
    .flatMap((fact) => (fact.rule === rule ? (lockOf(fact, house)?.lock ?? []) : []))
    .sort((a, b) => (a.bridgeId ?? 0) - (b.bridgeId ?? 0) || words.intl.compare(a.name, b.name))
    .map(({ name }) => name);
}
