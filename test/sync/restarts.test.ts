import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lockIdOf } from "../../src-main/core/lock/lock.ts";
import { Polling } from "../virtual/polling.ts";
import { createWorld } from "../virtual/world.ts";
import { rows, SECOND, settled, two } from "./support/house.ts";
import { savedList } from "./support/poll-states.ts";
import { outcomes, perform, pollingOn, presses, sleeps, steps } from "./support/scripts.ts";
import { listBegins, mostWithin, pageTimes, shortestRest } from "./support/sent.ts";

const TEN_MIN_MS = 600_000;

describe("restarts", () => {
  const restarts = fc.record({
    locks: fc.constantFrom(1, 50, 250, 500),
    runs: fc.array(
      fc.record({ happens: steps(2, presses, sleeps), afterS: fc.double({ min: 0.1, max: 90, noNaN: true }) }),
      { minLength: 1, maxLength: 25 },
    ),
    answers: outcomes,
  });

  it("keep the floor, the list's limit and a wait that Tedee asked for", () =>
    fc.assert(
      fc.asyncProperty(restarts, async ({ locks, runs, answers }) => {
        const polling = pollingOn(answers, { locks });
        for (const { happens, afterS } of runs) {
          for (const { afterS: laterS, act } of happens) perform(await polling.pass(laterS % 60), act);
          await polling.pass(afterS);
          polling.restart();
        }
        await polling.pass(120);
        expect(shortestRest(polling.sent)).toBeGreaterThanOrEqual(20_000);
        expect(mostWithin(pageTimes(polling.sent), TEN_MIN_MS)).toBeLessThanOrEqual(9);
        expect(polling.spokeInSilence).toBeNull();
        polling.end();
      }),
    ));

  // the app does not save when it asked last, so the floor counts from its start
  it.each(["a refresh", "a waking"])("keep the floor of the run before through %s", async (what) => {
    const polling = await new Polling({ locks: 2 }).pass(61);
    polling.restart();
    await polling.pass(1);
    if (what === "a refresh") polling.refresh();
    else polling.scheduler.resume();
    expect(shortestRest((await polling.pass(30)).sent)).toBeGreaterThanOrEqual(20_000);
  });

  it("use saved names when five pages were read in 10 minutes, and wait 20 s for the first sync", async () => {
    const kept = savedList(4, [-500, -400, -300, -200, -100]);
    const { sent } = await new Polling({ locks: 4, kept }).pass(60);
    expect(sent[0]).toMatchObject({ kind: "sync-all", ids: [1, 2, 3, 4].map(lockIdOf), sentAt: 20_000 });
  });

  it("read the list when fewer were, or no name was saved", async () => {
    for (const kept of [savedList(4, [-500, -400, -300, -200]), savedList(0, [-500, -400, -300, -200, -100])]) {
      const { sent } = await new Polling({ locks: 4, kept }).pass(30);
      expect(sent).toMatchObject([
        { kind: "list", sentAt: 0 },
        { kind: "sync-all", sentAt: 20_200 },
      ]);
    }
  });

  it("read the list again an hour after the saved one", async () => {
    const kept = savedList(4, [-500, -400, -300, -200, -100]);
    const { sent } = await new Polling({ locks: 4, kept }).pass(3600);
    expect(listBegins(sent)).toEqual([3_500_000]);
  });

  it("keep the floor across restarts, and read no list too many", async () => {
    let world = await settled();
    for (let start = 0; start < 12; start += 1) {
      world.stop();
      world = createWorld({ locks: two, kept: world.kept(), settings: world.settings(), continues: world });
      world.start();
      await world.clock.advance(25 * SECOND);
    }
    const counts = world.cloud.counts();
    expect(counts).toMatchObject({ underFloor: 0, answered429: 0 });
    expect(counts.mostListPages).toBeLessThanOrEqual(6);
    expect(rows(world).map(({ name }) => name)).toEqual(["Front door", "Back door"]);
    expect(world.raised).toEqual([]);
  });
});
