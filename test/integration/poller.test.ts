import { describe, expect, it } from "vitest";
import { DOOR_STATE, demoLock, LOCK_STATE } from "../../src-main/demo/demo-lock.ts";
import type { TraceLine } from "../../src-main/core/app/trace.ts";
import type { Mishap } from "../virtual/cloud-fetch.ts";
import { createWorld, runningWorld, START_MS, type World } from "../virtual/world.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const two = [demoLock(1, "Front door"), demoLock(2, "Back door")] as const;
const [front, back] = two;
const open = { state: LOCK_STATE.unlocked, doorState: DOOR_STATE.opened } as const;
const shut = { state: LOCK_STATE.locked, doorState: DOOR_STATE.closed } as const;

/** A world that has been well for a minute. */
const settled = (options: Partial<Parameters<typeof createWorld>[0]> = {}): Promise<World> =>
  runningWorld({ locks: two, ...options }, MINUTE + SECOND);

const requests = (lines: readonly TraceLine[]) => lines.filter((line) => line.kind === "request");
const titles = (world: World): readonly string[] => world.raised.map(({ title }) => title);
const secureNow = (world: World): boolean =>
  world.engine.snapshot(world.clock.now()).rows.every(({ tone }) => tone === "secure");

describe("polling", () => {
  it("reads the list at once, then asks every lock in one request each 20 s", async () => {
    const world = await settled();
    expect(requests(world.lines).map(({ path }) => path)).toEqual([
      "/api/v37/my/lock?Page=1&ItemsPerPage=100",
      ...Array.from({ length: 3 }, () => "/api/v37/my/lock/sync"),
    ]);
    expect(world.cloud.counts()).toMatchObject({ underFloor: 0, answered429: 0 });
  });

  it("asks a single lock by the call that the product began with", async () => {
    const world = await settled({ locks: [front] });
    expect(requests(world.lines).at(-1)?.path).toBe(`/api/v37/my/lock/${front.id}/sync`);
  });

  it("presents the house once with each answer, and at nothing but its limits without one", async () => {
    let presents = 0;
    const world = await settled({ onPresent: () => (presents += 1) });
    const [before, asked] = [presents, requests(world.lines).length];
    await world.clock.advance(10 * MINUTE);
    expect(presents - before).toBe(requests(world.lines).length - asked);
    world.befall({ kind: "answer", status: 429, body: "{}", headers: { "retry-after": "900" } });
    await world.clock.advance(20 * SECOND);
    const held = presents;
    // it gets late, it gets old, and Ajar is blind
    await world.clock.advance(14 * MINUTE);
    expect(presents - held).toBe(3);
  });

  it("sees a door within one poll, and says nothing when nothing happens", async () => {
    const world = await settled();
    const quiet = world.lines.filter(({ kind }) => kind !== "request").length;
    await world.clock.advance(10 * MINUTE);
    expect(world.lines.filter(({ kind }) => kind !== "request")).toHaveLength(quiet);
    world.cloud.set(back.serial, open);
    await world.clock.advance(20 * SECOND);
    expect(titles(world)).toEqual(["Back door opened"]);
    expect(world.trays.at(-1)?.icon).toBe("open");
  });

  it("reads the list again each hour and when a sync says that it changed, once", async () => {
    const world = await settled();
    await world.clock.advance(HOUR);
    expect(world.cloud.counts().byPurpose.list).toBe(2);
    world.cloud.rename(back.serial, "Garden door");
    await world.clock.advance(2 * MINUTE);
    expect(world.cloud.counts().byPurpose.list).toBe(3);
    expect(world.engine.snapshot(world.clock.now()).rows.map(({ name }) => name)).toContain("Garden door");
    await world.clock.advance(10 * MINUTE);
    expect(world.cloud.counts().byPurpose.list).toBe(3);
  });

  it("knows a lock again that came back with another id", async () => {
    const world = await settled();
    world.cloud.renumber(back.serial, 77);
    await world.clock.advance(3 * MINUTE);
    world.cloud.set(back.serial, open);
    await world.clock.advance(MINUTE);
    expect(titles(world)).toEqual(["Back door opened"]);
    expect(world.engine.snapshot(world.clock.now()).rows).toHaveLength(2);
  });

  it("leaves nothing behind when it stops, and a late answer changes nothing", async () => {
    const world = await settled();
    world.befall({ kind: "none", delayMs: 5 * SECOND });
    world.cloud.set(back.serial, open);
    await world.clock.advance(20 * SECOND);
    world.stop();
    await world.clock.advance(MINUTE);
    expect(world.raised).toEqual([]);
    expect(world.clock.pending()).toBe(0);
  });
});

describe("each fault in turn", () => {
  const faults: readonly (readonly [string, Mishap])[] = [
    ["no internet", { kind: "offline" }],
    ["a lost answer", { kind: "lost" }],
    ["a stalled body", { kind: "stalled" }],
    ["a reset", { kind: "reset" }],
    ["truncated JSON", { kind: "truncated" }],
    ["401", { kind: "answer", status: 401, body: "{}" }],
    ["403", { kind: "answer", status: 403, body: "{}" }],
    ["404", { kind: "answer", status: 404, body: "{}" }],
    ["429", { kind: "answer", status: 429, body: "{}", headers: { "retry-after": "30" } }],
    ["500", { kind: "answer", status: 500, body: "{}" }],
    ["503 with a page", { kind: "answer", status: 503, body: "<html></html>" }],
    ["200 with a page", { kind: "answer", status: 200, body: "<html></html>" }],
  ];

  it.each(faults)("%s for one poll changes nothing that a person sees", async (_, mishap) => {
    const world = await settled();
    const before = world.trays.length;
    let left = 1;
    world.befall(() => (left-- > 0 ? mishap : { kind: "none" }));
    await world.clock.advance(80 * SECOND);
    expect(world.raised).toEqual([]);
    expect(world.trays).toHaveLength(before);
    expect(secureNow(world)).toBe(true);
    expect(world.cloud.counts().underFloor).toBe(0);
  });

  it.each(faults)(
    "%s for five minutes is no state, no alert and no crash, and is over when it is over",
    async (_, mishap) => {
      const world = await settled();
      world.befall(mishap);
      await world.clock.advance(5 * MINUTE);
      expect(world.trays.at(-1)?.icon).toBe("offline");
      expect(titles(world).filter((title) => title !== "Ajar cannot see your doors")).toEqual([]);
      world.befall({ kind: "none" });
      await world.clock.advance(6 * MINUTE);
      expect(world.trays.at(-1)?.icon).toBe("secure");
      expect(secureNow(world)).toBe(true);
      expect(world.cloud.counts()).toMatchObject({ underFloor: 0 });
      expect(world.cloud.counts().mostInHour).toBeLessThanOrEqual(550);
    },
  );

  it("tells a door that opened meanwhile in the words of now, once", async () => {
    const world = await settled();
    world.befall({ kind: "offline" });
    world.cloud.set(back.serial, open);
    await world.clock.advance(5 * MINUTE);
    world.befall({ kind: "none" });
    await world.clock.advance(10 * MINUTE);
    expect(titles(world)).toEqual(["Back door is open"]);
  });

  it("asks for a new key only after a minute of refusals, tries on, and takes it back", async () => {
    const world = await settled();
    const problems = (): readonly string[] =>
      world.lines.flatMap((line) => (line.kind === "problem" ? [line.failure] : []));
    world.cloud.revoke(true);
    await world.clock.advance(59 * SECOND);
    expect(problems()).toEqual([]);
    await world.clock.advance(40 * SECOND);
    expect(problems()).toEqual(["key-refused"]);
    expect(titles(world)).toEqual(["Ajar cannot see your doors"]);
    world.cloud.revoke(false);
    await world.clock.advance(6 * MINUTE);
    expect(world.withdrawn).toEqual(["app:blind"]);
    expect(world.engine.snapshot(world.clock.now()).banner).toBeNull();
  });

  it("waits as long as Tedee asks, also across a restart", async () => {
    const world = await settled();
    world.befall({ kind: "answer", status: 429, body: "{}", headers: { "retry-after": "900" } });
    await world.clock.advance(20 * SECOND);
    const { total } = world.cloud.counts();
    world.stop();
    const again = createWorld({ locks: two, kept: world.kept(), continues: world });
    again.start();
    await world.clock.advance(14 * MINUTE);
    expect(world.cloud.counts().total).toBe(total);
    await world.clock.advance(2 * MINUTE);
    expect(world.cloud.counts().total).toBeGreaterThan(total);
  });
});

describe("starts, sleep and clocks", () => {
  it("keeps the floor across restarts, and reads no list too many", async () => {
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
    expect(world.engine.snapshot(world.clock.now()).rows.map(({ name }) => name)).toEqual(["Front door", "Back door"]);
    expect(world.raised).toEqual([]);
  });

  it("marks all data old at once when the computer wakes, asks within 5 s, and never alerts on what it knew before", async () => {
    const world = await settled();
    world.scheduler.suspend();
    expect(world.trays.at(-1)?.icon).toBe("offline");
    world.clock.sleep(8 * HOUR);
    world.cloud.set(back.serial, open);
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
    world.cloud.set(back.serial, open);
    await world.clock.advance(20 * SECOND);
    world.scheduler.suspend();
    world.cloud.set(back.serial, shut);
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

  it.each([24 * HOUR, -24 * HOUR, HOUR, -HOUR])(
    "takes a clock set by %d ms without a burst, an alert or a wrong age",
    async (by) => {
      const world = await settled();
      const before = requests(world.lines).length;
      await world.clock.advance(10 * SECOND);
      world.clock.set(by);
      await world.clock.advance(2 * MINUTE);
      expect(world.raised).toEqual([]);
      expect(secureNow(world)).toBe(true);
      expect(requests(world.lines).length - before).toBeLessThanOrEqual(8);
      const checkedAt = world.engine.checkedAt();
      expect(world.clock.now() - (checkedAt ?? START_MS)).toBeLessThanOrEqual(21 * SECOND);
      expect(checkedAt).toBeLessThanOrEqual(world.clock.now());
    },
  );

  it("says when a wish for fresh data can be met, and meets it then", async () => {
    const world = await settled();
    await world.clock.advance(7 * SECOND);
    const early = world.poller.refresh();
    expect(early).toEqual({ asked: false, allowedAt: START_MS + 80 * SECOND });
    world.befall({ kind: "offline" });
    await world.clock.advance(5 * MINUTE);
    world.befall({ kind: "none" });
    expect(world.poller.refresh()).toEqual({ asked: true });
    await world.clock.advance(0);
    expect(secureNow(world)).toBe(true);
    expect(world.cloud.counts().underFloor).toBe(0);
  });
});
