import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lockIdOf } from "../../src-main/core/lock/lock.ts";
import { driveOn, outcomes, perform, presses, sleeps, steps } from "./support/pacing-scripts.ts";
import { Drive, listCacheOf } from "./support/pacing.ts";
import { listBegins, mostWithin, pageTimes, shortestRest } from "./support/sent.ts";

const TEN_MIN_MS = 600_000;

describe("restarts", () => {
  const restarts = fc.record({
    locks: fc.constantFrom(1, 50, 250, 500),
    runs: fc.array(
      fc.record({ happens: steps(2, presses, sleeps), afterS: fc.double({ min: 0.1, max: 90, noNaN: true }) }),
      {
        minLength: 1,
        maxLength: 25,
      },
    ),
    answers: outcomes,
  });

  it("keep the floor, the list's limit and a wait that Tedee asked for", () =>
    fc.assert(
      fc.property(restarts, ({ locks, runs, answers }) => {
        const drive = driveOn(answers, { locks });
        for (const { happens, afterS } of runs) {
          for (const { afterS: laterS, act } of happens) perform(drive.pass(laterS % 60), act);
          drive.pass(afterS).restart();
        }
        drive.pass(120);
        expect(shortestRest(drive.sent)).toBeGreaterThanOrEqual(20_000);
        expect(mostWithin(pageTimes(drive.sent), TEN_MIN_MS)).toBeLessThanOrEqual(9);
        expect(drive.spokeInSilence).toBeNull();
      }),
    ));

  it("use kept names when five pages were read in 10 minutes, and wait 20 s for the first sync", () => {
    const { sent } = new Drive({ locks: 4, kept: listCacheOf(4, [-500, -400, -300, -200, -100]) }).pass(60);
    expect(sent[0]).toMatchObject({ kind: "sync-all", ids: [1, 2, 3, 4].map(lockIdOf), sentAt: 20_000 });
  });

  it("read the list when fewer were, or no name was kept", () => {
    for (const kept of [listCacheOf(4, [-500, -400, -300, -200]), listCacheOf(0, [-500, -400, -300, -200, -100])]) {
      const { sent } = new Drive({ locks: 4, kept }).pass(30);
      expect(sent).toMatchObject([
        { kind: "list", sentAt: 0 },
        { kind: "sync-all", sentAt: 20_200 },
      ]);
    }
  });

  it("read the list again an hour after the kept one", () => {
    const { sent } = new Drive({ locks: 4, kept: listCacheOf(4, [-500, -400, -300, -200, -100]) }).pass(3600);
    expect(listBegins(sent)).toEqual([3_500_000]);
  });
});
