import { AFTER_PAUSE_ID, BACK_ID, SUMMARY_ID, type AlertFact, type Notice } from "./alert.ts";
import type { Draft } from "./draft.ts";
import type { Look } from "./rule.ts";
import { RULES } from "./rules.ts";

/** More alerts than this from one reading become one summary. */
export const SEPARATE_ALERTS = 3;

const noticeOf = (fact: AlertFact): Notice => ({
  id: fact.id,
  rule: fact.rule,
  facts: [fact],
  over: fact.state === "over",
  replaces: null,
});

/** The notices of facts that are due now and of those that silence kept back, in the order of telling. */
export function noticesOf(
  due: readonly AlertFact[],
  kept: readonly AlertFact[],
  draft: Draft,
  look: Look,
): readonly Notice[] {
  const isGrouped = ({ rule }: AlertFact): boolean => RULES[rule].isGrouped;
  const alone = [...due, ...kept].filter((fact) => !isGrouped(fact)).map(noticeOf);
  const [dueTogether, keptTogether] = [due.filter(isGrouped), kept.filter(isGrouped)];
  return [
    ...alone,
    ...(keptTogether.length <= 1
      ? keptTogether.map(noticeOf)
      : [joined(AFTER_PAUSE_ID, "after-pause", keptTogether, draft, look)]),
    ...(dueTogether.length <= SEPARATE_ALERTS
      ? dueTogether.map(noticeOf)
      : [joined(SUMMARY_ID, "summary", dueTogether, draft, look)]),
  ];
}

/** The notices of connections that are back, whose alerts are no longer on show. */
export function backNotices(facts: readonly AlertFact[]): readonly Notice[] {
  if (facts.length <= SEPARATE_ALERTS) return facts.map(noticeOf);
  return [{ id: BACK_ID, rule: "back", facts, over: true, replaces: null }];
}

/** One notice of many, which also speaks of what the one whose place it takes still speaks of. */
function joined(
  id: string,
  rule: "summary" | "after-pause",
  facts: readonly AlertFact[],
  draft: Draft,
  look: Look,
): Notice {
  const isNew = new Set(facts.map((fact) => fact.id));
  const earlier = (draft.onShow.get(id)?.facts ?? []).filter((fact) => !isNew.has(fact));
  const all = [...earlier.flatMap((fact) => factNow(fact, draft, look) ?? []), ...facts];
  return { id, rule, facts: all, over: false, replaces: null };
}

/** A fact as far as it is known now; null when it is over. */
function factNow(id: string, { facts }: Draft, look: Look): AlertFact | null {
  const state = facts.get(id);
  if (state === undefined) return null;
  const standing = RULES[state.rule].standing(state, look);
  return standing.kind === "so" || standing.kind === "unseen" ? standing.fact : null;
}
