import { describe, expect, it } from "vitest";
import {
  away,
  blind,
  cut,
  down,
  History,
  late,
  offline,
  old,
  open,
  openRow,
  row,
  secure,
  shut,
  summary,
  told,
  well,
} from "./oracle/history.ts";
import type { Rule } from "./oracle/events.ts";

const LIE = "shown or spoken as locked, closed or live when not known";
const MISSED = "fact that lasted two polls and was not alerted";

describe("an oracle hears of a true history and finds nothing in it", () => {
  const histories: readonly (readonly [string, (history: History) => History])[] = [
    ["nothing happens", (h) => h.pass(20).poll().pass(20).poll()],
    ["a door opens and is told", (h) => h.truth("A", open).pass(20).poll().opened("A").pass(20).poll()],
    ["a door opens for less than a poll", (h) => h.truth("A", open).truth("A", shut).pass(20).poll().pass(20).poll()],
    [
      "data gets late, then old",
      (h) =>
        h
          .fail(50.001)
          .tell(late("A"), late("B"))
          .fail(50)
          .tell(old("A"), old("B"), offline, down)
          .fail(60)
          .tell(offline),
    ],
    [
      "a lost connection is told after its delay, and its end",
      (h) => {
        h.truth("A", away).pass(20).poll().pass(20).poll().tell(cut("A"), offline);
        for (let poll = 0; poll < 5; poll += 1) h.pass(20).poll();
        h.tell(told("A", "connection"));
        h.truth("A", shut).pass(20).poll();
        h.tell(told("A", "connection", true));
        return h.tell(row("A"), secure);
      },
    ],
    [
      "ten minutes without an answer are told and taken back",
      (h) => {
        h.fail(50.001).tell(late("A"), late("B")).fail(50).tell(old("A"), old("B"), offline, down).fail(500);
        h.tell(blind);
        h.fail(40).poll().tell({ kind: "withdraw", id: "app:blind" }, row("A"), row("B"), secure, well);
        return h.pass(20).poll();
      },
    ],
  ];

  it.each(histories)("%s", (_, tell) => expect(tell(new History()).broken()).toEqual([]));
});

describe("an oracle finds one lie in a history", () => {
  const lies: readonly (readonly [Rule, string, (history: History) => History])[] = [
    ["alert without a fact", "a door that never opened", (h) => h.pass(20).poll().opened("A").tell(row("A"))],
    [
      "alert without a fact",
      "a door that was open when the app started",
      (h) =>
        h.tell({ kind: "ended", timers: 0 }).truth("A", open).tell({ kind: "started" }).pass(30).poll().opened("A"),
    ],
    [
      "alert without a fact",
      "a connection told lost before its delay",
      (h) => h.truth("A", away).pass(20).poll().pass(20).poll().tell(old("A"), offline).tell(told("A", "connection")),
    ],
    ["alert without a fact", "an end of what was never told", (h) => h.tell(told("A", "connection", true))],
    [
      "alert without a fact",
      "a door in a summary that did nothing",
      (h) => h.truth("A", open).pass(20).poll().opened("A").tell(summary("B")),
    ],
    ["alert without a fact", "blind before its time", (h) => h.pass(20).poll().tell(blind)],
    [
      MISSED,
      "an opening that nobody told",
      (h) =>
        h
          .truth("A", open)
          .pass(20)
          .poll()
          .tell(openRow("A"), { ...offline, icon: "open" })
          .pass(20)
          .poll(),
    ],
    [
      MISSED,
      "a blindness that nobody told",
      (h) => h.pass(50.001).tell(late("A"), late("B")).pass(50).tell(old("A"), old("B"), offline).pass(502),
    ],
    [
      "fact alerted twice",
      "an opening",
      (h) => h.truth("A", open).pass(20).poll().opened("A").pass(20).poll().opened("A"),
    ],
    [
      "fact alerted twice",
      "an opening, again after a restart",
      (h) => {
        h.truth("A", open).pass(20).poll().opened("A");
        h.tell({ kind: "ended", timers: 0 }, { kind: "started" }).pass(30).poll();
        return h.opened("A");
      },
    ],
    [LIE, "live for longer than it may be", (h) => h.pass(60).tell(late("A"), late("B"))],
    [LIE, "locked by a reading that is old", (h) => h.pass(50.001).tell(late("B"), old("A"), offline).pass(51)],
    [
      LIE,
      "secure, while one door is unlocked",
      (h) =>
        h
          .truth("A", { ...shut, lock: 2 })
          .pass(20)
          .poll()
          .tell(old("A")),
    ],
    [
      LIE,
      "locked after two answers that did not reach it",
      (h) => h.truth("A", away).pass(20).poll().pass(20).poll().tell(offline),
    ],
    [
      LIE,
      "closed by a sensor that is lost",
      (h) =>
        h
          .truth("A", { ...shut, door: 1 })
          .pass(20)
          .poll()
          .tell({ ...down, rows: { tone: "secure", closed: true } }),
    ],
    [
      LIE,
      "live by an answer from before a sleep",
      (h) => {
        h.pass(20).tell({ kind: "suspended" }, offline, old("A"), old("B")).pass(3600).tell({ kind: "resumed" });
        return h.pass(1).tell(row("A"));
      },
    ],
    [
      "open door not shown as open",
      "the row",
      (h) =>
        h
          .truth("A", open)
          .pass(20)
          .poll()
          .opened("A")
          .tell({ ...openRow("A"), lock: "locking", status: "moving", cause: "locking" }),
    ],
    ["open door not shown as open", "the tray", (h) => h.truth("A", open).pass(20).poll().opened("A").tell(offline)],
    ["one failed poll made visible", "a banner", (h) => h.pass(20).poll("failed").tell(down)],
    ["floor violation", "two polls of two locks", (h) => h.pass(19).poll("dropped")],
    [
      "hour above the budget or into the reserve",
      "551 requests",
      (h) => {
        for (let page = 0; page < 551; page += 1)
          h.pass(5).ask({ kind: "list", page: 1, size: 100, serials: ["A", "B"] });
        return h;
      },
    ],
    [
      "new key asked for without a revoked one",
      "three refusals, of a key that is good",
      (h) => {
        for (let poll = 0; poll < 4; poll += 1) h.pass(20).poll("refused").tell(late("A"), late("B"));
        return h.tell({ kind: "problem", failure: "key-refused" });
      },
    ],
    [
      "no look in time after waking",
      "8 s of nothing",
      (h) => {
        h.pass(60).tell(late("A"), late("B"), { kind: "suspended" }, offline, old("A"), old("B")).pass(600);
        return h.tell({ kind: "resumed" }).pass(8).tell(offline);
      },
    ],
    ["timer alive after a stop", "one", (h) => h.tell({ kind: "ended", timers: 1 })],
  ];

  it.each(lies)("%s: %s", (rule, _, tell) => expect(tell(new History()).rules()).toContain(rule));
});
