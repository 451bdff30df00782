import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  crashed,
  ERRORS_BEFORE_RESTART,
  noCrashes,
  RESTARTS_AT_MOST,
  RESTARTS_WITHIN_MS,
  type CrashMemory,
} from "../../src-main/core/app/crash.ts";
import { at } from "./support/house.ts";

/** At which of these seconds Ajar starts itself again. */
function restartsOf(seconds: readonly number[], from: CrashMemory = noCrashes): readonly number[] {
  let memory = from;
  return seconds.filter((second) => {
    const next = crashed(memory, at(second));
    memory = next.memory;
    return next.restart;
  });
}

describe("errors that nothing caught", () => {
  it.each([
    ["one", [0], []],
    ["a few", [0, 1, 2, 3], []],
    ["many at once", [0, 1, 2, 3, 4], [4]],
    ["many over a long time", [0, 20, 40, 60, 80, 100], []],
    ["many, twice", [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], [4, 9]],
    ["many, after a clock that was set back", [1000, 1001, 950, 951, 952], [952]],
  ])("%s lead to a restart or not", (_, seconds, restarts) => expect(restartsOf(seconds)).toEqual(restarts));

  it("lead to no fourth restart within ten minutes, and to one after that", () => {
    const burst = (from: number): number[] => Array.from({ length: ERRORS_BEFORE_RESTART }, (_, index) => from + index);
    expect(restartsOf([0, 100, 200, 300, 610].flatMap(burst))).toEqual([4, 104, 204, 614]);
  });

  it("never lead to more restarts than allowed, whatever happens, also over the restarts themselves", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 200 }), (gaps) => {
        let second = 0;
        let memory = noCrashes;
        const restarts: number[] = [];
        for (const gap of gaps) {
          second += gap;
          const next = crashed(memory, at(second));
          // the run after a restart knows the restarts alone
          memory = next.restart ? { ...noCrashes, restarts: next.memory.restarts } : next.memory;
          if (next.restart) restarts.push(second * 1000);
        }
        for (const from of restarts) {
          const within = restarts.filter((time) => time >= from && time < from + RESTARTS_WITHIN_MS);
          expect(within.length).toBeLessThanOrEqual(RESTARTS_AT_MOST);
        }
      }),
    );
  });

  it("are not kept for ever", () => {
    let memory = noCrashes;
    for (let second = 0; second < 10_000; second++) memory = crashed(memory, at(second / 10)).memory;
    expect(memory.errors.length).toBeLessThanOrEqual(ERRORS_BEFORE_RESTART);
    expect(memory.restarts.length).toBeLessThanOrEqual(RESTARTS_AT_MOST);
  });
});
