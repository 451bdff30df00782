import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ACCOUNT_LIMIT,
  COMMAND_RESERVE,
  freeAt,
  HOUR_MS,
  joined,
  left,
  spend,
  stretched,
  used,
  type Budget,
  type Charge,
} from "../../src-main/core/polling/budget.ts";
import { instant, type Instant } from "../../src-main/core/lock/lock.ts";
import { at, START_MS } from "../unit/support/house.ts";

/** So many requests, all at one instant. */
const spent = (count: number, seconds = 0): Budget => Array.from({ length: count }, () => at(seconds));

describe("the budget of an hour", () => {
  it.each([
    ["command", 0, 700],
    ["command", 699, 1],
    ["command", 700, 0],
    ["sync", 0, 550],
    ["sync", 549, 1],
    ["sync", 550, 0],
    ["sync", 700, 0],
    ["list", 544, 1],
    ["list", 545, 0],
    ["activity", 289, 1],
    ["activity", 290, 0],
    ["key", 549, 1],
    ["key", 550, 0],
  ] as const)("leaves a %s after %i requests: %i", (charge, count, rest) => {
    expect(left(spent(count), charge, at(1))).toBe(rest);
    expect(freeAt(spent(count), charge, at(1)) === at(1)).toBe(rest > 0);
  });

  it("slides: what was sent an hour ago counts to the last millisecond and then no more", () => {
    const budget = spent(550);
    expect(used(budget, at(3600))).toBe(550);
    expect(used(budget, instant(at(3600) + 1))).toBe(0);
    expect(freeAt(budget, "sync", at(60))).toBe(at(3600) + 1);
    expect(spend(budget, at(3601))).toEqual([at(3601)]);
  });

  it("frees a sync only when enough of a used-up account has left the hour", () => {
    const budget = Array.from({ length: ACCOUNT_LIMIT }, (_, second) => at(second));
    // the 151st request must leave before fewer than 550 are left
    expect(freeAt(budget, "sync", at(700))).toBe(at(3600 + COMMAND_RESERVE) + 1);
    expect(freeAt(budget, "command", at(700))).toBe(at(3600) + 1);
  });

  it("is one of two records, in which no request is twice and none is from the future", () => {
    const [earlier, twice] = [at(-60), at(-30)];
    // of one instant there may be several, and the other record may know of more of them
    expect(joined([twice], [earlier, twice, twice, at(5)], at(0))).toEqual([earlier, twice, twice, at(0)]);
    expect(joined([twice, twice, at(5)], [earlier], at(0))).toEqual([earlier, twice, twice, at(0)]);
  });

  const bursts = fc.array(
    fc.record({
      charge: fc.constantFrom<Charge>("command", "key", "sync", "list", "activity"),
      count: fc.integer({ min: 1, max: 300 }),
      gapMs: fc.integer({ min: 0, max: 20_000 }),
      restMs: fc.integer({ min: 0, max: HOUR_MS }),
    }),
    { minLength: 1, maxLength: 10 },
  );
  const limits: Readonly<Record<Charge, number>> = {
    command: 700,
    key: 550,
    sync: 550,
    list: 545,
    activity: 290,
  };

  it("never lets a charge go above its limit in any hour, whatever the mix", () =>
    fc.assert(
      fc.property(bursts, (mix) => {
        let now: Instant = instant(START_MS);
        let budget: Budget = [];
        const all: Instant[] = [];
        let first = 0;
        for (const { charge, count, gapMs, restMs } of mix) {
          now = instant(now + restMs);
          for (let n = 0; n < count; n += 1) {
            now = freeAt(budget, charge, instant(now + gapMs));
            const free = left(budget, charge, now);
            budget = spend(budget, now);
            all.push(now);
            while ((all[first] ?? now) < now - HOUR_MS) first += 1;
            const inHour = all.length - first;
            if (free <= 0 || inHour > limits[charge] || used(budget, now) !== inHour) {
              expect.fail(`${inHour} in an hour after a ${charge} with ${free} left`);
            }
          }
        }
      }),
      { numRuns: 20 },
    ));

  it("keeps the reserve whole while no command is sent", () =>
    fc.assert(
      fc.property(bursts, (mix) => {
        let now: Instant = instant(START_MS);
        let budget: Budget = [];
        for (const { charge, count } of mix) {
          for (let n = 0; n < count; n += 1) {
            now = freeAt(budget, charge === "command" ? "sync" : charge, now);
            budget = spend(budget, now);
            expect(left(budget, "command", now)).toBeGreaterThanOrEqual(COMMAND_RESERVE);
          }
        }
      }),
      { numRuns: 10 },
    ));
});

describe("the interval when little is left", () => {
  it("is never stretched by reading activity, however greedily", () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 200 }), (perPoll, before) => {
        let budget: Budget = [];
        for (let poll = 0; poll < 600; poll += 1) {
          const now = at(poll * 20);
          expect(stretched(20_000, budget, now)).toBe(20_000);
          budget = spend(budget, now);
          if (poll < before) continue;
          for (let n = 0; n < perPoll && left(budget, "activity", now) > 0; n += 1) budget = spend(budget, now);
        }
        // it is read all the same
        expect(budget.length).toBeGreaterThan(190);
      }),
      { numRuns: 20 },
    ));

  it.each([
    [0, 20_000],
    [490, 20_000],
    [491, 20_339],
    [520, 40_000],
    [549, 1_200_000],
    [550, 1_200_000],
    [700, 1_200_000],
  ])("after %i requests is %i ms", (count, ms) => expect(stretched(20_000, spent(count), at(1))).toBe(ms));

  it("never shrinks below the chosen one, and grows the less is left", () =>
    fc.assert(
      fc.property(fc.constantFrom(20_000, 30_000, 60_000), fc.integer({ min: 0, max: 720 }), (chosen, count) => {
        const now = stretched(chosen, spent(count), at(1));
        expect(now).toBeGreaterThanOrEqual(chosen);
        expect(stretched(chosen, spent(count + 1), at(1))).toBeGreaterThanOrEqual(now);
      }),
    ));
});
