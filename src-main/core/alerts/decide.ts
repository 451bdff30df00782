import type { Alert, AlertFact, AlertSettings } from "./alert.ts";
import { isAnswered } from "./blindness.ts";
import { backNotices, noticesOf } from "./grouping.ts";
import { Draft } from "./draft.ts";
import type { AlertMemory } from "./memory.ts";
import { isWatched, type Look } from "./rule.ts";
import { RULES } from "./rules.ts";
import { silence, type Silence } from "./silence.ts";
import { alertOf } from "./texts.ts";
import type { Change } from "../lock/change.ts";
import type { House } from "../lock/house.ts";
import { instant, type Instant } from "../lock/lock.ts";
import type { Words } from "../words/words.ts";

/** What is to be done about alerts now, and what to remember of it. */
export interface AlertDecision {
  readonly memory: AlertMemory;
  /** When an alert comes due by itself; null when none is coming. */
  readonly nextAt: Instant | null;
  readonly raise: readonly Alert[];
  /** Ids of alerts on show that are taken back without a word. */
  readonly withdraw: readonly string[];
  /** Facts that are kept back until silence ends, and ends that it swallows, with the reason. */
  readonly suppress: readonly { readonly id: string; readonly reason: Silence["reason"] }[];
}

/** What to raise, withdraw and keep back, for the facts that just came about and those whose time has come. */
export function decide(
  changes: readonly Change[],
  house: House,
  settings: AlertSettings,
  memory: AlertMemory,
  words: Words,
  now: Instant,
): AlertDecision {
  const look: Look = { changes, house, settings, answered: isAnswered(house, memory.heard), now };
  const draft = new Draft(memory);
  const quiet = silence(settings, now);
  const back = review(draft, look);
  const { due, comingAt } = begin(draft, look);
  const kept = quiet === null ? release(draft, look) : [];
  for (const fact of due) draft.put(fact, quiet === null ? "told" : "held");
  const told = quiet === null ? noticesOf(due, kept, draft, look) : [];
  for (const notice of told) draft.show(notice);
  const backs = quiet === null ? backNotices(back) : [];
  const { lastAnswerAt, awakeSince } = house;
  return {
    memory: { facts: draft.facts, onShow: draft.onShow, heard: { lastAnswerAt, awakeSince } },
    nextAt: earliest([...comingAt, ...(quiet === null ? [] : [quiet.until])]),
    raise: [...backs, ...draft.ends, ...told].map((notice): Alert => alertOf(notice, house, words, now)),
    withdraw: draft.withdraw,
    suppress: quiet === null ? [] : [...due, ...back].map(({ id }) => ({ id, reason: quiet.reason })),
  };
}

/** Ends what is over; gives the ends to tell whose alerts are no longer on show. */
function review(draft: Draft, look: Look): readonly AlertFact[] {
  const back: AlertFact[] = [];
  for (const [id, state] of [...draft.facts]) {
    const rule = RULES[state.rule];
    const standing = rule.standing(state, look);
    if (standing.kind === "so" || standing.kind === "unseen") continue;
    if (standing.kind !== "left") draft.facts.delete(id);
    const isNews = rule.isEndTold && state.stage === "told" && !draft.shows(id) && isWatched(state, look);
    if (standing.kind === "over" && isNews) back.push(standing.fact);
    draft.end(id, standing.kind === "over" ? standing.fact : null);
  }
  return back;
}

/** The facts that began and are due, and when others come due. */
function begin(
  draft: Draft,
  look: Look,
): { readonly due: readonly AlertFact[]; readonly comingAt: readonly Instant[] } {
  const due: AlertFact[] = [];
  const comingAt: Instant[] = [];
  for (const rule of Object.values(RULES)) {
    for (const fact of rule.begun(look, (id) => draft.facts.has(id))) {
      const dueAt = rule.dueAt(fact, look);
      if (dueAt > look.now) comingAt.push(dueAt);
      else if (rule.isTellable(fact, look)) due.push(fact);
    }
  }
  return { due, comingAt };
}

/** What silence kept back and is still so; what nobody can see now waits until somebody can. */
function release(draft: Draft, look: Look): readonly AlertFact[] {
  const facts: AlertFact[] = [];
  for (const [id, state] of [...draft.facts]) {
    if (state.stage !== "held") continue;
    const standing = RULES[state.rule].standing(state, look);
    // as without a silence: what is so is told when its lock counts again, what only began is not
    if (!isWatched(state, look)) draft.facts.delete(id);
    else if (standing.kind === "so") {
      draft.put(standing.fact, "told");
      facts.push({ ...standing.fact, afterSilence: true });
    }
  }
  return facts;
}

const earliest = (instants: readonly Instant[]): Instant | null =>
  instants.length === 0 ? null : instant(Math.min(...instants));
