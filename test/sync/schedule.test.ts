import { describe, expect, it } from "vitest";
import { demoLock } from "../../src-main/demo/demo-lock.ts";
import { START_MS } from "../virtual/world.ts";
import {
  back,
  front,
  LIST,
  MINUTE,
  OPEN,
  paths,
  requests,
  SECOND,
  secureNow,
  settled,
  SYNC,
  titles,
  two,
} from "./support/house.ts";

describe("polling", () => {
  it("reads the list at once, then asks every lock in one request each 20 s", async () => {
    const world = await settled();
    expect(paths(world)).toEqual([
      "/api/v37/my/lock?Page=1&ItemsPerPage=100",
      ...Array.from({ length: 3 }, () => "/api/v37/my/lock/sync"),
    ]);
    expect(world.cloud.counts()).toMatchObject({ underFloor: 0, answered429: 0 });
  });

  it("asks a single lock by the call that the product began with", async () => {
    const world = await settled({ locks: [front] });
    expect(paths(world).at(-1)).toBe(`/api/v37/my/lock/${front.id}/sync`);
  });

  it("presents the house once with each answer, and at nothing but its limits without one", async () => {
    let presents = 0;
    const world = await settled({ onPresent: () => (presents += 1) });
    const [before, asked] = [presents, requests(world)];
    await world.clock.advance(10 * MINUTE);
    expect(presents - before).toBe(requests(world) - asked);
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
    world.cloud.set(back.serial, OPEN);
    await world.clock.advance(20 * SECOND);
    expect(titles(world)).toEqual(["Back door opened"]);
    expect(world.trays.at(-1)?.icon).toBe("open");
  });

  it("leaves nothing behind when it stops, and a late answer changes nothing", async () => {
    const world = await settled();
    world.befall({ kind: "none", delayMs: 5 * SECOND });
    world.cloud.set(back.serial, OPEN);
    await world.clock.advance(20 * SECOND);
    world.stop();
    await world.clock.advance(MINUTE);
    expect(world.raised).toEqual([]);
    expect(world.clock.pending()).toBe(0);
  });

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

  it("is some of the locks by their ids, while another may not be asked yet, and each at its own floor", async () => {
    const world = await settled();
    const third = demoLock(3, "Cellar");
    world.cloud.add(third);
    // a sync names a lock that no list did, and the slow list that follows holds the floor for it
    world.befall((path) => ({ kind: "none", delayMs: path.includes("Page=") ? 4 * SECOND : 0 }));
    await world.clock.advance(29 * SECOND);
    expect(paths(world).slice(-3)).toEqual([SYNC, LIST, LIST.replace("Page=1", "Page=2")]);
    const before = paths(world).length;
    world.scheduler.resume();
    await world.clock.advance(30 * SECOND);
    const ids = two.map(({ id }) => `id=${id}`).join("&");
    expect(paths(world, before).slice(0, 2)).toEqual([`${SYNC}?${ids}`, `/api/v37/my/lock/${third.id}/sync`]);
    expect(world.cloud.counts()).toMatchObject({ underFloor: 0, answered429: 0 });
    // what some locks answer stands beside what is known of the others
    world.cloud.set(back.serial, OPEN);
    await world.clock.advance(MINUTE);
    expect(titles(world)).toEqual(["Back door opened"]);
    expect(
      world.engine
        .snapshot(world.clock.now())
        .rows.map(({ tone }) => tone)
        .sort(),
    ).toEqual([...["attention", "secure", "secure"]]);
  });
});
