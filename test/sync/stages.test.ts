import { describe, expect, it } from "vitest";
import { demoLock } from "../../src-main/demo/demo-lock.ts";
import { createWorld, runningWorld, type World } from "../virtual/world.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const two = [demoLock(1, "Front door"), demoLock(2, "Back door")];
const CALLS = ["resume", "awake", "wake", "refresh"] as const;

const requests = (world: World): number => world.lines.filter(({ kind }) => kind === "request").length;

const call = (world: World, name: (typeof CALLS)[number]): unknown =>
  name === "refresh" ? world.poller.refresh() : world.scheduler[name]();

const running = (): Promise<World> => runningWorld({ locks: two }, 61 * SECOND);

/** What there is to see of a poller from now on: what it asks in some minutes, and whether the house is another. */
async function seen(world: World, act: () => unknown) {
  const house = world.engine.house();
  const before = requests(world);
  const answer = act();
  const same = world.engine.house() === house;
  const timers = world.clock.pending();
  await world.clock.advance(5 * MINUTE);
  return { answer, same, timers, asked: requests(world) - before };
}

describe("a poller that has not begun", () =>
  it.each(CALLS)("neither asks nor tells anything at %s", async (name) => {
    const world = createWorld({ locks: two });
    const allowedAt = world.clock.now();
    const { answer, ...rest } = await seen(world, () => call(world, name));
    expect(rest).toEqual({ same: true, timers: 0, asked: 0 });
    expect(answer).toEqual(name === "refresh" ? { asked: false, allowedAt } : undefined);
  }));

describe("a poller that was stopped", () => {
  it.each(CALLS)("neither asks nor tells anything at %s", async (name) => {
    const world = await running();
    world.stop();
    const allowedAt = world.clock.now();
    const { answer, ...rest } = await seen(world, () => call(world, name));
    expect(rest).toEqual({ same: true, timers: 0, asked: 0 });
    expect(answer).toEqual(name === "refresh" ? { asked: false, allowedAt } : undefined);
  });

  it("takes no answer in that comes after its end", async () => {
    const world = await running();
    world.befall({ kind: "none", delayMs: 5 * SECOND });
    await world.clock.advance(20 * SECOND);
    const house = world.engine.house();
    world.stop();
    await world.clock.advance(MINUTE);
    expect(world.engine.house()).toBe(house);
  });
});

describe("a poller that runs", () => {
  it("does not begin again: a clock that was set meanwhile is still noticed", async () => {
    const world = await running();
    const before = requests(world);
    world.clock.set(HOUR);
    world.poller.start();
    await world.clock.advance(25 * SECOND);
    expect(world.trays.map(({ icon }) => icon)).toEqual(["offline", "secure", "offline", "secure"]);
    expect(requests(world) - before).toBe(1);
  });

  it("begins once, with one list, however often it is started", async () => {
    const world = createWorld({ locks: two });
    world.start();
    for (let n = 0; n < 3; n += 1) world.poller.start();
    await world.clock.advance(61 * SECOND);
    expect(world.cloud.counts()).toMatchObject({ total: 4, byPurpose: { list: 1, sync: 3 } });
  });
});

describe("a poller that is asleep", () => {
  it.each(["start", "wake"] as const)("stays so at %s", async (name) => {
    const world = await running();
    world.scheduler.suspend();
    const before = requests(world);
    if (name === "start") world.poller.start();
    else world.scheduler.wake();
    await world.clock.advance(100 * SECOND);
    expect(requests(world)).toBe(before);
  });

  it.each(["resume", "awake", "refresh"] as const)("asks again at %s", async (name) => {
    const world = await running();
    world.scheduler.suspend();
    world.clock.sleep(HOUR);
    const before = requests(world);
    call(world, name);
    await world.clock.advance(5 * SECOND);
    expect(requests(world)).toBeGreaterThan(before);
  });

  it("takes the computer for awake two minutes after the first suspend", async () => {
    const world = await running();
    world.scheduler.suspend();
    const before = requests(world);
    await world.clock.advance(100 * SECOND);
    world.scheduler.suspend();
    await world.clock.advance(25 * SECOND);
    expect(requests(world) - before).toBe(1);
  });
});
