import { describe, expect, it } from "vitest";
import {
  ageText,
  clockText,
  countdownText,
  detailChangesInMs,
  detailText,
  durationText,
  sinceText,
  spanChangesInMs,
} from "../../src-main/core/view/format.ts";
import { instant } from "../../src-main/core/lock/lock.ts";
import { english } from "../../src-main/core/words/words.ts";
import { at, START_MS } from "./support/house.ts";

const ZONE = "Europe/Warsaw";
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** 14:00 in Warsaw on a Tuesday. */
const now = at(0);

describe("ages", () => {
  it.each([
    [0, "0 s ago"],
    [40, "40 s ago"],
    [59.999, "59 s ago"],
    [MINUTE, "1 min ago"],
    [14 * MINUTE + 59, "14 min ago"],
    [-90, "0 s ago"],
  ])("an age of %s s reads %s", (seconds, text) => expect(ageText(english, at(-seconds), now, ZONE)).toBe(text));

  it("becomes a moment after an hour", () =>
    expect(ageText(english, at(-HOUR), now, ZONE)).toMatch(/^at (13:00|01:00.PM)$/));
});

describe("moments", () => {
  it("are written in the clock that is asked for", () => {
    expect(clockText(english, at(2 * MINUTE), ZONE, "clock24")).toBe("14:02");
    expect(clockText(english, at(2 * MINUTE), ZONE, "clock12")).toMatch(/^02:02\sPM$/);
    expect(clockText(english, instant(START_MS + 10 * HOUR * 1000), ZONE, "clock24")).toBe("00:00");
  });

  it("name the day only when it is another one, in the zone of the reader", () => {
    const clock = clockText(english, at(0), ZONE);
    expect(sinceText(english, at(0), at(9 * HOUR), ZONE)).toBe(clock);
    expect(sinceText(english, at(0), at(10 * HOUR), ZONE)).toBe(`Tue ${clock}`);
    expect(sinceText(english, at(0), at(10 * HOUR), "America/New_York")).not.toContain("Tue");
  });

  it("name the date once the weekday could mean another week", () =>
    expect(sinceText(english, at(-7 * DAY), now, ZONE)).toContain("Nov 17"));
});

describe("spans", () => {
  it.each([
    [40, "40 s"],
    [14 * MINUTE, "14 min"],
    [HOUR, "1 h"],
    [80 * MINUTE, "1 h 20 min"],
    [50 * HOUR, "50 h"],
    [-5, "0 s"],
  ])("%s s read %s", (seconds, text) => expect(durationText(english, at(-seconds), now)).toBe(text));

  it.each([
    [40, "40 s"],
    [39.2, "40 s"],
    [59.5, "1 min"],
    [61, "2 min"],
    [-3, "0 s"],
  ])("a wait of %s s reads %s", (seconds, text) => expect(countdownText(english, at(seconds), now)).toBe(text));
});

describe("details", () => {
  it("are worded for the moment they are read", () => {
    expect(detailText(english, { kind: "text", text: "Door closed" }, now)).toBe("Door closed");
    expect(detailText(english, { kind: "duration", since: at(-840) }, now)).toBe("14 min");
    expect(detailText(english, { kind: "was-ago", was: "locked", at: at(-3120) }, now)).toBe("Was locked 52 min ago");
    expect(detailText(english, { kind: "updated-ago", at: at(-60) }, now)).toBe("updated 1 min ago");
  });

  it("say when they will read differently", () => {
    expect(spanChangesInMs(at(-0.3), now)).toBe(700);
    expect(spanChangesInMs(at(-90), now)).toBe(30_000);
    expect(spanChangesInMs(at(5), now)).toBe(6_000);
    expect(detailChangesInMs({ kind: "duration", since: at(-119) }, now)).toBe(1000);
    expect(detailChangesInMs({ kind: "text", text: "Door closed" }, now)).toBe(Infinity);
    expect(detailChangesInMs(null, now)).toBe(Infinity);
  });
});
