import { describe, expect, it } from "vitest";
import { demoLock } from "../../src-main/demo/demo-lock.ts";
import { runningWorld, type World } from "../virtual/world.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Pages of the list that the polling itself leaves of the ten that Tedee answers in 10 minutes. */
const LEFT_AFTER_ONE = 8;

const running = (): Promise<World> =>
  runningWorld({ locks: [demoLock(1, "Front door"), demoLock(2, "Back door")] }, MINUTE_MS);

const lists = ({ cloud }: World): number => cloud.counts().byPurpose.list;

describe("what Ajar asks beside the polling", () => {
  it("counts as a page of the list, which is kept before it is asked for and leaves the polling one less", async () => {
    const world = await running();
    const [first, ...others] = world.kept().times;
    expect(others).toEqual([]);
    const spent = world.poller.spent().length;
    const now = world.clock.now();
    for (let page = 0; page < LEFT_AFTER_ONE; page += 1) world.poller.charge("list");
    expect(world.kept().times).toEqual([first, ...Array<number>(LEFT_AFTER_ONE).fill(now)]);
    expect(world.poller.spent()).toHaveLength(spent + LEFT_AFTER_ONE);
    world.cloud.rename(demoLock(2, "").serial, "Cellar");
    await world.clock.advance(8 * MINUTE_MS);
    expect(lists(world)).toBe(1);
    await world.clock.advance(3 * MINUTE_MS);
    expect(lists(world)).toBe(2);
  });

  it("is no list of the polling's own, which need not keep its distance to it", async () => {
    const world = await running();
    await world.clock.advance(5 * MINUTE_MS);
    world.poller.charge("list");
    world.cloud.rename(demoLock(2, "").serial, "Cellar");
    await world.clock.advance(MINUTE_MS / 2);
    expect(lists(world)).toBe(2);
  });

  it("is one request of the hour and no page where it asks for something else", async () => {
    const world = await running();
    const [kept, spent] = [world.kept(), world.poller.spent()];
    world.poller.charge("key");
    expect(world.poller.spent()).toEqual([...spent, world.clock.now()]);
    expect(world.kept()).toBe(kept);
  });

  it.each(["list", "key"] as const)("holds no lock back, whether it is a %s", async (purpose) => {
    const [one, other] = [await running(), await running()];
    for (const world of [one, other]) {
      if (world === one) world.poller.charge(purpose);
      await world.clock.advance(10 * MINUTE_MS);
    }
    expect(one.cloud.counts()).toEqual(other.cloud.counts());
  });

  it("has the time of the clock of now, and everything before it moves along when the clock was set", async () => {
    const world = await running();
    const [first = 0] = world.kept().times;
    world.clock.set(-HOUR_MS);
    world.poller.charge("list");
    expect(world.kept().times).toEqual([first - HOUR_MS, world.clock.now()]);
  });
});
