import { describe, expect, it } from "vitest";
import type { HouseEvent } from "../../src-main/core/lock/house-event.ts";
import type { Reading } from "../../src-main/core/lock/lock.ts";
import { STATUS_OF_CAUSE, type StatusCause } from "../../src-main/core/lock/status.ts";
import { english } from "./support/words.ts";
import { present } from "../../src-main/core/view/presenter.ts";
import { defaultSettings } from "../../src-main/core/app/settings.ts";
import type { Row } from "../../src-main/core/view/snapshot.ts";
import { after, allWell, at, away, failed, listed, lock, lockFor, read, reading } from "./support/house.ts";

const around = { words: english, key: "in-use" as const, demo: false, otherCloud: null, alerts: [], notices: [] };

const OPEN = { door: "open", lock: "unlocked" } as const;

function rowAfter(events: readonly HouseEvent[], seconds: number): Row | undefined {
  return present(after(events).house, defaultSettings, around, at(seconds)).snapshot.rows[0];
}

const seen = (differs: Partial<Reading>): readonly HouseEvent[] => [
  listed(0, [{ lock: lockFor(1, differs), reading: reading(1, 0) }]),
  read(20, reading(1, 20, differs)),
];

/** The same door read again and again for more than half an hour: still live, but open too long. */
const openLong = (differs: Partial<Reading>): readonly HouseEvent[] => [
  ...seen(differs),
  ...Array.from({ length: 91 }, (_, index) => read(40 + index * 20, reading(1, 40 + index * 20, differs))),
];
const LONG_S = 40 + 90 * 20;

describe("the state table, line by line", () => {
  it.each<readonly [string, readonly HouseEvent[], number, StatusCause, Row["tone"], Row["glyph"], string]>([
    [
      "2 no connection",
      [allWell(1), read(20, away(1, 20)), read(40, away(1, 40))],
      40,
      "disconnected",
      "unknown",
      "no-connection",
      "No connection",
    ],
    [
      "3 last move failed",
      seen({ lock: "semi-locked", moveFailed: true }),
      20,
      "move-failed",
      "danger",
      "alert",
      "Didn’t lock or unlock",
    ],
    ["3 but not while locked", seen({ moveFailed: true }), 20, "locked", "secure", "locked", "Locked"],
    ["4 updating", seen({ lock: "updating" }), 20, "updating", "moving", "moving", "Updating…"],
    ["4 calibrating", seen({ lock: "calibrating" }), 20, "calibrating", "moving", "moving", "Calibrating…"],
    ["5 locking", seen({ lock: "locking" }), 20, "locking", "moving", "moving", "Locking…"],
    ["5 unlocking", seen({ lock: "unlocking" }), 20, "unlocking", "moving", "moving", "Unlocking…"],
    ["5 pulling", seen({ lock: "pulling" }), 20, "pulling", "moving", "moving", "Opening…"],
    [
      "7 open while locked",
      seen({ door: "open" }),
      20,
      "open-while-locked",
      "danger",
      "door-open",
      "Open while locked",
    ],
    ["8 open too long", openLong(OPEN), LONG_S, "open-long", "danger", "door-open", "Door open"],
    ["9 door open", seen(OPEN), 20, "door-open", "attention", "door-open", "Door open"],
    ["9 door open up to the limit", openLong(OPEN), 20 + 1800, "door-open", "attention", "door-open", "Door open"],
    ...(["locking", "updating", "unknown"] as const).map(
      (lock) =>
        [
          `9 an open door outranks ${lock}`,
          seen({ door: "open", lock }),
          20,
          "door-open",
          "attention",
          "door-open",
          "Door open",
        ] as const,
    ),
    ["10 latch open", seen({ lock: "pulled" }), 20, "latch-open", "attention", "latch-open", "Latch open"],
    ["11 partly locked", seen({ lock: "semi-locked" }), 20, "semi-locked", "attention", "unlocked", "Partly locked"],
    ["12 unlocked", seen({ lock: "unlocked" }), 20, "unlocked", "attention", "unlocked", "Unlocked"],
    ["13 uncalibrated", seen({ lock: "uncalibrated" }), 20, "uncalibrated", "attention", "alert", "Needs calibration"],
    ["14 unknown", seen({ lock: "unknown" }), 20, "state-unknown", "unknown", "question", "Unknown state"],
    ["15 locked and closed", seen({}), 20, "locked", "secure", "locked", "Locked"],
    ["16 no sensor", seen({ door: "none" }), 20, "locked", "secure", "locked", "Locked"],
    ["17 sensor lost", seen({ door: "lost" }), 20, "locked", "secure", "locked", "Locked"],
    ["17 sensor uncalibrated", seen({ door: "uncalibrated" }), 20, "locked", "secure", "locked", "Locked"],
    [
      "18 no bridge",
      seen({ link: "no-bridge", lock: "unknown", door: "unknown" }),
      20,
      "no-bridge",
      "unknown",
      "no-connection",
      "Not reachable",
    ],
  ])("%s", (_, events, seconds, cause, tone, glyph, word) =>
    expect(rowAfter(events, seconds)).toMatchObject({
      status: { kind: STATUS_OF_CAUSE[cause], cause },
      tone,
      glyph,
      word,
    }),
  );

  it("counts how long a door has been open, and since when it was seen to be", () => {
    const row = rowAfter(openLong(OPEN), LONG_S);
    expect(row?.detail).toEqual({ kind: "duration", since: at(20) });
    expect(row?.status.since).toBe(at(20));
  });

  it.each([
    ["closed", "Door closed", false],
    ["none", "No door sensor", false],
    ["lost", "Door state unknown", true],
    ["uncalibrated", "Door state unknown", true],
    ["unknown", "Door state unknown", true],
  ] as const)("a locked lock whose door is %s", (door, text, doorUnknown) =>
    expect(rowAfter(seen({ door }), 20)).toMatchObject({ detail: { kind: "text", text }, doorUnknown }),
  );

  it("says what the lock was before it was lost", () => {
    const row = rowAfter([allWell(1), read(20, away(1, 20)), read(40, away(1, 40))], 40);
    expect(row?.third).toEqual({ kind: "was-ago", was: "locked", at: at(0) });
    expect(row?.text).toMatch(/^No connection, was locked at \d\d:00/);
  });

  it("does not call one lost poll an outage", () =>
    expect(rowAfter([allWell(1), read(20, away(1, 20))], 20)).toMatchObject({ tone: "secure", word: "Locked" }));

  it.each([
    [50, "live", "secure", "Locked"],
    [51, "late", "secure", "Locked"],
    [100, "late", "secure", "Locked"],
    [101, "old", "unknown", "Was locked "],
    [86_400, "old", "unknown", "Was locked "],
    [86_401, "lost", "unknown", "No data since"],
  ] as const)("is %i s old: %s", (seconds, freshness, tone, word) => {
    const row = rowAfter([allWell(1)], seconds);
    expect(row).toMatchObject({ status: { freshness }, tone });
    expect(row?.word).toContain(word);
  });

  it.each(["locking", "updating", "unknown"] as const)("never lets an old %s stand as now", (state) =>
    expect(rowAfter(seen({ lock: state }), 200)).toMatchObject({ tone: "unknown", glyph: "question" }),
  );

  it("keeps an old warning, with a dashed edge", () =>
    expect(rowAfter(seen(OPEN), 200)).toMatchObject({ tone: "attention", dashed: true }));

  it("marks everything old at once on resume and when the key is refused", () => {
    const slept = [allWell(1), { kind: "resumed", at: at(10) }] as const;
    expect(rowAfter(slept, 11)).toMatchObject({ status: { freshness: "old" }, tone: "unknown" });
    expect(rowAfter([allWell(1), failed(20, "key-refused", 3, true)], 20)).toMatchObject({
      status: { freshness: "old" },
      tone: "unknown",
    });
  });

  it.each([
    [null, null],
    [20, null],
    [19, "attention"],
    [10, "attention"],
    [9, "danger"],
  ] as const)("marks a battery of %s as %s", (battery, tone) =>
    expect(rowAfter(seen({ battery }), 20)?.battery?.tone ?? null).toBe(tone),
  );

  it("names a lock that left the account and never counts it", () => {
    const other = (seconds: number) => listed(seconds, [{ lock: lock(2), reading: reading(2, seconds) }]);
    const row = rowAfter([allWell(1), other(20), other(80)], 80);
    expect(row).toMatchObject({ word: "No longer in this account", status: { kind: "gone" } });
  });
});
