import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instant, type Instant } from "../../src-main/core/lock/lock.ts";
import { detailChangesInMs, detailText } from "../../src-main/core/view/detail-text.ts";
import { wordsIn } from "../../src-main/core/words/languages.ts";
import { regionOf } from "../../src-main/core/words/region.ts";
import {
  ageChangesInMs,
  ageText,
  clockText,
  countdownChangesInMs,
  countdownText,
  dateText,
  durationText,
  percentText,
  runningText,
  sinceText,
  whenText,
} from "../../src-main/core/words/times.ts";
import { at } from "./support/house.ts";
import { english } from "./support/words.ts";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Tuesday 24 November 2026, 14:00 in Warsaw. */
const now = at(0);

/** A text with the spaces that a person sees, some of which no line break parts. */
const seen = (text: string): string => text.replace(/\u00a0/g, " ");

describe("a region", () => {
  it.each([
    ["en-US", "6:53 AM", "12:05 AM", "Sun 6:53 AM", "Nov 3, 10:21 PM", "Nov 22, 2025, 6:02 AM", "March 25, 2027"],
    ["en-GB", "06:53", "00:05", "Sun 06:53", "3 Nov, 22:21", "22 Nov 2025, 06:02", "25 March 2027"],
    ["de-DE", "06:53", "00:05", "Sun 06:53", "3 Nov, 22:21", "22 Nov 2025, 06:02", "25 March 2027"],
    ["pl-PL", "06:53", "00:05", "Sun 06:53", "3 Nov, 22:21", "22 Nov 2025, 06:02", "25 March 2027"],
    ["en-AU", "6:53 am", "12:05 am", "Sun 6:53 am", "3 Nov, 10:21 pm", "22 Nov 2025, 6:02 am", "25 March 2027"],
  ])("%s writes times its own way, in English words", (tag, clock, midnight, weekday, date, year, long) => {
    const words = wordsIn("en", () => regionOf(tag, "Europe/Warsaw"));
    const warsaw = (...[year, month, day, hour, minute]: [number, number, number, number, number]): Instant =>
      instant(Date.UTC(year, month - 1, day, hour - 1, minute));
    expect(seen(clockText(words, warsaw(2026, 11, 24, 6, 53)))).toBe(clock);
    expect(seen(clockText(words, warsaw(2026, 11, 24, 0, 5)))).toBe(midnight);
    expect(seen(sinceText(words, warsaw(2026, 11, 24, 6, 53), now))).toBe(clock);
    expect(seen(sinceText(words, warsaw(2026, 11, 22, 6, 53), now))).toBe(weekday);
    expect(seen(sinceText(words, warsaw(2026, 11, 3, 22, 21), now))).toBe(date);
    expect(seen(sinceText(words, warsaw(2025, 11, 22, 6, 2), now))).toBe(year);
    expect(dateText(words, warsaw(2027, 3, 25, 12, 0))).toBe(long);
    expect(percentText(words, 14).replace(/\s/, "")).toBe("14%");
  });

  it.each([
    ["en-US", "A, B, and C", "1,234"],
    ["en-GB", "A, B and C", "1,234"],
    ["de-DE", "A, B and C", "1.234"],
  ])("%s has its own lists and numbers", (tag, list, number) => {
    const { intl } = wordsIn("en", () => regionOf(tag, "Europe/Warsaw"));
    expect([intl.list(["A", "B", "C"]), intl.number(1234)]).toEqual([list, number]);
  });

  it("names the day in the zone of the reader", () => {
    const newYork = wordsIn("en", () => regionOf("en-GB", "America/New_York"));
    expect(sinceText(english, now, at(9 * HOUR))).toBe("14:00");
    expect(seen(sinceText(english, now, at(10 * HOUR)))).toBe("Tue 14:00");
    expect(sinceText(newYork, now, at(10 * HOUR))).toBe("08:00");
  });
});

describe("a moment after a verb", () =>
  it.each([
    [0, "at 14:00"],
    [-DAY, "Mon 14:00"],
    [-7 * DAY, "17 Nov, 14:00"],
  ])("%s s from now reads %s", (seconds, text) => expect(seen(whenText(english, at(seconds), now))).toBe(text)));

describe("ages", () =>
  it.each([
    [-90, "just now"],
    [9.999, "just now"],
    [10, "10 s ago"],
    [48, "40 s ago"],
    [59.999, "50 s ago"],
    [MINUTE, "1 min ago"],
    [14 * MINUTE + 59, "14 min ago"],
    [HOUR, "at 13:00"],
    [DAY, "Mon 14:00"],
  ])("an age of %s s reads %s", (seconds, text) => expect(seen(ageText(english, at(-seconds), now))).toBe(text)));

describe("spans", () => {
  it.each([
    [-5, "0 s"],
    [8, "8 s"],
    [14 * MINUTE, "14 min"],
    [HOUR, "1 h"],
    [80 * MINUTE, "1 h 20 min"],
    [DAY - 1, "23 h 59 min"],
    [DAY, "1 day"],
    [30 * HOUR, "1 day 6 h"],
    [2 * DAY - 1, "1 day 23 h"],
    [50 * HOUR, "2 days"],
    [100 * HOUR, "4 days"],
  ])("%s s that are over read %s", (seconds, text) =>
    expect(seen(durationText(english, at(-seconds), now))).toBe(text),
  );

  it.each([
    [4, "just now"],
    [19.9, "10 s"],
    [50, "50 s"],
    [HOUR + 61, "1 h 1 min"],
  ])("%s s that still grow read %s", (seconds, text) =>
    expect(seen(runningText(english, at(-seconds), now))).toBe(text),
  );

  it.each([
    [40, "40 s"],
    [39.2, "40 s"],
    [59.5, "1 min"],
    [61, "2 min"],
    [-3, "0 s"],
  ])("a wait of %s s reads %s", (seconds, text) => expect(seen(countdownText(english, at(seconds), now))).toBe(text));
});

describe("what runs says when it reads differently", () => {
  const offset = fc.integer({ min: -400_000, max: 4_000_000 });

  /** The wait is neither too long nor a millisecond late: until then the text stands. */
  const holds = (text: (at: Instant) => string, waitMs: number): void => {
    expect(waitMs).toBeGreaterThan(0);
    expect(waitMs).toBeLessThanOrEqual(60_000);
    expect(text(instant(now + waitMs - 1))).toBe(text(now));
  };

  it("an age", () =>
    fc.assert(
      fc.property(offset, (ms) => {
        const began = instant(now - ms);
        holds((moment) => ageText(english, began, moment), ageChangesInMs(began, now));
      }),
    ));

  it("a countdown, which moves with every second of its last minute", () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4_000_000 }), (ms) => {
        const until = instant(now + ms);
        const waitMs = countdownChangesInMs(until, now);
        holds((moment) => countdownText(english, until, moment), waitMs);
        const next = instant(now + waitMs);
        if (next < until) expect(countdownText(english, until, next)).not.toBe(countdownText(english, until, now));
      }),
    ));

  it.each([
    [ageChangesInMs(at(-0.3), now), 9_700],
    [ageChangesInMs(at(-48), now), 2_000],
    [ageChangesInMs(at(-90), now), 30_000],
    [countdownChangesInMs(at(29.2), now), 200],
    [countdownChangesInMs(at(90), now), 30_000],
    [countdownChangesInMs(now, now), Infinity],
  ])("in %s ms", (waitMs, expected) => expect(waitMs).toBeCloseTo(expected));
});

describe("details", () => {
  it("are worded for the moment they are read", () => {
    const read = (detail: Parameters<typeof detailText>[1]): string => seen(detailText(english, detail, now));
    expect(read({ kind: "text", text: "Door closed" })).toBe("Door closed");
    expect(read({ kind: "duration", since: at(-840) })).toBe("14 min");
    expect(read({ kind: "was-ago", was: "locked", at: at(-3120) })).toBe("Was locked 52 min ago");
    expect(read({ kind: "updated-ago", at: at(-60) })).toBe("Updated 1 min ago");
  });

  it("say when they will read differently", () => {
    expect(detailChangesInMs({ kind: "duration", since: at(-119) }, now)).toBe(1000);
    expect(detailChangesInMs({ kind: "text", text: "Door closed" }, now)).toBe(Infinity);
    expect(detailChangesInMs(null, now)).toBe(Infinity);
  });
});
