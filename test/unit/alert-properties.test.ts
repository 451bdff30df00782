import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  AFTER_PAUSE_ID,
  BACK_ID,
  BLIND_ID,
  connectionId,
  openedId,
  SUMMARY_ID,
} from "../../src-main/core/alerts/alert.ts";
import { decide, type AlertDecision } from "../../src-main/core/alerts/decide.ts";
import { isBlindTold } from "../../src-main/core/alerts/memory.ts";
import { reduce } from "../../src-main/core/lock/house.ts";
import type { HouseEvent } from "../../src-main/core/lock/house-event.ts";
import type { Rule } from "../soak/oracle/events.ts";
import { Oracle } from "../soak/oracle/oracle.ts";
import { ALL, histories, type History } from "./support/alert-histories.ts";
import { played, type Step } from "./support/alert-player.ts";
import { lock } from "./support/house.ts";
import { english } from "./support/words.ts";

/** The rules of the soak's oracle that are about alerts. */
const ALERT_RULES: readonly Rule[] = [
  "alert without a fact",
  "fact that lasted two polls and was not alerted",
  "fact alerted twice",
  "alert that stands or goes against the facts",
  "alert in a pause, or kept back without one",
  "many alerts one by one, or few as one",
  "a time told that was not so",
  "new key asked for without a revoked one",
];

/** Short histories that once broke a rule. */
const ONCE: readonly (readonly [what: string, history: History])[] = [
  [
    "the end of a pause tells of a lock that the owner took out of the watch meanwhile",
    {
      lossDelayMinutes: 2,
      turns: [
        { kind: "pause", seconds: 90 },
        { kind: "doors", which: [1], become: "open", polls: 1 },
        { kind: "exclude", which: [1] },
        { kind: "unpause" },
      ],
    },
  ],
  [
    "the summary after a second pause takes the place of the first, whose facts last",
    {
      lossDelayMinutes: 2,
      turns: [
        { kind: "pause", seconds: 90 },
        { kind: "doors", which: [1, 2], become: "open", polls: 1 },
        { kind: "unpause" },
        { kind: "pause", seconds: 90 },
        { kind: "doors", which: [3, 4], become: "open", polls: 1 },
        { kind: "unpause" },
      ],
    },
  ],
  [
    "an answer that is silent about a connection makes its loss last through the gap before it",
    {
      lossDelayMinutes: 5,
      turns: [
        { kind: "doors", which: [1], become: "away", polls: 2 },
        { kind: "sleep", seconds: 300, announced: true },
        { kind: "doors", which: [1], become: "untold", polls: 1 },
      ],
    },
  ],
  [
    "the end of a pause does not tell of an open door whose lock left meanwhile and is back",
    {
      lossDelayMinutes: 2,
      turns: [
        { kind: "pause", seconds: 3600 },
        { kind: "doors", which: [2], become: "open", polls: 1 },
        { kind: "leave", which: [2], lists: 2, polls: 1, back: true },
        { kind: "unpause" },
      ],
    },
  ],
  [
    "a summary goes on of facts that may have ended while a list was read, and of four new ones",
    {
      lossDelayMinutes: 0,
      turns: [
        { kind: "doors", which: [3, 4, 5, 6], become: "open", polls: 1 },
        { kind: "doors", which: [3, 4], become: "closed", polls: 0 },
        { kind: "leave", which: [4, 5], lists: 1, polls: 0, back: true },
        { kind: "doors", which: [1, 2, 3, 4, 5, 6], become: "open", polls: 0 },
      ],
    },
  ],
  [
    "a fact that a pause kept back is forgotten when its lock was away after a day unseen",
    {
      lossDelayMinutes: 2,
      turns: [
        { kind: "pause", seconds: 3600 },
        { kind: "doors", which: [1, 2, 3], become: "open", polls: 1 },
        { kind: "sleep", seconds: 90_000, announced: false },
        { kind: "leave", which: [2], lists: 2, polls: 1, back: true },
      ],
    },
  ],
  [
    "a nap takes blindness back that no answer ended",
    {
      lossDelayMinutes: 2,
      turns: [
        { kind: "nameless", polls: 35 },
        { kind: "sleep", seconds: 10, announced: true },
      ],
    },
  ],
];

/** At the end alerts are no longer paused, and polls show what was missed. */
const END = [
  { kind: "unpause" },
  { kind: "doors", which: [], become: "closed", polls: 3 },
] as const satisfies History["turns"];

/** The alert rules that a history breaks, by the soak's oracle. */
function breachesOf({ lossDelayMinutes, turns }: History): readonly string[] {
  const oracle = new Oracle({ intervalMs: 20_000, lossDelayMs: lossDelayMinutes * 60_000 });
  const { events } = played({ lossDelayMinutes, turns: [...turns, ...END] });
  for (const event of events) oracle.hear(event);
  // the last moment is judged when it is over
  oracle.hear({ at: (events.at(-1)?.at ?? 0) + 1, kind: "key", revoked: false });
  return oracle
    .breaches()
    .flatMap(({ rule, examples }) => (ALERT_RULES.includes(rule) ? examples.map((one) => `${rule}: ${one}`) : []));
}

const said = ({ raise, withdraw, suppress }: AlertDecision) => [...raise, ...withdraw, ...suppress];

/** A list that comes once more may make a lock gone that it does not name. */
const isOnceMissing = ({ event, house }: Step): boolean =>
  event?.kind === "listed" && [...house.locks.values()].some(({ missing }) => missing === 1);

/** What an event brings that comes a second time, after a step. */
function broughtAgain(event: HouseEvent, { house, settings, decision, now }: Step): AlertDecision {
  const again = reduce(house, event);
  return decide(again.changes, again.house, settings, decision.memory, english, now);
}

describe("alerts, whatever happens,", () => {
  it("keep every rule of the soak's oracle", () =>
    fc.assert(
      fc.property(histories, (history) => {
        expect(breachesOf(history)).toEqual([]);
      }),
      { numRuns: 4000 },
    ));

  it.each(ONCE)("do not do again what they once did: %s", (_, history) => expect(breachesOf(history)).toEqual([]));

  it("come to nothing new when the same event comes again", () =>
    fc.assert(
      fc.property(histories, (history) => {
        for (const step of played(history).steps) {
          if (step.event === null || isOnceMissing(step)) continue;
          expect(said(broughtAgain(step.event, step))).toEqual([]);
        }
      }),
    ));

  it("tell no door and no connection when all answers come again after all else", () =>
    fc.assert(
      fc.property(histories, (history) => {
        const { steps } = played(history);
        const last = steps.at(-1);
        for (const { event } of steps) {
          if (last === undefined || event?.kind !== "read") continue;
          const { raise } = broughtAgain(event, last);
          expect(raise.filter(({ id }) => id !== BLIND_ID)).toEqual([]);
        }
      }),
    ));

  it("are the same when the same is decided once more, in whatever order", () =>
    fc.assert(
      fc.property(histories, (history) => {
        const { steps } = played(history);
        for (const { changes, house, settings, memory, now, decision } of steps.toReversed())
          expect(decide(changes, house, settings, memory, english, now)).toEqual(decision);
      }),
    ));

  it("come to nothing at a start, whatever the house is like then and was before", () =>
    fc.assert(
      fc.property(histories, fc.boolean(), (history, cached) => {
        const before = played(history).steps.length;
        const turns = [...history.turns, { kind: "restart", cached, silentSeconds: 0 }, ONE_POLL] as const;
        const after = played({ ...history, turns }).steps.slice(before);
        expect(after.flatMap(({ decision }) => decision.raise.filter(({ id }) => id !== BLIND_ID))).toEqual([]);
      }),
    ));
});

const ONE_POLL = { kind: "doors", which: [], become: "closed", polls: 1 } as const;

const OPENED = ALL.map((n): string => openedId(lock(n).serial));
const CONNECTION = ALL.map((n): string => connectionId(lock(n).serial));
const raises =
  (ids: readonly string[], over: boolean) =>
  ({ decision }: Step): boolean =>
    decision.raise.some((one) => one.over === over && ids.includes(one.id));
const withdraws =
  (ids: readonly string[]) =>
  ({ decision }: Step): boolean =>
    decision.withdraw.some((id) => ids.includes(id));
const suppresses =
  (ids: readonly string[]) =>
  ({ decision }: Step): boolean =>
    decision.suppress.some(({ id }) => ids.includes(id));
/** Tells a fact after a silence whose lock is not in the account under its first id. */
const tellsOfReturned = ({ decision, house }: Step): boolean =>
  decision.raise.some(({ facts }) =>
    facts.some(
      ({ afterSilence, serial }) =>
        afterSilence && serial !== null && (house.locks.get(serial)?.lock.id ?? 0) > ALL.length,
    ),
  );
const tellsLate = ({ decision, cause }: Step): boolean =>
  cause === "event" && decision.raise.some(({ facts }) => facts.some(({ afterSilence }) => afterSilence));
const opensExcluded = ({ changes, settings: { notWatched } }: Step): boolean =>
  changes.some((change) => change.kind === "door" && change.to === "open" && notWatched.includes(change.serial));
/** A summary speaks of facts that an earlier one told, and of new ones. */
const goesOn = ({ decision }: Step): boolean =>
  decision.raise.some(({ id, over, facts }) => id === SUMMARY_ID && !over && facts.length > 4);

describe("the histories", () => {
  const steps = fc.sample(histories, { numRuns: 1000, seed: 20_261_124 }).flatMap((history) => played(history).steps);
  it.each<readonly [string, (step: Step) => boolean]>([
    ["an opening", raises(OPENED, false)],
    ["its end", raises(OPENED, true)],
    ["a loss", raises(CONNECTION, false)],
    ["a return", raises(CONNECTION, true)],
    ["a return of many", raises([BACK_ID], true)],
    ["a summary", raises([SUMMARY_ID], false)],
    ["a summary of more than four", goesOn],
    ["its end", raises([SUMMARY_ID], true)],
    ["a summary after a pause", raises([AFTER_PAUSE_ID], false)],
    ["its end", raises([AFTER_PAUSE_ID], true)],
    ["blindness", raises([BLIND_ID], false)],
    ["its end", withdraws([BLIND_ID])],
    ["an opening in a pause", suppresses(OPENED)],
    ["a loss in a pause", suppresses(CONNECTION)],
    ["blindness in a pause", suppresses([BLIND_ID])],
    ["a fact that waits after a pause for an answer", tellsLate],
    ["a fact that waited for a lock that is back", tellsOfReturned],
    ["a start that is blind as before", ({ cause, memory }) => cause === "start" && isBlindTold(memory)],
    ["an alert taken back of a lock that left", withdraws(OPENED)],
    ["a summary taken back of locks that left", withdraws([SUMMARY_ID])],
    [
      "blindness that a sleep does not end",
      ({ event, house, decision }) =>
        event?.kind === "resumed" && house.outage === null && isBlindTold(decision.memory),
    ],
    ["an opening that raises no alert", opensExcluded],
  ])("come to %s", (_, isIt) => expect(steps.filter(isIt).length).toBeGreaterThan(4));
});
