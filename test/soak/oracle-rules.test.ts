import { describe, expect, it } from "vitest";
import {
  away,
  closing,
  cut,
  down,
  History,
  late,
  offline,
  old,
  open,
  opening,
  openRow,
  row,
  secure,
  shut,
  unlockedRow,
  well,
} from "./oracle/history.ts";
import type { AppEvent, Rule, Truth } from "./oracle/events.ts";

const FALSE_ALARM = "calm shown or spoken as trouble";
const OTHERWISE = "shown otherwise than the last answer said";
const WRONG_TIME = "a time told that was not so";
const PAGES = "more pages of the list than allowed";
const WAIT = "asked within a wait that Tedee asked for";
const AGAINST = "alert that stands or goes against the facts";
const TOLD = "failure not told, or told as another";
const UNASKED = "lock or list left unasked while nothing held it back";

const unlocked: Truth = { ...shut, lock: 2 };
/** A row of an unlocked, closed door that calls it open. */
const openCause: AppEvent = { ...unlockedRow("A"), status: "open", cause: "door-open" };
const list = { kind: "list", page: 1, size: 100, serials: ["A", "B"] } as const;
const onlyA = { kind: "sync", all: false, serials: ["A"] } as const;

/** Door A opens and is told and shown, with the time of a moment so many seconds ago. */
function openSince(h: History, secondsAgo: number): History {
  h.truth("A", open).pass(20).poll().opened("A");
  return h.tell({ ...openRow("A"), since: h.at - secondsAgo * 1000 });
}

const lies: readonly (readonly [Rule, string, (history: History) => History])[] = [
  [FALSE_ALARM, "a row that calls young data old", (h) => h.polls(1).tell(old("A"))],
  [
    FALSE_ALARM,
    "a row without connection after a single answer that did not reach it",
    (h) => h.truth("A", away).polls(1).tell(cut("A")),
  ],
  [FALSE_ALARM, "a tray that is offline over a house that is well", (h) => h.polls(1).tell(offline)],
  [FALSE_ALARM, "a tray that calls a closed house open", (h) => h.polls(1).tell({ ...secure, icon: "open" })],
  [
    FALSE_ALARM,
    "a header in trouble over a house that is well",
    (h) => h.polls(1).tell({ ...well, header: { tone: "attention", closed: false } }),
  ],
  [
    FALSE_ALARM,
    "an unlocked door shown as open",
    (h) =>
      h
        .truth("A", unlocked)
        .polls(1)
        .tell(openCause, { ...secure, icon: "open" }),
  ],
  [OTHERWISE, "a row that was not moved on", (h) => h.truth("A", unlocked).polls(1).tell(row("A"))],
  [WRONG_TIME, "open since before it opened", (h) => openSince(h, 600)],
  [WRONG_TIME, "open since a moment to come", (h) => openSince(h, -300)],
  [
    WRONG_TIME,
    "unlocked since before it was unlocked",
    (h) => {
      h.truth("A", unlocked).polls(1);
      return h.tell({ ...unlockedRow("A"), since: h.at - 600_000 });
    },
  ],
  [
    PAGES,
    "ten in ten minutes, one of them before a restart",
    (h) => {
      h.tell({ kind: "ended", timers: 0 }, { kind: "started" });
      for (let page = 0; page < 9; page += 1) h.pass(50).ask(list);
      return h;
    },
  ],
  [WAIT, "a poll after half of it", (h) => h.pass(20).poll("limit", 100, 400_000).pass(200).poll()],
  [WAIT, "a poll after half of a wait without a length", (h) => h.pass(20).poll("limit").pass(150).poll()],
  [
    WAIT,
    "a list after a restart",
    (h) => {
      h.pass(20).poll("limit", 100, 400_000).tell({ kind: "ended", timers: 0 }, { kind: "started" });
      return h.pass(30).ask(list);
    },
  ],
  [
    UNASKED,
    "one lock of two",
    (h) => {
      for (let poll = 0; poll < 4; poll += 1) h.pass(20).ask(onlyA);
      return h;
    },
  ],
  [UNASKED, "anything, for longer than a failure is a reason for", (h) => h.pass(20).poll("failed").pass(30)],
  [UNASKED, "all locks, by an app that is still there", (h) => h.polls(1).pass(60)],
  [UNASKED, "the list, for longer than an hour", (h) => h.polls(200)],
  [
    UNASKED,
    "the list, though a lock joined",
    (h) => h.tell({ kind: "member", serial: "C", id: 3, name: "Door C" }).truth("C", shut).polls(40),
  ],
];

const opened = (h: History): History => h.truth("A", open).polls(1).opened("A");
const banner = (kind: string | null): AppEvent => ({ ...down, banner: kind });

/** What becomes of an alert after it was raised, and of a failure. */
const sequels: readonly (readonly [Rule, string, (history: History) => History])[] = [
  [
    AGAINST,
    "an opening that is taken back while the door is open",
    (h) => opened(h).tell({ kind: "withdraw", id: "A:opened" }),
  ],
  [AGAINST, "an opening whose end nobody tells", (h) => opened(h).truth("A", shut).polls(1).tell(row("A"), secure)],
  [
    AGAINST,
    "a door that opened in a sleep, as if that had been seen",
    (h) => {
      h.polls(1).tell({ kind: "suspended" }, offline, old("A"), old("B")).pass(3600).truth("A", open);
      return h.tell({ kind: "resumed" }).pass(3).poll().tell(opening("A"), openRow("A"));
    },
  ],
  [TOLD, "two failures without a banner", (h) => h.pass(20).poll("failed").pass(20).poll("failed")],
  [TOLD, "a failure and a refusal without a banner", (h) => h.pass(20).poll("failed").pass(20).poll("refused")],
  [TOLD, "a banner that a refusal took away", (h) => h.fail(50).poll("refused").tell(banner(null)).pass(1)],
  [
    TOLD,
    "a failure from before the last good answer",
    (h) => h.pass(20).poll("failed").pass(20).poll().pass(20).poll("refused").pass(20).poll("refused").tell(down),
  ],
  [TOLD, "a computer without a network, for a cloud that is down", (h) => h.fail(50).tell(banner("no-network"))],
  [TOLD, "a limit that nobody spoke of", (h) => h.pass(20).poll("failed").tell(banner("limit-reached"))],
  [
    OTHERWISE,
    "an icon for an unlocked door, where one is open",
    (h) => opened(h).tell({ ...secure, icon: "unlocked" }),
  ],
  [
    OTHERWISE,
    "offline, where a door is unlocked",
    (h) => h.truth("A", unlocked).polls(1).tell(unlockedRow("A"), offline),
  ],
  [
    OTHERWISE,
    "no word of a lost connection after two answers",
    (h) =>
      h
        .truth("A", { ...shut, linked: false })
        .polls(2)
        .tell({ ...row("A"), status: "unknown", cause: "not-asked" }, offline),
  ],
];

const truths: readonly (readonly [string, (history: History) => History])[] = [
  ["open since the minute in which it opened", (h) => openSince(h, 0)],
  [
    "unlocked since the cloud's moment",
    (h) => {
      h.truth("A", unlocked);
      const since = h.at;
      return h.polls(1).tell({ ...unlockedRow("A"), since }, { ...secure, icon: "unlocked" });
    },
  ],
  [
    "a wait that is kept",
    (h) =>
      h
        .pass(20)
        .poll("limit", 100, 45_000)
        .pass(29.901)
        .tell({ ...row("A"), freshness: "late" }, { ...row("B"), freshness: "late" })
        .pass(15.2)
        .poll()
        .tell(row("A"), row("B")),
  ],
  [
    "nine pages in ten minutes",
    (h) => {
      for (let page = 0; page < 8; page += 1) h.polls(2).pass(20).ask(list);
      return h;
    },
  ],
  ["a poll twenty seconds after a failure", (h) => h.pass(20).poll("failed").pass(20).poll()],
  [
    "a banner after two failures, and none after the next good answer",
    (h) => h.fail(50.001).tell(late("A"), late("B")).pass(10.2).poll().tell(well, row("A"), row("B")).polls(1),
  ],
  [
    "a banner that stays through a list whose first page was good and whose second failed",
    (h) =>
      h
        .fail(50.001)
        .tell(late("A"), late("B"))
        .pass(10.2)
        .ask(list)
        .ask({ ...list, page: 2, serials: [] }, "failed")
        .tell({ kind: "problem", failure: "tedee-down" })
        .pass(40)
        .poll()
        .tell(well, row("A"), row("B")),
  ],
  [
    "a banner that stays through a refusal, and none for a refusal alone",
    (h) =>
      h
        .fail(50.001)
        .tell(late("A"), late("B"))
        .pass(10.2)
        .poll("refused")
        .pass(20)
        .poll()
        .tell(well, row("A"), row("B"))
        .pass(20)
        .poll("refused")
        .pass(20)
        .poll(),
  ],
  [
    "an opening that is told, and its end in the moment that is heard of",
    (h) => {
      h.truth("A", open).polls(1).opened("A").truth("A", shut).polls(1);
      return h.tell(closing("A"), row("A"), secure);
    },
  ],
];

describe("an oracle finds a lie by its rule", () =>
  it.each([...lies, ...sequels])("%s: %s", (rule, _, tell) => expect(tell(new History()).rules()).toContain(rule)));

describe("an oracle finds nothing in", () =>
  it.each(truths)("%s", (_, tell) => expect(tell(new History()).broken()).toEqual([])));
