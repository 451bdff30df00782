import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DOOR_STATE, demoLock, LOCK_STATE } from "../../src-main/demo/demo-lock.ts";
import { createWorld, type World } from "../virtual/world.ts";

const SECOND = 1000;
const HOUR = 3_600_000;
const front = demoLock(1, "Front door");
const locks = [front, demoLock(2, "Back door")];
const OPEN = { state: LOCK_STATE.unlocked, doorState: DOOR_STATE.opened } as const;

/** What makes an answer that is on its way an old one. */
const INTERRUPTIONS = ["sleep", "clock set ahead", "freeze", "stop"] as const;

function interrupt({ scheduler, clock, stop }: World, how: (typeof INTERRUPTIONS)[number]): void {
  switch (how) {
    case "sleep":
      scheduler.suspend();
      clock.sleep(HOUR);
      scheduler.resume();
      return;
    case "clock set ahead":
      clock.set(HOUR);
      return;
    case "freeze":
      clock.freeze(HOUR);
      return;
    case "stop":
      stop();
  }
}

const front1 = (world: World) =>
  [...world.engine.house().locks.values()].find(({ lock }) => lock.serial === front.serial);

describe("an answer that was on its way when time was lost", () => {
  it("changes nothing, however long it takes and whenever that happens", async () => {
    const story = fc.record({
      how: fc.constantFrom(...INTERRUPTIONS),
      delayMs: fc.integer({ min: 2000, max: 9900 }),
      share: fc.double({ min: 0.05, max: 0.95, noNaN: true }),
    });
    await fc.assert(
      fc.asyncProperty(story, async ({ how, delayMs, share }) => {
        const world = createWorld({ locks });
        world.start();
        await world.clock.advance(65 * SECOND);
        world.cloud.set(front.serial, OPEN);
        world.befall({ kind: "none", delayMs });
        const before = world.cloud.counts().total;
        while (world.cloud.counts().total === before) await world.clock.advance(500);
        // the answer that is on its way says open, and is no longer true when it comes
        world.cloud.set(front.serial, { state: LOCK_STATE.locked, doorState: DOOR_STATE.closed });
        world.befall({ kind: "none" });
        await world.clock.advance(Math.floor((delayMs - 1000) * share));
        interrupt(world, how);
        await world.clock.advance(30 * SECOND);
        expect(front1(world)?.seen.known).toMatchObject({ lock: "locked", door: "closed" });
        expect(world.raised).toEqual([]);
        world.stop();
      }),
      { numRuns: 60 },
    );
  });
});
