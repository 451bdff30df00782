import { describe, expect, it } from "vitest";
import { defaultSettings } from "../../src-main/core/app/settings.ts";
import { demoLock } from "../../src-main/demo/demo-lock.ts";
import { createWorld, runningWorld, type World, type WorldOptions } from "../virtual/world.ts";

const SECOND = 1000;
const HOUR = 3600 * SECOND;
const two = [demoLock(1, "Front door"), demoLock(2, "Back door")];
const many = Array.from({ length: 500 }, (_, i) => demoLock(i + 1, `Door ${i + 1}`));
const requests = (world: World): number => world.lines.filter(({ kind }) => kind === "request").length;

const settled = (options: Partial<WorldOptions> = {}): Promise<World> =>
  runningWorld({ locks: two, ...options }, 61 * SECOND);

async function restarted(): Promise<World> {
  const before = await settled();
  before.stop();
  const world = createWorld({ locks: two, kept: before.kept(), continues: before });
  world.start();
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
    world.scheduler.resume();
    await world.clock.advance(30 * SECOND);
    expect(world.cloud.counts()).toMatchObject({ underFloor: 0, answered429: 0 });
  });

  it("asks after a sleep in which the clock was set back, and claims nothing before", async () => {
    const world = await settled();
    world.scheduler.suspend();
    world.clock.sleep(600 * SECOND);
    world.clock.set(-HOUR);
    world.scheduler.resume();
    expect(world.trays.at(-1)?.icon).toBe("offline");
    const before = requests(world);
    await world.clock.advance(25 * SECOND);
    expect(requests(world)).toBeGreaterThan(before);
  });

  it("asks after a clock was set back just before the computer woke", async () => {
    const world = await settled();
    world.clock.set(-HOUR);
    world.scheduler.resume();
    const before = requests(world);
    await world.clock.advance(25 * SECOND);
    expect(requests(world)).toBeGreaterThan(before);
  });

  it("reads a long list in the end, though a sleep broke it off", async () => {
    const world = createWorld({ locks: many });
    world.befall({ kind: "none", delayMs: SECOND });
    world.start();
    await world.clock.advance(3.5 * SECOND);
    world.scheduler.resume();
    await world.clock.advance(HOUR / 4);
    expect(world.engine.house().locks.size).toBe(500);
  });

  it("asks at the floor when the computer woke while a request was on its way", async () => {
    const world = await settled({ settings: { ...defaultSettings, intervalSeconds: 60 } });
    world.befall({ kind: "none", delayMs: 5 * SECOND });
    await world.clock.advance(60 * SECOND);
    world.befall({ kind: "none" });
    const before = requests(world);
    world.scheduler.resume();
    await world.clock.advance(25 * SECOND);
    // of the one that was given up nothing is said
    expect(requests(world) - before).toBe(1);
  });

  it("keeps the times of pages through a clock that is set between two of them", async () => {
    const world = createWorld({ locks: many });
    world.befall({ kind: "none", delayMs: SECOND });
    world.start();
    await world.clock.advance(2.5 * SECOND);
    world.clock.set(HOUR);
    await world.clock.advance(60 * SECOND);
    expect(Math.max(...world.kept().times)).toBeLessThanOrEqual(world.clock.now());
  });

  it("takes the computer for awake when it runs for two minutes and nobody told of its waking", async () => {
    const world = await settled();
    world.scheduler.suspend();
    const before = requests(world);
    await world.clock.advance(110 * SECOND);
    expect(requests(world)).toBe(before);
    expect(world.trays.at(-1)?.icon).toBe("offline");
    await world.clock.advance(20 * SECOND);
    expect(requests(world)).toBe(before + 1);
    expect(world.trays.at(-1)?.icon).toBe("secure");
    world.stop();
    expect(world.clock.pending()).toBe(0);
  });

  it("gives what it knew no later time after a sleep that nobody told of", async () => {
    const world = await settled();
    world.cloud.set(two[1]?.serial ?? "", { state: 2, doorState: 2 });
    await world.clock.advance(25 * SECOND);
    world.befall({ kind: "offline" });
    world.clock.sleep(6 * HOUR);
    await world.clock.advance(20 * SECOND);
    const { rows } = world.engine.snapshot(world.clock.now());
    expect(rows.map(({ text }) => text)).not.toContainEqual(expect.stringContaining("since 07"));
    expect(world.engine.checkedAt()).toBeLessThan(world.clock.now() - 5 * HOUR);
  });

  it("believes in an empty list only the second time, and asks for what it knows meanwhile", async () => {
    const world = await settled();
    world.befall((path) =>
      path.includes("Page=") ? { kind: "answer", status: 200, body: '{"result":[],"success":true}' } : { kind: "none" },
    );
    await world.clock.advance(HOUR - 40 * SECOND);
    world.befall({ kind: "none" });
    world.cloud.set(two[1]?.serial ?? "", { state: 2, doorState: 2 });
    await world.clock.advance(30 * SECOND);
    expect(world.raised.map(({ title }) => title)).toEqual(["Back door opened"]);
  });

  it("says nothing of all while pages are shorter than was asked for, and reads on", async () => {
    const locks = Array.from({ length: 8 }, (_, i) => demoLock(i + 1, `Door ${i + 1}`));
    const world = createWorld({ locks });
    const page = (ids: readonly number[]): string =>
      JSON.stringify({
        success: true,
        result: locks
          .filter(({ id }) => ids.includes(id))
          .map(({ id, serial, name, bridgeId, revision }) => ({
            id,
            name,
            revision,
            serialNumber: serial,
            connectedToId: bridgeId,
            isConnected: true,
            deviceState: { state: 6, doorState: 3, isCharging: false, batteryLevel: 80, stateChangeResult: 0 },
          })),
      });
    const ids = locks.map(({ id }) => id);
    world.befall((path) => {
      const [, number] = /Page=(\d+)/.exec(path) ?? [];
      if (number === undefined) return { kind: "none" };
      const from = (Number(number) - 1) * 5;
      return { kind: "answer", status: 200, body: page(ids.slice(from, from + 5)) };
    });
    world.start();
    await world.clock.advance(25 * SECOND);
    expect(world.engine.snapshot(world.clock.now()).headline.sentence.text).toBe("3 new locks are still loading");
    expect(world.trays.at(-1)?.icon).toBe("offline");
    await world.clock.advance(60 * SECOND);
    expect(world.engine.snapshot(world.clock.now()).headline.sentence.text).toBe("All 8 locked and closed");
    expect(world.trays.at(-1)?.icon).toBe("secure");
  });

  it("keeps the floor through a small step of the clock", async () => {
    const world = await settled();
    await world.clock.advance(15 * SECOND);
    world.clock.set(4.9 * SECOND);
    world.poller.refresh();
    await world.clock.advance(30 * SECOND);
    expect(world.cloud.counts()).toMatchObject({ underFloor: 0, answered429: 0 });
  });

  it("takes no answer for one of now that was on its way through a sleep that nobody told of", async () => {
    const world = await settled();
    world.befall({ kind: "none", delayMs: 5 * SECOND });
    await world.clock.advance(21 * SECOND);
    world.clock.sleep(6 * HOUR);
    world.cloud.set(two[1]?.serial ?? "", { state: 2, doorState: 2 });
    await world.clock.advance(6 * SECOND);
    expect(world.trays.at(-1)?.icon).toBe("offline");
    expect(world.engine.checkedAt()).toBeLessThan(world.clock.now() - 5 * HOUR);
    await world.clock.advance(30 * SECOND);
    expect(world.raised.map(({ title }) => title)).toEqual(["Back door is open"]);
    expect(world.cloud.counts().underFloor).toBe(0);
  });

  it("takes no list for one of now that was on its way through a sleep that nobody told of", async () => {
    const world = createWorld({ locks: two });
    world.befall({ kind: "none", delayMs: 5 * SECOND });
    world.start();
    await world.clock.advance(SECOND);
    world.clock.sleep(6 * HOUR);
    await world.clock.advance(5 * SECOND);
    expect(world.trays.at(-1)?.icon).toBe("offline");
    world.befall({ kind: "none" });
    await world.clock.advance(30 * SECOND);
    expect(world.trays.at(-1)?.icon).toBe("secure");
    expect(world.cloud.counts()).toMatchObject({ underFloor: 0, answered429: 0 });
  });

  it("tells no lost connection sooner because the clock was set forward", async () => {
    const world = await settled();
    world.cloud.set(two[1]?.serial ?? "", { isConnected: false });
    await world.clock.advance(45 * SECOND);
    world.clock.set(24 * HOUR);
    await world.clock.advance(60 * SECOND);
    expect(world.raised).toEqual([]);
    await world.clock.advance(120 * SECOND);
    expect(world.raised.map(({ id }) => id)).toEqual([`${two[1]?.serial}:connection`]);
  });

  it("shows no state again that a lock had ceased to tell when its connection is lost for one poll", async () => {
    const world = await settled();
    const [, back] = two;
    const text = (): string | undefined =>
      world.engine.snapshot(world.clock.now()).rows.find(({ name }) => name === back?.name)?.text;
    world.cloud.set(back?.serial ?? "", { state: 99, doorState: null });
    await world.clock.advance(20 * SECOND);
    expect(text()).toBe("Unknown state");
    world.cloud.set(back?.serial ?? "", { isConnected: false });
    await world.clock.advance(20 * SECOND);
    expect(text()).toBe("Unknown state");
    expect(world.trays.at(-1)?.icon).toBe("offline");
  });

  it("keeps the floor of a lock that came back with another id when the computer wakes right after it was listed", async () => {
    const world = await settled();
    world.cloud.renumber(two[1]?.serial ?? "", 77);
    await world.clock.advance(28 * SECOND);
    expect(world.cloud.counts().byPurpose.list).toBeGreaterThan(1);
    world.scheduler.resume();
    await world.clock.advance(30 * SECOND);
    expect(world.cloud.counts()).toMatchObject({ underFloor: 0, answered429: 0 });
  });

  it("keeps the floor and Tedee's wait when a waking is told after the clock was set forward", async () => {
    const world = await settled();
    for (const jump of [60 * SECOND, HOUR, 24 * HOUR]) {
      await world.clock.advance(2 * SECOND);
      world.clock.set(jump);
      world.scheduler.resume();
      await world.clock.advance(60 * SECOND);
    }
    expect(world.cloud.counts()).toMatchObject({ underFloor: 0, answered429: 0 });
    world.befall({ kind: "answer", status: 429, body: "", headers: { "retry-after": "3600" } });
    await world.clock.advance(40 * SECOND);
    world.befall({ kind: "none" });
    const before = requests(world);
    world.clock.set(24 * HOUR);
    world.scheduler.resume();
    await world.clock.advance(10 * 60 * SECOND);
    expect(requests(world)).toBe(before);
  });

  it("raises no alert at once for a connection that was lost before a sleep and again after it", async () => {
    const world = await settled();
    const serial = two[1]?.serial ?? "";
    world.cloud.set(serial, { isConnected: false });
    await world.clock.advance(45 * SECOND);
    world.scheduler.suspend();
    world.cloud.set(serial, { isConnected: true });
    world.clock.sleep(8 * HOUR);
    world.cloud.set(serial, { isConnected: false });
    world.scheduler.resume();
    await world.clock.advance(60 * SECOND);
    expect(world.raised).toEqual([]);
    await world.clock.advance(120 * SECOND);
    expect(world.raised.map(({ id }) => id)).toEqual([`${two[1]?.serial}:connection`]);
  });

  it("takes a lock off its bridge for what it is, and raises no alert", async () => {
    const world = await settled();
    const back = demoLock(2, "Back door");
    const { serial } = back;
    await world.clock.advance(60 * SECOND);
    world.cloud.remove(serial);
    world.cloud.add({ ...back, bridgeId: null, state: { ...back.state, isConnected: null } });
    await world.clock.advance(10 * 60 * SECOND);
    expect(world.raised).toEqual([]);
    const row = world.engine.snapshot(world.clock.now()).rows.find((one) => one.serial === serial);
    expect(row).toMatchObject({ connected: null, status: { kind: "not-reachable" } });
  });

  it("does not count a refusal before a sleep with those after it", async () => {
    const world = await settled();
    world.befall({ kind: "answer", status: 401, body: "" });
    await world.clock.advance(25 * SECOND);
    world.scheduler.suspend();
    world.clock.sleep(120 * SECOND);
    world.scheduler.resume();
    await world.clock.advance(45 * SECOND);
    expect(world.lines.filter((line) => line.kind === "problem" && line.failure === "key-refused")).toEqual([]);
    await world.clock.advance(90 * SECOND);
    expect(world.lines.filter((line) => line.kind === "problem" && line.failure === "key-refused")).toHaveLength(1);
  });
});
