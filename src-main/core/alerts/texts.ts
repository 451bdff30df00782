import { WELCOME_ID, type Alert, type AlertRuleName, type Notice } from "./alert.ts";
import { RULES } from "./rules.ts";
import type { Text } from "./rule.ts";
import { ofEnds, ofKept, ofMany } from "./sentences-of-many.ts";
import type { House } from "../lock/house.ts";
import type { Instant } from "../lock/lock.ts";
import type { Tone } from "../view/snapshot.ts";
import { say, type Words } from "../words/words.ts";

/** How the beginning of a fact looks in the window; every end is calm. */
const TONES: Readonly<Record<AlertRuleName, Tone>> = {
  opened: "attention",
  connection: "unknown",
  blind: "unknown",
  summary: "attention",
  "after-pause": "attention",
  back: "calm",
  welcome: "calm",
};

/** A notice with its words. */
export function alertOf(notice: Notice, house: House, words: Words, now: Instant): Alert {
  const { id, rule, facts, over, replaces } = notice;
  const [first] = facts;
  // the end of many leads to no lock of its own
  const serial = over && rule !== first?.rule ? null : (first?.serial ?? null);
  const { title, body } = textOf(notice, house, words, now);
  const tone = over ? "calm" : TONES[rule];
  return { id, rule, facts, over, replaces, title, body, serial, tone, urgency: over ? "low" : "normal", silent: over };
}

function textOf({ rule, facts, over }: Notice, house: House, words: Words, now: Instant): Text {
  const [first] = facts;
  if (first?.rule === rule) return RULES[first.rule].words(first, house, words, now);
  if (over) return ofEnds(facts, house, words);
  return rule === "after-pause" ? ofKept(facts, house, words) : ofMany(facts, house, words);
}

/** "Alerts are on": the first notification, which a person asked for. */
export const welcome = (words: Words): Alert => ({
  id: WELCOME_ID,
  rule: "welcome",
  facts: [],
  over: false,
  replaces: null,
  title: say(words, "alert.welcome"),
  body: say(words, "alert.welcome.body"),
  urgency: "normal",
  silent: false,
  serial: null,
  tone: TONES.welcome,
});
