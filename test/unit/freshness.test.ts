import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Deadlines } from "../../src-main/core/lock/deadlines.ts";
import { age, freshnessBy, freshnessOf } from "../../src-main/core/lock/freshness.ts";
import { instant } from "../../src-main/core/lock/lock.ts";
import { INTERVALS_S } from "../../src-main/core/app/settings.ts";
import type { Freshness } from "../../src-main/core/lock/freshness.ts";
import { at } from "./support/house.ts";

const DAY_S = 86_400;
const ORDER: readonly Freshness[] = ["live", "late", "old", "lost"];

describe("freshness", () => {
  it.each([
    // interval, live up to, late up to, all in seconds
    [20, 50, 100],
    [30, 70, 150],
    [60, 130, 180],
  ])("at an interval of %i s is live up to %i s and late up to %i s", (interval, live, late) => {
    const after = (seconds: number): Freshness => freshnessOf(at(0), null, interval * 1000, at(seconds));
    expect([0, live].map(after)).toEqual(["live", "live"]);
    expect([live + 0.001, late].map(after)).toEqual(["late", "late"]);
    expect([late + 0.001, DAY_S].map(after)).toEqual(["old", "old"]);
    expect(after(DAY_S + 0.001)).toBe("lost");
  });

  it("is lost when nothing was ever read", () => expect(freshnessOf(null, null, 20_000, at(0))).toBe("lost"));

  it("is old at best from before the last resume, and lost all the same after a day", () => {
    expect(freshnessOf(at(0), at(1), 20_000, at(2))).toBe("old");
    expect(freshnessOf(at(1), at(1), 20_000, at(2))).toBe("live");
    expect(freshnessOf(at(0), at(1), 20_000, at(DAY_S + 1))).toBe("lost");
  });

  it("makes nothing younger than new when the clock goes back", () => {
    expect(age(at(100), at(0))).toBe(0);
    expect(freshnessOf(at(100), null, 20_000, at(0))).toBe("live");
  });

  it("only ever gets worse, and exactly at the instant that it names", () => {
    const interval = fc.constantFrom(...INTERVALS_S).map((seconds) => seconds * 1000);
    fc.assert(
      fc.property(interval, fc.integer({ min: 0, max: 2 * DAY_S * 1000 }), (intervalMs, ageMs) => {
        const now = instant(at(0) + ageMs);
        const deadlines = new Deadlines(now);
        const freshness = freshnessBy(at(0), null, intervalMs, deadlines);
        const next = deadlines.nextAt();
        expect(next === null).toBe(freshness === "lost");
        if (next === null) return;
        expect(freshnessOf(at(0), null, intervalMs, instant(next - 1))).toBe(freshness);
        expect(ORDER.indexOf(freshnessOf(at(0), null, intervalMs, next))).toBe(ORDER.indexOf(freshness) + 1);
      }),
    );
  });

  it("names no instant before the one at which what is old by a resume is lost", () => {
    const deadlines = new Deadlines(at(2));
    expect(freshnessBy(at(0), at(1), 20_000, deadlines)).toBe("old");
    expect(deadlines.nextAt()).toBe(at(DAY_S) + 1);
  });
});
