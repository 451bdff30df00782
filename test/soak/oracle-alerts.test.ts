import { describe, expect, it } from "vitest";
import type { AppEvent, Rule, WorldEvent } from "./oracle/events.ts";
import {
  blind,
  closing,
  factOf,
  History,
  open,
  openRow,
  opening,
  row,
  secure,
  shut,
  summary,
} from "./oracle/history.ts";

const WITHOUT = "alert without a fact";
const MISSED = "fact that lasted two polls and was not alerted";
const AGAINST = "alert that stands or goes against the facts";
const PAUSED = "alert in a pause, or kept back without one";
const MANY = "many alerts one by one, or few as one";
const TIME = "a time told that was not so";

type Told = (history: History) => History;

const pause = (h: History, seconds: number): WorldEvent => ({ kind: "paused", until: h.at + seconds * 1000 });
const keptBack = (id: string): AppEvent => ({ kind: "suppressed", id, reason: "paused" });
const shown = (serial: string): readonly AppEvent[] => [openRow(serial), { kind: "tray", icon: "open" }];
const opened = (h: History): History => h.truth("A", open).polls(1).opened("A");
/** Door A opens in a pause of so many seconds, is shown and kept back. */
function keptIn(h: History, seconds: number): History {
  return h
    .tell(pause(h, seconds))
    .truth("A", open)
    .polls(1)
    .tell(keptBack("A:opened"), ...shown("A"));
}
const after = (fact: AppEvent & { kind: "notify" }): AppEvent => ({
  ...fact,
  facts: fact.facts.map((one) => ({ ...one, afterSilence: true })),
});
const FIVE = ["A", "B", "C", "D", "E"];
/** All of five doors open, and are told as one. */
function allOpen(): History {
  const h = new History(FIVE);
  for (const serial of FIVE) h.truth(serial, open);
  return h.polls(1).tell(...FIVE.flatMap(shown), summary(...FIVE));
}
/** The first of five doors open, and are told one by one. */
function someOpen(count: number): History {
  const h = new History(FIVE);
  const some = FIVE.slice(0, count);
  for (const serial of some) h.truth(serial, open);
  return h.polls(1).tell(...some.flatMap(shown), ...some.map(opening));
}

const lies: readonly (readonly [Rule, string, Told])[] = [
  [PAUSED, "an opening in a pause", (h) => opened(h.tell(pause(h, 3600)))],
  [PAUSED, "an opening kept back without a pause", (h) => h.truth("A", open).polls(1).tell(keptBack("A:opened"))],
  [PAUSED, "an opening kept back twice", (h) => keptIn(h, 3600).polls(1).tell(keptBack("A:opened"))],
  [PAUSED, "blindness kept back that is none", (h) => h.tell(pause(h, 3600)).polls(1).tell(keptBack("app:blind"))],
  [
    MISSED,
    "an opening in a pause that nothing keeps back",
    (h) =>
      h
        .tell(pause(h, 3600))
        .truth("A", open)
        .polls(1)
        .tell(...shown("A"))
        .polls(1),
  ],
  [MISSED, "an opening that lasts longer than the pause", (h) => keptIn(h, 30).polls(3)],
  [WITHOUT, "an opening of a lock that raises no alerts", (h) => opened(h.tell({ kind: "excluded", serials: ["A"] }))],
  [
    WITHOUT,
    "an opening by an old answer",
    (h) =>
      keptIn(h, 30)
        .pass(110)
        .tell(after(opening("A"))),
  ],
  [MANY, "a summary of two", (h) => h.truth("A", open).truth("B", open).polls(1).tell(summary("A", "B"))],
  [MANY, "four openings one by one", () => someOpen(4)],
  [MANY, "an opening hidden by its own end", (h) => h.truth("A", open).polls(1).tell(opening("A"), closing("A"))],
  [
    AGAINST,
    "a summary that speaks no more of a door that is open",
    () =>
      allOpen()
        .polls(1)
        .tell(summary("A", "B", "C", "D")),
  ],
  [
    AGAINST,
    "a summary whose end nobody tells",
    () => {
      const h = allOpen();
      for (const serial of FIVE) h.truth(serial, shut);
      return h.polls(1).tell(...FIVE.map(row), secure);
    },
  ],
  [AGAINST, "an opening that ends while the door is open", (h) => opened(h).polls(1).tell(closing("A"))],
  [
    AGAINST,
    "an opening told as after a gap, though none was",
    (h) => {
      const fact = { ...factOf("A:opened", "opened", "A"), afterGap: true };
      return h
        .truth("A", open)
        .polls(1)
        .tell({ ...opening("A"), facts: [fact] }, ...shown("A"));
    },
  ],
  [
    AGAINST,
    "blindness that is taken back without an answer",
    (h) => h.fail(610).tell(blind).fail(20).tell({ kind: "withdraw", id: "app:blind" }),
  ],
  [
    TIME,
    "an opening told with a moment before it",
    (h) => {
      const fact = { ...factOf("A:opened", "opened", "A"), happenedAt: h.at - 600_000 };
      return h
        .truth("A", open)
        .polls(1)
        .tell({ ...opening("A"), facts: [fact] });
    },
  ],
];

const truths: readonly (readonly [string, Told])[] = [
  [
    "an opening that a pause keeps back, and that closes in it",
    (h) => keptIn(h, 3600).truth("A", shut).polls(1).tell(row("A"), secure),
  ],
  [
    "an opening that is told after a pause",
    (h) =>
      keptIn(h, 30)
        .polls(1)
        .tell(after(opening("A")))
        .polls(2),
  ],
  [
    "a door opens that raises no alerts",
    (h) =>
      h
        .tell({ kind: "excluded", serials: ["A"] })
        .truth("A", open)
        .polls(1)
        .tell(...shown("A"))
        .polls(2),
  ],
  [
    "an alert that a person closes, whose door closes later",
    (h) => opened(h).tell({ kind: "dismissed", id: "A:opened" }).truth("A", shut).polls(1).tell(row("A"), secure),
  ],
  [
    "a summary that ends with its last door",
    () => {
      const h = allOpen();
      for (const serial of FIVE) h.truth(serial, shut);
      return h.polls(1).tell({ ...summary(), over: true }, ...FIVE.map(row), secure);
    },
  ],
  ["three openings one by one", () => someOpen(3).polls(1)],
];

describe("an oracle finds a lie of alerts by its rule", () =>
  it.each(lies)("%s: %s", (rule, _, tell) => expect(tell(new History()).rules()).toContain(rule)));

describe("an oracle finds nothing in the alerts when", () =>
  it.each(truths)("%s", (_, tell) => expect(tell(new History()).broken()).toEqual([])));
