import { describe, expect, it } from "vitest";
import { DOOR_STATE, demoLock, LOCK_STATE } from "../../src-main/demo/demo-lock.ts";
import { createWorld, runningWorld, type World } from "../virtual/world.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const front = demoLock(1, "Front door");
const locks = [front, demoLock(2, "Back door")];

const running = (): Promise<World> => runningWorld({ locks }, 65 * SECOND);

const icons = (world: World): readonly string[] => world.trays.map(({ icon }) => icon);
const rows = (world: World): readonly string[] =>
  world.engine.snapshot(world.clock.now()).rows.map(({ name, text }) => `${name}: ${text}`);

describe("time that nobody saw go by, though both clocks did", () => {
  it.each([2, 20, 600])(
    "raises no alert after %i minutes: what is known is old until it is asked anew",
    async (minutes) => {
      const world = await running();
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
      const world = await running();
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
      const world = await running();
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
    const world = await running();
    world.befall({ kind: "none", delayMs: 5 * SECOND });
    await world.clock.advance(18 * SECOND);
    world.cloud.set(front.serial, { state: LOCK_STATE.unlocked, doorState: DOOR_STATE.opened });
    world.befall({ kind: "none", delayMs: SECOND });
    const shown = icons(world).length;
    world.clock.freeze(10 * MINUTE);
    await world.clock.advance(0);
    expect(icons(world).slice(shown)).toEqual(["offline"]);
    expect(rows(world).some((row) => row.includes("Front door: Locked"))).toBe(false);
    await world.clock.advance(30 * SECOND);
    expect(rows(world)[0]).toContain("Front door: Door open");
  });

  it("is nothing to speak of below a minute", async () => {
    const world = await running();
    const shown = icons(world).length;
    world.clock.freeze(30 * SECOND);
    await world.clock.advance(30 * SECOND);
    expect(icons(world).slice(shown)).toEqual([]);
  });
});

describe("a tray that fails when lost time is told", () =>
  it.each(["a poll", "a waking", "an end"] as const)(
    "neither stops the polling nor keeps it alive, at %s",
    async (when) => {
      let broken = false;
      const world = createWorld({
        locks,
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

describe("a wait that Tedee asked for", () =>
  it.each([30, -30])("ends on disk, too, when it did before the clock was set by %i minutes", async (minutes) => {
    const world = createWorld({ locks });
    world.befall({ kind: "answer", status: 429, body: "", headers: { "retry-after": "3600" } });
    world.start();
    await world.clock.advance(10 * SECOND);
    world.befall({ kind: "none" });
    world.clock.set(minutes * MINUTE);
    await world.clock.advance(5 * MINUTE);
    world.stop();
    const next = createWorld({ locks, kept: world.kept(), continues: world });
    next.start();
    await next.clock.advance(54 * MINUTE);
    expect(next.lines.filter(({ kind }) => kind === "request")).toEqual([]);
    await next.clock.advance(2 * MINUTE);
    expect(next.lines.filter(({ kind }) => kind === "request").length).toBeGreaterThan(0);
  }));
