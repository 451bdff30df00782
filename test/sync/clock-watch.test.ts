import { describe, expect, it } from "vitest";
import { ClockWatch, STEP_MS } from "../../src-main/sync/clock-watch.ts";
import { START_MS } from "../unit/support/house.ts";
import { createVirtualClock } from "../virtual/clock.ts";

describe("the watch on the clocks", () => {
  it("sees a clock that was set, once", async () => {
    const clock = createVirtualClock(START_MS);
    const watch = new ClockWatch(clock);
    const by = (): number => watch.look().byMs;
    await clock.advance(60_000);
    expect(by()).toBe(0);
    clock.set(3_600_000);
    expect(by()).toBe(3_600_000);
    expect(by()).toBe(0);
    clock.set(-7000);
    expect(by()).toBe(-7000);
    clock.set(STEP_MS - 1);
    expect(by()).toBe(0);
    // what is too little to tell adds up
    clock.set(1);
    expect(by()).toBe(STEP_MS);
  });

  it.each([
    [-86_400_000, false],
    [4999, false],
    [5000, true],
  ])("takes a clock that was set by %i ms for a sleep: %s", (byMs, lost) => {
    const clock = createVirtualClock(START_MS);
    const watch = new ClockWatch(clock);
    clock.set(byMs);
    expect(watch.look()).toEqual({ byMs, lost });
  });

  it.each([
    ["timer", 20_000, 80_000],
    ["timer", -1, 60_000],
    ["answer", 10_000, 15_000],
  ] as const)("misses a %s that was to come within %i ms from %i ms on, once", (what, ms, from) => {
    const clock = createVirtualClock(START_MS);
    const watch = new ClockWatch(clock);
    if (what === "timer") watch.expectTimer(ms);
    else watch.expectAnswer(ms);
    clock.freeze(from);
    expect(watch.look()).toEqual({ byMs: 0, lost: false });
    clock.freeze(1);
    expect(watch.look()).toEqual({ byMs: 0, lost: true });
    clock.freeze(86_400_000);
    expect(watch.look()).toEqual({ byMs: 0, lost: false });
  });

  it("misses neither a timer that was cancelled nor answers that came, but one that did not among those that did", () => {
    const clock = createVirtualClock(START_MS);
    const watch = new ClockWatch(clock);
    watch.expectTimer(20_000);
    watch.expectTimer(Infinity);
    const came = watch.expectAnswer(10_000);
    watch.expectAnswer(40_000);
    came();
    clock.freeze(45_000);
    expect(watch.look().lost).toBe(false);
    clock.freeze(1);
    expect(watch.look().lost).toBe(true);
  });
});
