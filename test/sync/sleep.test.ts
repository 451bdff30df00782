import { describe, expect, it } from "vitest";
import { defaultSettings } from "../../src-main/core/app/settings.ts";
import { createWorld } from "../virtual/world.ts";
import { back, HOUR, MINUTE, OPEN, requests, rows, SECOND, settled, SHUT, titles, two } from "./support/house.ts";

describe("a sleep that is told", () => {
  it("marks all data old at once when the computer wakes, asks within 5 s, and never alerts on what it knew before", async () => {
    const world = await settled();
    world.scheduler.suspend();
    expect(world.trays.at(-1)?.icon).toBe("offline");
    world.clock.sleep(8 * HOUR);
    world.cloud.set(back.serial, OPEN);
    world.scheduler.resume();
    world.scheduler.resume();
    expect(world.trays.at(-1)?.icon).toBe("offline");
    expect(world.raised).toEqual([]);
    await world.clock.advance(5 * SECOND);
    expect(titles(world)).toEqual(["Back door is open"]);
    expect(world.cloud.counts().underFloor).toBe(0);
  });

  it("drops an answer that was on its way when the computer went to sleep", async () => {
    const world = await settled();
    world.befall({ kind: "none", delayMs: 3 * SECOND });
    world.cloud.set(back.serial, OPEN);
    await world.clock.advance(20 * SECOND);
    world.scheduler.suspend();
    world.cloud.set(back.serial, SHUT);
    world.clock.sleep(HOUR);
    await world.clock.advance(10 * SECOND);
    world.scheduler.resume();
    await world.clock.advance(MINUTE);
    expect(world.raised).toEqual([]);
    expect(world.cloud.counts().underFloor).toBe(0);
  });

  it("tells a lost connection only when a look after the sleep bears it out", async () => {
    const world = await settled();
    world.cloud.set(back.serial, { isConnected: false });
    await world.clock.advance(50 * SECOND);
    world.scheduler.suspend();
    world.clock.sleep(HOUR);
    world.cloud.set(back.serial, { isConnected: true });
    world.scheduler.resume();
    await world.clock.advance(5 * MINUTE);
    expect(world.raised).toEqual([]);
  });

  it("raises no alert at once for a connection that was lost before a sleep and again after it", async () => {
    const world = await settled();
    const serial = back.serial;
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
    expect(world.raised.map(({ id }) => id)).toEqual([`${back.serial}:connection`]);
  });

  it("asks after a sleep in which the clock was set back, and claims nothing before", async () => {
    const world = await settled();
    world.scheduler.suspend();
    world.clock.sleep(10 * MINUTE);
    world.clock.set(-HOUR);
    world.scheduler.resume();
    expect(world.trays.at(-1)?.icon).toBe("offline");
    const before = requests(world);
    await world.clock.advance(25 * SECOND);
    expect(requests(world)).toBeGreaterThan(before);
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
});

describe("a sleep that nobody told of", () => {
  it("gives what it knew no later time after a sleep that nobody told of", async () => {
    const world = await settled();
    world.cloud.set(back.serial, OPEN);
    await world.clock.advance(25 * SECOND);
    world.befall({ kind: "offline" });
    world.clock.sleep(6 * HOUR);
    await world.clock.advance(20 * SECOND);
    expect(rows(world).map(({ text }) => text)).not.toContainEqual(expect.stringContaining("since 07"));
    expect(world.engine.checkedAt()).toBeLessThan(world.clock.now() - 5 * HOUR);
  });

  it("takes no answer for one of now that was on its way through a sleep that nobody told of", async () => {
    const world = await settled();
    world.befall({ kind: "none", delayMs: 5 * SECOND });
    await world.clock.advance(21 * SECOND);
    world.clock.sleep(6 * HOUR);
    world.cloud.set(back.serial, OPEN);
    await world.clock.advance(6 * SECOND);
    expect(world.trays.at(-1)?.icon).toBe("offline");
    expect(world.engine.checkedAt()).toBeLessThan(world.clock.now() - 5 * HOUR);
    await world.clock.advance(30 * SECOND);
    expect(titles(world)).toEqual(["Back door is open"]);
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
});
