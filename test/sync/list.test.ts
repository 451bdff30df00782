import { describe, expect, it } from "vitest";
import { demoLock } from "../../src-main/demo/demo-lock.ts";
import { Polling } from "../virtual/polling.ts";
import { createWorld } from "../virtual/world.ts";
import { back, HOUR, LIST, MINUTE, OPEN, paths, rows, SECOND, settled, SYNC, titles, two } from "./support/house.ts";
import { gaps, listBegins } from "./support/sent.ts";

describe("the list", () => {
  it("is read again an hour after it was last read", async () => {
    const { sent } = await new Polling({ locks: 2 }).pass(2 * 3600 + 60);
    expect(listBegins(sent)).toEqual([0, 3_600_200, 7_200_400]);
  });

  it("is read again for a hint, 60 s after it last began, and once for each hint", async () => {
    let revision: number | undefined = 7;
    const polling = await new Polling({ locks: 2, answer: () => ({ ms: 200, revision: revision ?? 1 }) }).pass(300);
    // the list goes on naming the old revision, and the hint is the same
    expect(listBegins(polling.sent)).toEqual([0, 60_000]);
    revision = 8;
    await polling.pass(300);
    expect(listBegins(polling.sent).length).toBe(3);
    revision = undefined;
    await polling.pass(300);
    expect(listBegins(polling.sent).length).toBe(3);
  });

  it("of many pages is read to the end, the last one even when it is empty", async () => {
    const { sent } = await new Polling({ locks: 500 }).pass(10);
    expect(sent.map(({ page }) => page)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it("of many pages is read in the end, though it was interrupted once", async () => {
    const polling = await new Polling({ locks: 500, answer: () => ({ ms: 1000 }) }).pass(3.5);
    polling.scheduler.resume();
    await polling.pass(15 * 60);
    expect(polling.house).toMatchObject({ listed: true, listedWhole: true });
    expect(polling.house.locks.size).toBe(500);
  });

  it("that was stopped at its limit begins again 60 s later at the earliest", async () => {
    const polling = await new Polling({ locks: 500, answer: () => ({ ms: 1000 }) }).pass(3.5);
    polling.scheduler.resume();
    const { sent } = await polling.pass(1800);
    expect(gaps(listBegins(sent).slice(1)).every((gap) => gap >= 60_000)).toBe(true);
  });
});

describe("a list that changes", () => {
  it("reads the list again each hour and when a sync says that it changed, once", async () => {
    const world = await settled();
    await world.clock.advance(HOUR);
    expect(world.cloud.counts().byPurpose.list).toBe(2);
    world.cloud.rename(back.serial, "Garden door");
    await world.clock.advance(2 * MINUTE);
    expect(world.cloud.counts().byPurpose.list).toBe(3);
    expect(rows(world).map(({ name }) => name)).toContain("Garden door");
    await world.clock.advance(10 * MINUTE);
    expect(world.cloud.counts().byPurpose.list).toBe(3);
  });

  it("knows a lock again that came back with another id", async () => {
    const world = await settled();
    world.cloud.renumber(back.serial, 77);
    await world.clock.advance(3 * MINUTE);
    world.cloud.set(back.serial, OPEN);
    await world.clock.advance(MINUTE);
    expect(titles(world)).toEqual(["Back door opened"]);
    expect(rows(world)).toHaveLength(2);
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
    const row = rows(world).find((one) => one.serial === serial);
    expect(row).toMatchObject({ connected: null, status: { kind: "not-reachable" } });
  });

  it("keeps the floor of a lock that came back with another id when the computer wakes right after it was listed", async () => {
    const world = await settled();
    world.cloud.renumber(back.serial, 77);
    await world.clock.advance(28 * SECOND);
    expect(world.cloud.counts().byPurpose.list).toBeGreaterThan(1);
    world.scheduler.resume();
    await world.clock.advance(30 * SECOND);
    expect(world.cloud.counts()).toMatchObject({ underFloor: 0, answered429: 0 });
  });
});

describe("a list that cannot be taken at its word", () => {
  it("believes in an empty list only the second time, and asks for what it knows meanwhile", async () => {
    const world = await settled();
    world.befall((path) =>
      path.includes("Page=") ? { kind: "answer", status: 200, body: '{"result":[],"success":true}' } : { kind: "none" },
    );
    await world.clock.advance(HOUR - 40 * SECOND);
    world.befall({ kind: "none" });
    world.cloud.set(back.serial, OPEN);
    await world.clock.advance(30 * SECOND);
    expect(titles(world)).toEqual(["Back door opened"]);
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
});

describe("a list of more pages than may be read", () => {
  it("watches as many locks as the list may name in ten minutes, and says that there are more", async () => {
    const locks = Array.from({ length: 1000 }, (_, i) => demoLock(i + 1, `Door ${i + 1}`));
    const world = createWorld({ locks });
    world.start();
    await world.clock.advance(60 * SECOND);
    const headline = (): string => {
      const { sentence } = world.engine.snapshot(world.clock.now()).headline;
      return sentence.text;
    };
    expect(headline()).toBe("100 new locks are still loading");
    expect(world.trays.at(-1)?.icon).toBe("offline");
    world.cloud.set(locks[0]?.serial ?? "", { state: 2, doorState: 2 });
    await world.clock.advance(21 * SECOND);
    expect(world.raised.map(({ title }) => title)).toEqual(["Door 1 opened"]);
    await world.clock.advance(20 * MINUTE);
    expect(world.engine.house().locks.size).toBe(900);
    expect(world.cloud.counts()).toMatchObject({ underFloor: 0, answered429: 0 });
  });
});

describe("a list that fails", () => {
  it("before any lock is known is shown as a failure, and read again", async () => {
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
    expect(new Set(paths(world))).toEqual(new Set([LIST, SYNC]));
  });

  it("leaves the locks of the list before as they are, and is read again", async () => {
    const world = await settled();
    world.cloud.rename(back.serial, "Garden door");
    world.befall((path) => (path.includes("Page=") ? { kind: "answer", status: 500, body: "" } : { kind: "none" }));
    await world.clock.advance(5 * MINUTE);
    const names = (): readonly string[] => world.engine.snapshot(world.clock.now()).rows.map(({ name }) => name);
    expect(paths(world).filter((path) => path === LIST).length).toBeGreaterThan(1);
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
});
