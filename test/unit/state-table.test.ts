import { describe, expect, it } from "vitest";
import type { HouseEvent } from "../../src-main/core/lock/house-event.ts";
import type { Reading } from "../../src-main/core/lock/lock.ts";
import { english } from "./support/words.ts";
import { present } from "../../src-main/core/view/presenter.ts";
import { defaultSettings } from "../../src-main/core/app/settings.ts";
import type { Row } from "../../src-main/core/view/snapshot.ts";
import { after, allWell, at, away, failed, listed, lock, lockFor, read, reading } from "./support/house.ts";

const around = { words: english, key: "in-use" as const, demo: false, otherCloud: null, alerts: [], notices: [] };

function rowAfter(events: readonly HouseEvent[], seconds: number): Row | undefined {
  return present(after(events).house, defaultSettings, around, at(seconds)).snapshot.rows[0];
}

const seen = (differs: Partial<Reading>): readonly HouseEvent[] => [
  listed(0, [{ lock: lockFor(1, differs), reading: reading(1, 0) }]),
  read(20, reading(1, 20, differs)),
];

describe("the state table, line by line", () => {
  it.each([
    [
      "2 no connection",
      [allWell(1), read(20, away(1, 20)), read(40, away(1, 40))],
      40,
      "unknown",
      "no-connection",
      "No connection",
      3,
    ],
    [
      "3 last move failed",
      seen({ lock: "semi-locked", moveFailed: true }),
      20,
      "danger",
      "alert",
      "Last move failed",
      0,
    ],
    ["3 but not while locked", seen({ moveFailed: true }), 20, "secure", "locked", "Locked", 6],
    ["4 updating", seen({ lock: "updating" }), 20, "moving", "moving", "Updating…", 4],
    ["4 calibrating", seen({ lock: "calibrating" }), 20, "moving", "moving", "Calibrating…", 4],
    ["5 locking", seen({ lock: "locking" }), 20, "moving", "moving", "Locking…", 4],
    ["5 unlocking", seen({ lock: "unlocking" }), 20, "moving", "moving", "Unlocking…", 4],
    ["5 pulling", seen({ lock: "pulling" }), 20, "moving", "moving", "Opening…", 4],
    ["7 open while locked", seen({ door: "open" }), 20, "danger", "door-open", "Open while locked", 0],
    ["8 open too long", seen({ door: "open", lock: "unlocked" }), 20 + 1801, "attention", "door-open", "Door open", 1],
    ["9 door open", seen({ door: "open", lock: "unlocked" }), 20, "attention", "door-open", "Door open", 1],
    [
      "9 an open door outranks the motion",
      seen({ door: "open", lock: "locking" }),
      20,
      "attention",
      "door-open",
      "Door open",
      1,
    ],
    [
      "9 an open door outranks an update",
      seen({ door: "open", lock: "updating" }),
      20,
      "attention",
      "door-open",
      "Door open",
      1,
    ],
    [
      "9 an open door outranks an unknown bolt",
      seen({ door: "open", lock: "unknown" }),
      20,
      "attention",
      "door-open",
      "Door open",
      1,
    ],
    ["10 latch open", seen({ lock: "pulled" }), 20, "attention", "latch-open", "Latch open", 1],
    ["11 partly locked", seen({ lock: "semi-locked" }), 20, "attention", "unlocked", "Partly locked", 2],
    ["12 unlocked", seen({ lock: "unlocked" }), 20, "attention", "unlocked", "Unlocked", 2],
    ["13 uncalibrated", seen({ lock: "uncalibrated" }), 20, "attention", "alert", "Needs calibration", 2],
    ["14 unknown", seen({ lock: "unknown" }), 20, "unknown", "question", "Unknown state", 3],
    ["15 locked and closed", seen({}), 20, "secure", "locked", "Locked", 6],
    ["16 no sensor", seen({ door: "none" }), 20, "secure", "locked", "Locked", 6],
    ["17 sensor lost", seen({ door: "lost" }), 20, "secure", "locked", "Locked", 6],
    ["17 sensor uncalibrated", seen({ door: "uncalibrated" }), 20, "secure", "locked", "Locked", 6],
    [
      "18 no bridge",
      seen({ link: "no-bridge", lock: "unknown", door: "unknown" }),
      20,
      "unknown",
      "no-connection",
      "Not reachable",
      5,
    ],
  ] as const)("%s", (name, events, seconds, tone, glyph, word, rank) => {
    if (name === "8 open too long") {
      // the same door read again and again for half an hour: still live, but open too long
      const times = [...Array.from({ length: 90 }, (_, index) => 40 + index * 20), seconds];
      const looks = times.map((time) => read(time, reading(1, time, { door: "open", lock: "unlocked" })));
      const row = rowAfter([...events, ...looks], seconds);
      expect(row).toMatchObject({ tone: "danger", glyph, word, rank: 0, detail: { kind: "duration", since: at(20) } });
    } else expect(rowAfter(events, seconds)).toMatchObject({ tone, glyph, word, rank });
  });

  it.each([
    ["closed", "Door closed", false],
    ["none", "No door sensor", false],
    ["lost", "Door unknown", true],
    ["uncalibrated", "Door unknown", true],
    ["unknown", "Door unknown", true],
  ] as const)("a locked lock whose door is %s", (door, text, doorUnknown) =>
    expect(rowAfter(seen({ door }), 20)).toMatchObject({ detail: { kind: "text", text }, doorUnknown }),
  );

  it("says what the lock was before it was lost", () => {
    const row = rowAfter([allWell(1), read(20, away(1, 20)), read(40, away(1, 40))], 40);
    expect(row?.third).toEqual({ kind: "was-ago", was: "locked", at: at(0) });
    expect(row?.text).toMatch(/^No connection – was locked at \d\d:00/);
  });

  it("does not call one lost poll an outage", () =>
    expect(rowAfter([allWell(1), read(20, away(1, 20))], 20)).toMatchObject({ tone: "secure", word: "Locked" }));

  it.each([
    [50, "live", "secure", "Locked"],
    [51, "late", "secure", "Locked"],
    [100, "late", "secure", "Locked"],
    [101, "old", "unknown", "Was locked at"],
    [86_400, "old", "unknown", "Was locked at"],
    [86_401, "lost", "unknown", "No data since"],
  ] as const)("is %i s old: %s", (seconds, freshness, tone, word) => {
    const row = rowAfter([allWell(1)], seconds);
    expect(row).toMatchObject({ freshness, tone });
    expect(row?.word).toContain(word);
  });

  it.each(["locking", "updating", "unknown"] as const)("never lets an old %s stand as now", (state) =>
    expect(rowAfter(seen({ lock: state }), 200)).toMatchObject({ tone: "unknown", glyph: "question" }),
  );

  it("keeps an old warning, with a dashed edge", () =>
    expect(rowAfter(seen({ door: "open", lock: "unlocked" }), 200)).toMatchObject({ tone: "attention", dashed: true }));

  it("marks everything old at once on resume and when the key is refused", () => {
    const slept = [allWell(1), { kind: "resumed", at: at(10) }] as const;
    expect(rowAfter(slept, 11)).toMatchObject({ freshness: "old", tone: "unknown" });
    expect(rowAfter([allWell(1), failed(20, "key-refused", 3, true)], 20)).toMatchObject({
      freshness: "old",
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
    expect(row).toMatchObject({ word: "No longer in this account", counted: false, rank: 5 });
  });
});
