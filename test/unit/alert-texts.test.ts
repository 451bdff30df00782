import { describe, expect, it } from "vitest";
import type { AlertFact } from "../../src-main/core/alerts/alert.ts";
import { alertOf, welcome } from "../../src-main/core/alerts/texts.ts";
import { DOOR_STATES, LOCK_STATES, type Reading } from "../../src-main/core/lock/lock.ts";
import type { HouseEvent } from "../../src-main/core/lock/house-event.ts";
import { en } from "../../src-main/core/words/en.ts";
import { english } from "./support/words.ts";
import { open, pausedUntil, rules, run } from "./support/alerts.ts";
import { after, allWell, at, away, failed, listed, lock, read, reading } from "./support/house.ts";

type Steps = readonly (HouseEvent | number)[];

/** Title and body as one text. */
const textOf = ({ title, body }: { readonly title: string; readonly body: string }): string =>
  `${title} / ${body}`.replaceAll("\u00a0", " ");
const lastText = (steps: Steps, owner = rules): string => {
  const alert = run(steps, owner).raised.at(-1);
  return alert === undefined ? "nothing" : textOf(alert);
};

const opened = (seconds: number): HouseEvent => read(seconds, open(1, seconds));
const shut = (seconds: number): HouseEvent => read(seconds, reading(1, seconds));
const limited: HouseEvent = {
  kind: "failed",
  at: at(20),
  failure: { kind: "limit-reached", retryAt: null },
  failuresInARow: 1,
  nextTryAt: at(40),
  keyRefused: false,
};
const lost = [20, 40, 140].map((seconds) => read(seconds, away(1, seconds)));
/** A reading of up to four locks, each in its own state. */
const four = (seconds: number, ...ones: readonly ((n: number, seconds: number) => Reading)[]): HouseEvent =>
  read(seconds, ...ones.map((one, index) => one(index + 1, seconds)));
const atOnce = { ...rules, lossDelayMinutes: 0 };
const mixed = [
  allWell(5),
  ...[20, 40].map((s) => four(s, s < 40 ? reading : open, s < 40 ? reading : open, away, away)),
];

describe("an alert says", () => {
  it.each<readonly [what: string, steps: Steps, text: string]>([
    ["an opening", [allWell(1), opened(20)], "Door 1 opened / Noticed at 14:00."],
    ["an opening after a gap", [allWell(1), opened(300)], "Door 1 is open / Noticed at 14:05, after a gap in updates."],
    ["how long a door was open", [allWell(1), opened(20), shut(60)], "Door 1 closed / Was open for 40 s."],
    ["a closing after a gap", [allWell(1), opened(300), shut(320)], "Door 1 closed / Noticed at 14:05."],
    [
      "a loss, with the last thing known",
      [allWell(1), ...lost],
      "Door 1 is offline / Was locked at 14:00. Check the bridge and the lock’s battery.",
    ],
    [
      "an open door of a lost lock before its bolt",
      [allWell(1), read(10, reading(1, 10, { door: "open" })), ...lost],
      "Door 1 is offline / Its door was open at 14:00. Check the bridge and the lock’s battery.",
    ],
    ["a return", [allWell(1), ...lost, shut(160)], "Door 1 is back online / It is locked."],
    [
      "blindness by silence",
      [allWell(1), failed(20, "no-network", 1), 600],
      "Ajar cannot see your doors / No answer since 14:00.",
    ],
    [
      "blindness by the limit",
      [allWell(1), limited, 600],
      "Ajar cannot see your doors / The request limit of your account has been reached.",
    ],
    [
      "blindness by the key",
      [allWell(1), failed(90, "key-refused", 3, true)],
      "Ajar cannot see your doors / Tedee rejected the key.",
    ],
    [
      "many doors, by name",
      [allWell(4), four(20, open, open, open, open)],
      "4 doors open / Door 1, Door 2, Door 3 and Door 4",
    ],
    [
      "the end of many doors",
      [allWell(4), four(20, open, open, open, open), four(40, reading, reading, reading, reading)],
      "4 doors closed / Door 1, Door 2, Door 3 and Door 4",
    ],
  ])("%s", (_, steps, text) => expect(lastText(steps)).toBe(text));

  it("doors and locks apart, where there are both", () => {
    expect(lastText(mixed, atOnce)).toBe(
      "2 doors open and 2 locks offline / Open: Door 1 and Door 2. Offline: Door 3 and Door 4.",
    );
    expect(lastText([...mixed, four(60, reading, reading, reading, reading)], atOnce)).toBe(
      "2 doors closed and 2 locks back online / Closed: Door 1 and Door 2. Back online: Door 3 and Door 4.",
    );
    const locks = [20, 40].map((seconds) => four(seconds, away, away, away, away));
    expect(lastText([allWell(4), ...locks], atOnce)).toBe("4 locks offline / Door 1, Door 2, Door 3 and Door 4");
    expect(lastText([allWell(4), ...locks, four(60, reading, reading, reading, reading)], atOnce)).toBe(
      "4 locks back online / Door 1, Door 2, Door 3 and Door 4",
    );
  });

  it("after a pause what is still so, and since when where that was seen", () => {
    const paused = pausedUntil(100, 0);
    expect(lastText([allWell(1), opened(20), 100], paused)).toBe("Door 1 is open / Since 14:00.");
    expect(lastText([allWell(1), opened(300), 400], pausedUntil(400))).toBe(
      "Door 1 is open / Noticed at 14:05, after a gap in updates.",
    );
    const still = (...ones: Parameters<typeof four>[1][]): string =>
      lastText([allWell(2), four(20, ...ones), four(40, ...ones), 100], paused);
    expect(still(open, open)).toBe("While alerts were paused / Still open: Door 1 and Door 2.");
    expect(still(away, away)).toBe("While alerts were paused / Still offline: Door 1 and Door 2.");
    expect(still(open, away)).toBe("While alerts were paused / Still open: Door 1. Still offline: Door 2.");
  });

  it("nothing of a lost lock that never said anything but since when", () => {
    const { house } = after([listed(0, [{ lock: lock(1), reading: away(1, 0) }])]);
    const never = alertOf(notice([lossOf(1)], "connection"), house, english, at(200));
    expect(textOf(never)).toBe("Door 1 is offline / Since 14:00. Check the bridge and the lock’s battery.");
  });

  it("names of one bridge side by side, else in the order of the language", () => {
    const named = [lock(1, "Door 10"), { ...lock(2, "Attic"), bridgeId: 7 }, lock(3, "Door 9"), lock(4, "Cellar")];
    const listings = named.map((one, index) => ({ lock: one, reading: reading(index + 1, 0) }));
    expect(lastText([listed(0, listings), four(20, open, open, open, open)])).toBe(
      "4 doors open / Attic, Cellar, Door 9 and Door 10",
    );
  });

  it("one of many in the singular", () => {
    const { house } = after([allWell(2)]);
    const many = alertOf(notice([openingOf(1), lossOf(2)], "summary"), house, english, at(40));
    expect(many.title).toBe("1 door open and 1 lock offline");
  });

  it("a whole sentence for whatever a lock reports or reported", () => {
    const begins = new Set(LOCK_STATES.map((state) => en[`alert.lost.${state}`]));
    expect(begins.size).toBe(LOCK_STATES.length);
    for (const state of LOCK_STATES) {
      for (const door of DOOR_STATES) {
        for (const moveFailed of [true, false]) {
          const back = reading(1, 160, { lock: state, door, moveFailed });
          const { raised } = run([allWell(1), ...lost, read(160, back)]);
          const text = raised
            .filter(({ rule, over }) => rule === "connection" && over)
            .map(textOf)
            .join();
          expect(text).toMatch(/^Door 1 is back online \/ It.*\.$/);
          if (state !== "locked" || door === "open") expect(text).not.toMatch(/is locked|closed/);
        }
      }
    }
  });

  it("that alerts are on, when a person tries them", () =>
    expect(welcome(english)).toMatchObject({ title: "Alerts are on", facts: [], silent: false }));
});

const about = { state: "begun", happenedAt: at(20), noticedAt: at(20), afterGap: false, begunAt: null } as const;
const openingOf = (n: number): AlertFact => ({
  ...about,
  id: `S${n}:opened`,
  rule: "opened",
  serial: lock(n).serial,
  afterSilence: false,
  reason: null,
});
const lossOf = (n: number): AlertFact => ({ ...openingOf(n), id: `S${n}:connection`, rule: "connection" });
const notice = (facts: readonly AlertFact[], rule: "connection" | "summary") => ({
  id: "any",
  rule,
  facts,
  over: false,
  replaces: null,
});
