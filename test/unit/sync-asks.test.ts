import { describe, expect, it } from "vitest";
import { DOOR_STATE, demoLock, LOCK_STATE } from "../../src-main/demo/demo-lock.ts";
import { createWorld, runningWorld, type World } from "../virtual/world.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const two = [demoLock(1, "Front door"), demoLock(2, "Back door")] as const;

const asked = (world: World, from = 0): readonly string[] =>
  world.lines.flatMap((line) => (line.kind === "request" ? [line.path] : [])).slice(from);
const LIST = "/api/v37/my/lock?Page=1&ItemsPerPage=100";
const SYNC = "/api/v37/my/lock/sync";

const running = (locks = two): Promise<World> => runningWorld({ locks }, 61 * SECOND);

describe("what the poller asks for", () => {
  it("is some of the locks by their ids, while another may not be asked yet, and each at its own floor", async () => {
    const world = await running();
    const third = demoLock(3, "Cellar");
    world.cloud.add(third);
    // a sync names a lock that no list did, and the slow list that follows holds the floor for it
    world.befall((path) => ({ kind: "none", delayMs: path.includes("Page=") ? 4 * SECOND : 0 }));
    await world.clock.advance(29 * SECOND);
    expect(asked(world).slice(-3)).toEqual([SYNC, LIST, LIST.replace("Page=1", "Page=2")]);
    const before = asked(world).length;
    world.scheduler.resume();
    await world.clock.advance(30 * SECOND);
    const ids = two.map(({ id }) => `id=${id}`).join("&");
    expect(asked(world, before).slice(0, 2)).toEqual([`${SYNC}?${ids}`, `/api/v37/my/lock/${third.id}/sync`]);
    expect(world.cloud.counts()).toMatchObject({ underFloor: 0, answered429: 0 });
    // what some locks answer stands beside what is known of the others
    world.cloud.set(two[1].serial, { state: LOCK_STATE.unlocked, doorState: DOOR_STATE.opened });
    await world.clock.advance(MINUTE);
    expect(world.raised.map(({ title }) => title)).toEqual(["Back door opened"]);
    expect(
      world.engine
        .snapshot(world.clock.now())
        .rows.map(({ tone }) => tone)
        .sort(),
    ).toEqual([...["attention", "secure", "secure"]]);
  });
});

describe("a list that fails", () => {
  it("is a failure that is told and tried again, before any lock is known", async () => {
    const world = createWorld({ locks: two });
    world.befall({ kind: "answer", status: 503, body: "" });
    world.start();
    await world.clock.advance(SECOND);
    expect(world.engine.house()).toMatchObject({
      listed: false,
      outage: { failure: { kind: "tedee-down" }, count: 1 },
    });
    await world.clock.advance(10 * MINUTE);
    expect(world.lines).toContainEqual(expect.objectContaining({ kind: "problem", failure: "tedee-down" }));
    expect(world.engine.house().outage?.count).toBeGreaterThan(2);
    world.befall({ kind: "none" });
    await world.clock.advance(10 * MINUTE);
    expect(world.engine.house()).toMatchObject({ listed: true, outage: null });
    expect(new Set(asked(world))).toEqual(new Set([LIST, SYNC]));
  });

  it("leaves the locks of the list before as they are, and is read again", async () => {
    const world = await running();
    world.cloud.rename(two[1].serial, "Garden door");
    world.befall((path) => (path.includes("Page=") ? { kind: "answer", status: 500, body: "" } : { kind: "none" }));
    await world.clock.advance(5 * MINUTE);
    const names = (): readonly string[] => world.engine.snapshot(world.clock.now()).rows.map(({ name }) => name);
    expect(asked(world).filter((path) => path === LIST).length).toBeGreaterThan(1);
    expect([...names()].sort()).toEqual(["Back door", "Front door"]);
    world.befall({ kind: "none" });
    await world.clock.advance(5 * MINUTE);
    expect([...names()].sort()).toEqual(["Front door", "Garden door"]);
  });

  it("keeps that it asks for a list before there is an answer", async () => {
    const world = createWorld({ locks: two });
    world.befall({ kind: "none", delayMs: 5 * SECOND });
    world.start();
    await world.clock.advance(SECOND);
    expect(world.kept().times).toEqual([world.clock.now() - SECOND]);
    await world.clock.advance(10 * SECOND);
  });

  it("keeps a wait that Tedee asks for also for the next run", async () => {
    const world = createWorld({ locks: two });
    world.befall({ kind: "answer", status: 429, body: "", headers: { "retry-after": "600" } });
    world.start();
    await world.clock.advance(SECOND);
    world.befall({ kind: "none" });
    expect(world.kept().holdUntil).toBe(world.clock.now() - SECOND + 600 * SECOND);
    world.stop();
    const next = createWorld({ locks: two, kept: world.kept(), continues: world });
    next.start();
    await next.clock.advance(9 * MINUTE);
    expect(asked(next)).toEqual([]);
    await next.clock.advance(2 * MINUTE);
    expect(asked(next)[0]).toBe(LIST);
  });
});

describe("a list that is due by a clock that was set ahead", () => {
  it("is not asked for by that clock: the time is lost first, and what is known is asked anew", async () => {
    const world = await running();
    const before = asked(world).length;
    const lists = world.cloud.counts().byPurpose.list;
    world.clock.set(2 * HOUR);
    // a pause that began or ended plans anew at once
    world.scheduler.wake();
    await world.clock.advance(0);
    expect(world.trays.at(-1)?.icon).toBe("offline");
    await world.clock.advance(25 * SECOND);
    expect(asked(world, before)).toEqual([SYNC]);
    expect(world.cloud.counts()).toMatchObject({ underFloor: 0, byPurpose: { list: lists } });
    expect(world.trays.at(-1)?.icon).toBe("secure");
  });
});
