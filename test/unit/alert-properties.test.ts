import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AFTER_PAUSE_ID, BACK_ID, BLIND_ID, openedId, SUMMARY_ID } from "../../src-main/core/alerts/alert.ts";
import type { AlertDecision } from "../../src-main/core/alerts/decide.ts";
import { isBlindTold } from "../../src-main/core/alerts/memory.ts";
import type { KnownLock } from "../../src-main/core/lock/house.ts";
import { broughtAgain, decidedAgain, played, type Entry } from "./support/alert-histories.ts";
import { judged, LAWS, type Law } from "./support/alert-judge.ts";
import { heldIn, shownIn } from "./support/alerts.ts";
import { DOORS, histories, type History } from "./support/alert-turns.ts";

/** Short histories that once broke a law. */
const ONCE: readonly (readonly [what: string, history: History])[] = [
  [
    "the end of a pause tells of a lock that the owner took out of the watch meanwhile",
    {
      lossDelayMinutes: 2,
      turns: [
        { kind: "pause", seconds: 90 },
        { kind: "doors", which: [1], become: "open", polls: 1 },
        { kind: "watch", except: [1] },
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
        { kind: "sleep", seconds: 300, told: true },
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
    "a nap takes blindness back that no answer ended",
    {
      lossDelayMinutes: 2,
      turns: [
        { kind: "nameless", polls: 35 },
        { kind: "sleep", seconds: 10, told: true },
      ],
    },
  ],
];

const breachesOf = (history: History): readonly { readonly law: Law; readonly what: string }[] =>
  judged(played(history), history.lossDelayMinutes);
const isOpenedId = (id: string): boolean => id.endsWith(":opened");
const isConnectionId = (id: string): boolean => id.endsWith(":connection");
const toldBy = ({ raise, withdraw, suppress }: AlertDecision) => [...raise, ...withdraw, ...suppress];

/** How often some histories come to something. */
const times = (entries: readonly Entry[], isIt: (entry: Entry) => boolean): number => entries.filter(isIt).length;
const raises =
  (id: string | ((id: string) => boolean), silent: boolean) =>
  ({ decision }: Entry): boolean =>
    decision.raise.some((one) => one.silent === silent && (typeof id === "string" ? one.id === id : id(one.id)));
const suppresses =
  (isIt: (id: string) => boolean) =>
  ({ decision }: Entry): boolean =>
    decision.suppress.some(({ id }) => isIt(id));

/** The same list once more makes of a lock that it does not name one that left. */
const isOnceMissing = ({ cause, house }: Entry): boolean =>
  cause.kind === "event" &&
  cause.event.kind === "listed" &&
  [...house.locks.values()].some(({ missing }) => missing === 1);

describe("alerts, whatever happens,", () => {
  it.each(Object.entries(LAWS))("(%s) %s", (name) =>
    fc.assert(
      fc.property(histories, (history) => {
        expect(breachesOf(history).filter(({ law }) => law === name)).toEqual([]);
      }),
      { numRuns: 1000 },
    ),
  );

  it("come to nothing new when the same event comes again", () =>
    fc.assert(
      fc.property(histories, (history) => {
        for (const entry of played(history)) {
          if (entry.cause.kind !== "event" || isOnceMissing(entry)) continue;
          const again = broughtAgain(entry.cause.event, entry);
          expect(toldBy(again)).toEqual([]);
          expect(again.memory).toEqual(entry.decision.memory);
        }
      }),
    ));

  it("tell no door and no connection when all answers come again after all else", () =>
    fc.assert(
      fc.property(histories, (history) => {
        const entries = played(history);
        const last = entries.at(-1);
        for (const { cause } of entries) {
          if (last === undefined || cause.kind !== "event" || cause.event.kind !== "read") continue;
          const { raise } = broughtAgain(cause.event, last);
          expect(raise.filter(({ id }) => id !== BLIND_ID)).toEqual([]);
        }
      }),
    ));

  it("are the same when the same is decided once more, in whatever order", () =>
    fc.assert(
      fc.property(histories, (history) => {
        const entries = played(history);
        for (const entry of entries.toReversed()) expect(decidedAgain(entry)).toEqual(entry.decision);
        expect(played(history)).toEqual(entries);
      }),
    ));

  it("come to nothing at a start, whatever the house is like then and was before", () =>
    fc.assert(
      fc.property(histories, fc.boolean(), (history, kept) => {
        const before = played(history).length;
        const turns = [...history.turns, { kind: "restart", kept, silentSeconds: 0 }, ONE_LOOK] as const;
        const after = played({ ...history, turns }).slice(before);
        expect(after.flatMap(({ decision }) => decision.raise.filter(({ id }) => id !== BLIND_ID))).toEqual([]);
      }),
    ));

  it.each(ONCE)("do not do again what they once did: %s", (_, history) => expect(breachesOf(history)).toEqual([]));
});

const ONE_LOOK = { kind: "doors", which: [], become: "closed", polls: 1 } as const;

describe("the histories", () => {
  const entries = fc.sample(histories, { numRuns: 1000, seed: 20_261_124 }).flatMap(played);
  it.each<readonly [string, (entry: Entry) => boolean]>([
    ["an opening", raises(isOpenedId, false)],
    ["its end", raises(isOpenedId, true)],
    ["a loss", raises(isConnectionId, false)],
    ["a return", raises(isConnectionId, true)],
    ["a return of many", raises(BACK_ID, true)],
    ["a summary", raises(SUMMARY_ID, false)],
    ["its end", raises(SUMMARY_ID, true)],
    ["a summary that goes on with an earlier one", goesOn],
    ["a summary after a pause", raises(AFTER_PAUSE_ID, false)],
    ["its end", raises(AFTER_PAUSE_ID, true)],
    ["blindness", raises(BLIND_ID, false)],
    ["its end", ({ decision }) => decision.withdraw.includes(BLIND_ID)],
    ["an opening in a pause", suppresses(isOpenedId)],
    ["a loss in a pause", suppresses(isConnectionId)],
    ["blindness in a pause", suppresses((id) => id === BLIND_ID)],
    [
      "a fact that waits after a pause",
      ({ rules, decision }) => rules.pausedUntil === null && heldIn(decision.memory).length > 0,
    ],
    ["a start that is blind as before", ({ cause, memory }) => cause.kind === "start" && isBlindTold(memory)],
    ["an alert taken back of a lock that left", ({ decision }) => decision.withdraw.some(isOpenedId)],
    ["a summary taken back of locks that left", ({ decision }) => decision.withdraw.includes(SUMMARY_ID)],
    ["a fact that waits for a lock that left", waits],
    ["a fact that waited for a lock that is back", waited],
    ["blindness that a nap does not end", napsBlind],
    ["a closed alert", ({ cause }) => cause.kind === "dismissed" && cause.ids.length > 0],
    [
      "an opening that nobody watches",
      ({ changes, rules }) =>
        changes.some(
          (change) => change.kind === "door" && change.to === "open" && rules.notWatched.includes(change.serial),
        ),
    ],
  ])("come to %s", (_, isIt) => expect(times(entries, isIt)).toBeGreaterThan(4));
});

function goesOn({ memory, decision }: Entry): boolean {
  const before = shownIn(memory, SUMMARY_ID);
  const after = shownIn(decision.memory, SUMMARY_ID);
  return before.some((fact) => after.includes(fact)) && after.length > before.length;
}

const heldOf = ({ house: { locks }, memory }: Entry): readonly KnownLock[] =>
  [...locks.values()].filter(({ lock }) => heldIn(memory).includes(openedId(lock.serial)));

const waits = (entry: Entry): boolean => heldOf(entry).some(({ gone }) => gone);

/** Its id is not the one that it had at first. */
const waited = (entry: Entry): boolean =>
  heldOf(entry).some(
    ({ lock: { serial, id }, gone }) =>
      !gone &&
      id > DOORS &&
      entry.decision.memory.onShow.size > 0 &&
      !heldIn(entry.decision.memory).includes(openedId(serial)),
  );

const napsBlind = ({ cause, house, decision }: Entry): boolean =>
  cause.kind === "event" && cause.event.kind === "resumed" && house.outage === null && isBlindTold(decision.memory);
