import { describe, expect, it } from "vitest";
import { defaultSettings } from "../../src-main/core/settings.ts";
import { demoLock } from "../../src-main/demo/demo-lock.ts";
import { createWorld, type World, type WorldOptions } from "../virtual/world.ts";

const SECOND = 1000;
const HOUR = 3600 * SECOND;
const two = [demoLock(1, "Front door"), demoLock(2, "Back door")];
const many = Array.from({ length: 500 }, (_, i) => demoLock(i + 1, `Door ${i + 1}`));
const requests = (world: World): number => world.lines.filter(({ kind }) => kind === "request").length;

async function settled(options: Partial<WorldOptions> = {}): Promise<World> {
  const world = createWorld({ locks: two, ...options });
  world.poller.start();
  await world.clock.advance(61 * SECOND);
  return world;
}

async function restarted(): Promise<World> {
  const before = await settled();
  before.poller.stop();
  const world = createWorld({ locks: two, kept: before.kept(), continues: before });
  world.poller.start();
  await world.clock.advance(2 * SECOND);
  return world;
}

describe("polling at its edges", () => {
  it("keeps the floor of the run before when a person refreshes at once", async () => {
    const world = await restarted();
    world.poller.refresh();
    await world.clock.advance(30 * SECOND);
    expect(world.cloud.counts()).toMatchObject({ underFloor: 0, answered429: 0 });
  });

  it("keeps the floor of the run before when the computer wakes at once", async () => {
    const world = await restarted();
    world.poller.resume();
    await world.clock.advance(30 * SECOND);
    expect(world.cloud.counts()).toMatchObject({ underFloor: 0, answered429: 0 });
  });

  it("asks after a sleep in which the clock was set back, and claims nothing before", async () => {
    const world = await settled();
    world.poller.suspend();
    world.clock.sleep(600 * SECOND);
    world.clock.set(-HOUR);
    world.poller.resume();
    expect(world.trays.at(-1)?.icon).toBe("offline");
    const before = requests(world);
    await world.clock.advance(25 * SECOND);
    expect(requests(world)).toBeGreaterThan(before);
  });

  it("asks after a clock was set back just before the computer woke", async () => {
    const world = await settled();
    world.clock.set(-HOUR);
    world.poller.resume();
    const before = requests(world);
    await world.clock.advance(25 * SECOND);
    expect(requests(world)).toBeGreaterThan(before);
  });

  it("reads a long list in the end, though a sleep broke it off", async () => {
    const world = createWorld({ locks: many });
    world.befall({ kind: "none", delayMs: SECOND });
    world.poller.start();
    await world.clock.advance(3.5 * SECOND);
    world.poller.resume();
    await world.clock.advance(HOUR / 4);
    expect(world.engine.house().locks.size).toBe(500);
  });

  it("asks at the floor when the computer woke while a request was on its way", async () => {
    const world = await settled({ settings: { ...defaultSettings, intervalSeconds: 60 } });
    world.befall({ kind: "none", delayMs: 5 * SECOND });
    await world.clock.advance(60 * SECOND);
    world.befall({ kind: "none" });
    const before = requests(world);
    world.poller.resume();
    await world.clock.advance(25 * SECOND);
    // the request that was given up, and the next one
    expect(requests(world) - before).toBe(2);
  });

  it("keeps the times of pages through a clock that is set between two of them", async () => {
    const world = createWorld({ locks: many });
    world.befall({ kind: "none", delayMs: SECOND });
    world.poller.start();
    await world.clock.advance(2.5 * SECOND);
    world.clock.set(HOUR);
    await world.clock.advance(60 * SECOND);
    expect(Math.max(...world.kept().times)).toBeLessThanOrEqual(world.clock.now());
  });

  it("keeps the floor through a small step of the clock", async () => {
    const world = await settled();
    await world.clock.advance(15 * SECOND);
    world.clock.set(4.9 * SECOND);
    world.poller.refresh();
    await world.clock.advance(30 * SECOND);
    expect(world.cloud.counts()).toMatchObject({ underFloor: 0, answered429: 0 });
  });
});
