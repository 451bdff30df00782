import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { backoffMs, LADDER_MS } from "../../src-main/core/polling/backoff.ts";
import type { Failure } from "../../src-main/core/lock/failure.ts";
import { emptyListCache } from "../../src-main/core/polling/list-cache.ts";
import type { Instant } from "../../src-main/core/lock/lock.ts";
import { failed, startPollState, syncAnswered, type PollState } from "../../src-main/core/polling/poll-state.ts";
import { at } from "../unit/support/house.ts";

describe("the wait after failures in a row", () => {
  it.each([
    [1, 20],
    [2, 40],
    [3, 80],
    [4, 160],
    [5, 300],
    [6, 300],
    [1000, 300],
  ])("after %i is %i s, give or take a tenth", (failures, seconds) => {
    expect(backoffMs(failures, 0.5)).toBe(seconds * 1000);
    expect(backoffMs(failures, 0)).toBe(seconds * 900);
    expect(backoffMs(failures, 1)).toBe(seconds * 1100);
  });

  it("stays on the ladder for any count and any chance", () =>
    fc.assert(
      fc.property(
        fc.integer({ min: -5, max: 1e9 }),
        fc.double({ min: -2, max: 3, noNaN: true }),
        (failures, chance) => {
          const wait = backoffMs(failures, chance);
          const step = LADDER_MS.find((one) => Math.abs(wait - one) <= one / 10 + 1);
          expect(step).toBeDefined();
          expect(wait).toBeLessThanOrEqual(backoffMs(failures + 1, 1));
        },
      ),
    ));
});

describe("the wait after failures of any kind", () => {
  const down: Failure = { kind: "tedee-down", status: 503 };
  const waited = (state: PollState, now: Instant): number => (state.hold?.until ?? now) - now;
  const start = startPollState(20_000, emptyListCache, at(0));

  it.each([
    [{ kind: "no-network" }],
    [{ kind: "timeout" }],
    [{ kind: "reset" }],
    [{ kind: "blocked" }],
    [{ kind: "not-tedee" }],
    [{ kind: "broken-answer" }],
    [{ kind: "too-large" }],
    [{ kind: "not-allowed" }],
    [{ kind: "not-found" }],
    [down],
    [{ kind: "unexpected", status: 418 }],
  ] as const)("climbs the ladder for %o", (failure) => {
    const waits: number[] = [];
    let state = start;
    for (let n = 0; n < 6; n += 1) {
      state = failed(state, [], failure, at(n * 1000), 0.5);
      waits.push(waited(state, at(n * 1000)));
    }
    expect(waits).toEqual([20_000, 40_000, 80_000, 160_000, 300_000, 300_000]);
  });

  it("waits no longer than the ladder's end for any failures, and after one success no longer than its first step", () => {
    const kinds = fc.constantFrom<Failure>(down, { kind: "timeout" }, { kind: "no-network" }, { kind: "reset" });
    const row = fc.array(fc.record({ failure: kinds, chance: fc.double({ min: 0, max: 1, noNaN: true }) }));
    fc.assert(
      fc.property(row, (failures) => {
        let state = start;
        failures.forEach(({ failure, chance }, n) => {
          state = failed(state, [], failure, at(n * 400), chance);
          expect(waited(state, at(n * 400))).toBeLessThanOrEqual(330_000);
        });
        const now = at(failures.length * 400);
        state = failed(syncAnswered(state, [], now), [], down, now, 1);
        expect(waited(state, now)).toBeLessThanOrEqual(22_000);
        expect(state.failures).toBe(1);
      }),
    );
  });

  it("begins again after one success", () => {
    const twice = failed(failed(start, [], down, at(0), 0.5), [], down, at(40), 0.5);
    expect(waited(twice, at(40))).toBe(40_000);
    const mended = syncAnswered(twice, [], at(100));
    expect(mended.hold).toBeNull();
    expect(waited(failed(mended, [], down, at(120), 0.5), at(120))).toBe(20_000);
  });
});
