import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { demoLock } from "../../src-main/demo/demo-lock.ts";
import { createWorld, START_MS, type World } from "../virtual/world.ts";
import {
  back,
  front,
  HOUR,
  icons,
  MINUTE,
  OPEN,
  paths,
  requests,
  rows,
  SECOND,
  secureNow,
  settled,
  SHUT,
  SYNC,
  two,
} from "./support/house.ts";

const many = Array.from({ length: 500 }, (_, i) => demoLock(i + 1, `Door ${i + 1}`));

describe("a clock that is set", () => {
  it.each([24 * HOUR, -24 * HOUR, HOUR, -HOUR])(
    "takes a clock set by %d ms without a burst, an alert or a wrong age",
    async (by) => {
      const world = await settled();
      const before = requests(world);
      await world.clock.advance(10 * SECOND);
      world.clock.set(by);
      await world.clock.advance(2 * MINUTE);
      expect(world.raised).toEqual([]);
      expect(secureNow(world)).toBe(true);
      expect(requests(world) - before).toBeLessThanOrEqual(8);
      const checkedAt = world.engine.checkedAt();
      expect(world.clock.now() - (checkedAt ?? START_MS)).toBeLessThanOrEqual(21 * SECOND);
      expect(checkedAt).toBeLessThanOrEqual(world.clock.now());
    },
  );

  it("asks after a clock was set back just before the computer woke", async () => {
    const world = await settled();
    world.clock.set(-HOUR);
    world.scheduler.resume();
    const before = requests(world);
    await world.clock.advance(25 * SECOND);
    expect(requests(world)).toBeGreaterThan(before);
  });

  it("keeps the floor through a small step of the clock", async () => {
    const world = await settled();
    await world.clock.advance(15 * SECOND);
    world.clock.set(4.9 * SECOND);
    world.poller.refresh();
    await world.clock.advance(30 * SECOND);
    expect(world.cloud.counts()).toMatchObject({ underFloor: 0, answered429: 0 });
  });

  it("tells no lost connection sooner because the clock was set forward", async () => {
    const world = await settled();
    world.cloud.set(back.serial, { isConnected: false });
    await world.clock.advance(45 * SECOND);
    world.clock.set(24 * HOUR);
    await world.clock.advance(60 * SECOND);
    expect(world.raised).toEqual([]);
    await world.clock.advance(120 * SECOND);
    expect(world.raised.map(({ id }) => id)).toEqual([`${back.serial}:connection`]);
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

  it("keeps the times of pages through a clock that is set between two of them", async () => {
    const world = createWorld({ locks: many });
    world.befall({ kind: "none", delayMs: SECOND });
    world.start();
    await world.clock.advance(2.5 * SECOND);
    world.clock.set(HOUR);
    await world.clock.advance(60 * SECOND);
    expect(Math.max(...world.kept().times)).toBeLessThanOrEqual(world.clock.now());
  });

  it("ahead asks for no list by that: the time is lost first, and every lock is asked again", async () => {
    const world = await settled();
    const before = paths(world).length;
    const lists = world.cloud.counts().byPurpose.list;
    world.clock.set(2 * HOUR);
    // a pause that begins or ends wakes the scheduler at once
    world.scheduler.wake();
    await world.clock.advance(0);
    expect(world.trays.at(-1)?.icon).toBe("offline");
    await world.clock.advance(25 * SECOND);
    expect(paths(world, before)).toEqual([SYNC]);
    expect(world.cloud.counts()).toMatchObject({ underFloor: 0, byPurpose: { list: lists } });
    expect(world.trays.at(-1)?.icon).toBe("secure");
  });
});

describe("time that nobody saw go by, though both clocks did", () => {
  it.each([2, 20, 600])(
    "raises no alert after %i minutes: what is known is old until the next answer",
    async (minutes) => {
      const world = await settled();
      const before = world.cloud.counts().total;
      const shown = icons(world).length;
      world.clock.freeze(minutes * MINUTE);
      await world.clock.advance(0);
      expect(icons(world).slice(shown)).toEqual(["offline"]);
      await world.clock.advance(10 * SECOND);
      expect(icons(world).slice(shown)).toEqual(["offline", "secure"]);
      expect(world.cloud.counts().total).toBeGreaterThan(before);
      expect(world.raised).toEqual([]);
    },
  );

  it.each([-3600 * SECOND, -130, 250, 4 * SECOND])(
    "raises none either when its clock is set right by %i ms then",
    async (byMs) => {
      const world = await settled();
      world.clock.freeze(30 * MINUTE);
      world.clock.set(byMs);
      await world.clock.advance(30 * SECOND);
      expect(world.raised).toEqual([]);
      expect(icons(world).at(-1)).toBe("secure");
    },
  );

  it.each(["refresh", "charge", "wake"] as const)(
    "is followed by a look within seconds when %s notices it first",
    async (how) => {
      const world = await settled();
      world.befall({ kind: "offline" });
      await world.clock.advance(15 * MINUTE);
      world.befall({ kind: "none" });
      world.clock.sleep(10 * MINUTE);
      const before = world.cloud.counts().total;
      if (how === "charge") world.poller.charge("key");
      else if (how === "wake") world.scheduler.wake();
      else world.poller.refresh();
      await world.clock.advance(25 * SECOND);
      expect(world.cloud.counts().total).toBeGreaterThan(before);
    },
  );

  it("takes no answer in that was on its way", async () => {
    const world = await settled();
    world.befall({ kind: "none", delayMs: 5 * SECOND });
    await world.clock.advance(18 * SECOND);
    world.cloud.set(front.serial, OPEN);
    world.befall({ kind: "none", delayMs: SECOND });
    const shown = icons(world).length;
    world.clock.freeze(10 * MINUTE);
    await world.clock.advance(0);
    expect(icons(world).slice(shown)).toEqual(["offline"]);
    expect(rows(world).some(({ name, text }) => name === front.name && text.startsWith("Locked"))).toBe(false);
    await world.clock.advance(30 * SECOND);
    expect(rows(world).map(({ name, word }) => `${name}: ${word}`)[0]).toBe("Front door: Door open");
  });

  it("is nothing to speak of below a minute", async () => {
    const world = await settled();
    const shown = icons(world).length;
    world.clock.freeze(30 * SECOND);
    await world.clock.advance(30 * SECOND);
    expect(icons(world).slice(shown)).toEqual([]);
  });
});

describe("a tray that fails when it shows lost time", () =>
  it.each(["a poll", "a waking", "an end"] as const)(
    "neither stops the polling nor keeps it alive, at %s",
    async (when) => {
      let broken = false;
      const world = createWorld({
        locks: two,
        setTray: () => {
          if (broken) throw new Error("The tray is gone");
        },
      });
      const { scheduler, clock, cloud } = world;
      world.start();
      await clock.advance(65 * SECOND);
      clock.freeze(10 * MINUTE);
      broken = true;
      if (when === "a poll") await expect(clock.advance(0)).rejects.toThrow("The tray is gone");
      if (when === "a waking") expect(scheduler.resume).toThrow("The tray is gone");
      if (when === "an end") world.stop();
      broken = false;
      const before = cloud.counts().total;
      await clock.advance(5 * MINUTE);
      const asked = cloud.counts().total - before;
      if (when === "an end") expect(asked).toBe(0);
      else expect(asked).toBeGreaterThan(10);
    },
  ));

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
        const world = createWorld({ locks: two });
        world.start();
        await world.clock.advance(65 * SECOND);
        world.cloud.set(front.serial, OPEN);
        world.befall({ kind: "none", delayMs });
        const before = world.cloud.counts().total;
        while (world.cloud.counts().total === before) await world.clock.advance(500);
        // the answer that is on its way says open, and is no longer true when it comes
        world.cloud.set(front.serial, SHUT);
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
