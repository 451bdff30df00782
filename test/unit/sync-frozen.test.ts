import { describe, expect, it } from "vitest";
import { DOOR_STATE, demoLock, LOCK_STATE } from "../../src-main/demo/demo-lock.ts";
import { createWorld, type World } from "../virtual/world.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const front = demoLock(1, "Front door");
const locks = [front, demoLock(2, "Back door")];

async function running(): Promise<World> {
  const world = createWorld({ locks });
  world.poller.start();
  await world.clock.advance(65 * SECOND);
  return world;
}

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

describe("a wait that Tedee asked for", () => {
  it.each([30, -30])("ends on disk, too, when it did before the clock was set by %i minutes", async (minutes) => {
    const world = createWorld({ locks });
    world.befall({ kind: "answer", status: 429, body: "", headers: { "retry-after": "3600" } });
    world.poller.start();
    await world.clock.advance(10 * SECOND);
    world.befall({ kind: "none" });
    world.clock.set(minutes * MINUTE);
    await world.clock.advance(5 * MINUTE);
    world.poller.stop();
    const next = createWorld({ locks, kept: world.kept(), continues: world });
    next.poller.start();
    await next.clock.advance(54 * MINUTE);
    expect(next.lines.filter(({ kind }) => kind === "request")).toEqual([]);
    await next.clock.advance(2 * MINUTE);
    expect(next.lines.filter(({ kind }) => kind === "request").length).toBeGreaterThan(0);
  });
});
