import { describe, expect, it } from "vitest";
import { FAILURE_KINDS } from "../../src-main/core/lock/failure.ts";
import { lockIdOf } from "../../src-main/core/lock/lock.ts";
import { hintsOfFailure, hintsOfReadings, knownList } from "../../src-main/sync/relist.ts";
import { ClockWatch, STEP_MS } from "../../src-main/sync/clock-watch.ts";
import { createVirtualClock } from "../virtual/clock.ts";
import { failureOf } from "./support/failures.ts";
import { after, allWell, listed, lock, reading, START_MS } from "./support/house.ts";

const ids = [1, 2].map(lockIdOf);
const { locks } = knownList(after([allWell(2)]).house);

describe("hints that the list is out of date", () => {
  it("are none when every lock answered as it was listed", () =>
    expect(hintsOfReadings(locks, ids, [reading(1, 20), reading(2, 20)])).toEqual([]));

  it.each([
    ["another revision", [reading(1, 20), reading(2, 20, { revision: 2 })], ["revision:S2:2"]],
    ["a lock that is missing", [reading(1, 20)], ["missing:2"]],
    ["an id that is not known", [reading(1, 20), reading(2, 20), reading(3, 20)], ["unknown:3"]],
    ["a bridge that a sync knows nothing of", [reading(1, 20, { link: "no-bridge" }), reading(2, 20)], ["bridge:S1:1"]],
    ["a revision that is not told", [reading(1, 20, { revision: null }), reading(2, 20)], []],
  ])("come from %s", (_, readings, hints) => expect(hintsOfReadings(locks, ids, readings)).toEqual(hints));

  it("come from a bridge that a sync knows nothing of, also for a lock whose list names no revision", () => {
    const old = { ...lock(1), revision: null };
    const listing = { lock: old, reading: reading(1, 0, { revision: null }) };
    const listedOld = knownList(after([listed(0, [listing])]).house).locks;
    const without = reading(1, 20, { link: "no-bridge", revision: 7 });
    expect(hintsOfReadings(listedOld, [old.id], [without])).toEqual(["bridge:S1:"]);
    expect(hintsOfReadings(listedOld, [old.id], [reading(1, 20, { revision: 7 })])).toEqual([]);
  });

  it("take a lock that left the account for unknown", () => {
    const without = (seconds: number) => listed(seconds, [{ lock: lock(1), reading: reading(1, seconds) }]);
    const left = knownList(after([allWell(2), without(20), without(80)]).house).locks;
    expect(hintsOfReadings(left, [lockIdOf(1)], [reading(1, 40), reading(2, 40)])).toEqual(["unknown:2"]);
  });

  it("come from a refusal of ids alone", () => {
    for (const kind of FAILURE_KINDS) {
      const failure = failureOf(kind);
      const refused = kind === "not-found" || kind === "not-allowed";
      expect(hintsOfFailure({ kind: "sync-one", id: lockIdOf(1) }, failure)).toEqual(refused ? ["refused:1"] : []);
      expect(hintsOfFailure({ kind: "sync-some", ids }, failure)).toHaveLength(refused ? 2 : 0);
      expect(hintsOfFailure({ kind: "sync-all", ids }, failure)).toEqual([]);
    }
  });
});

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
