import { describe, expect, it } from "vitest";
import { DEMO_KEY } from "../../src-main/demo/cloud.ts";
import { demoLock } from "../../src-main/demo/demo-lock.ts";
import type { Mishap } from "../virtual/cloud-fetch.ts";
import { createWorld } from "../virtual/world.ts";
import { back, front, MINUTE, OPEN, rows, SECOND, secureNow, settled, titles, two } from "./support/house.ts";

const PAGE = "<!doctype html><title>Sign in to this network</title>";
const ENVELOPE = JSON.stringify({ result: null, success: false, errorMessages: ["<b>No</b>"], statusCode: 401 });

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
    ["401 with a page", { kind: "answer", status: 401, body: "<html></html>" }],
    ["403 with a page", { kind: "answer", status: 403, body: "<html></html>" }],
    ["511 with a page", { kind: "answer", status: 511, body: "<html></html>" }],
    ["a redirect", { kind: "answer", status: 302, body: "" }],
    ["a proxy", { kind: "answer", status: 407, body: "" }],
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
    world.cloud.set(back.serial, OPEN);
    await world.clock.advance(5 * MINUTE);
    world.befall({ kind: "none" });
    await world.clock.advance(10 * MINUTE);
    expect(titles(world)).toEqual(["Back door is open"]);
  });
});

describe("a refused key", () => {
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

describe("a lock that cannot be reached", () => {
  it("shows no state again that a lock had ceased to tell when its connection is lost for one poll", async () => {
    const world = await settled();
    const text = (): string | undefined => rows(world).find(({ name }) => name === back.name)?.text;
    world.cloud.set(back.serial, { state: 99, doorState: null });
    await world.clock.advance(20 * SECOND);
    expect(text()).toBe("Unknown state");
    world.cloud.set(back.serial, { isConnected: false });
    await world.clock.advance(20 * SECOND);
    expect(text()).toBe("Unknown state");
    expect(world.trays.at(-1)?.icon).toBe("offline");
  });
});

describe("a portal that answers in Tedee's place for a quarter of an hour", () => {
  it.each([
    [401, "text/plain"],
    [401, "text/html"],
    [403, "text/html"],
    [407, "text/plain"],
    [511, "text/plain"],
  ])("with %i and a page of type %s never asks for another key, and is called what it is", async (status, type) => {
    const world = createWorld({ locks: [demoLock(1, "Front door")] });
    world.start();
    await world.clock.advance(MINUTE);
    world.befall({ kind: "answer", status, body: PAGE, headers: { "content-type": type } });
    for (let minute = 0; minute < 15; minute += 1) {
      await world.clock.advance(MINUTE);
      expect(world.engine.house().keyRefused).toBe(false);
      const { banner } = world.engine.snapshot(world.clock.now());
      expect(["blocked", "not-tedee"]).toContain(banner?.kind);
      expect(banner?.action).toBe("try-now");
    }
    expect(JSON.stringify(world.raised)).not.toContain("key");
    world.befall({ kind: "none" });
    await world.clock.advance(6 * MINUTE);
    expect(world.engine.snapshot(world.clock.now()).banner).toBeNull();
  });

  it("is not Tedee, which refuses a key with data", async () => {
    const world = createWorld({ locks: [demoLock(1, "Front door")] });
    world.start();
    await world.clock.advance(MINUTE);
    world.befall({ kind: "answer", status: 401, body: ENVELOPE });
    await world.clock.advance(3 * MINUTE);
    expect(world.engine.house().keyRefused).toBe(true);
  });
});

describe("a wait that Tedee asked for", () => {
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

  it.each(["sync", "list"] as const)(
    "keeps a wait that Tedee asks for when a sleep that nobody told of overtook the answer to a %s",
    async (purpose) => {
      const world = createWorld({ locks: two });
      world.start();
      await world.clock.advance(10 * SECOND);
      // another name asks for another list, a minute after the first
      if (purpose === "list") world.cloud.rename(front.serial, "Entrance");
      await world.clock.advance(45 * SECOND);
      // another program uses up what the account may ask in an hour
      for (let request = 0; request < 700; request += 1) {
        const path = "/api/v37/my/device/details";
        world.cloud.answer({ method: "GET", path, authorization: `PersonalKey ${DEMO_KEY}` });
      }
      world.befall({ kind: "none", delayMs: 3 * SECOND });
      const arrived = (): number => world.cloud.counts().total;
      const before = arrived();
      while (arrived() === before) await world.clock.advance(SECOND);
      world.clock.sleep(10 * MINUTE);
      await world.clock.advance(20 * MINUTE);
      expect(arrived()).toBe(before + 1);
      expect(world.lines.filter((line) => line.kind === "request").at(-1)).toMatchObject({ purpose, status: 429 });
    },
  );

  it.each([30, -30])("ends on disk, too, when it did before the clock was set by %i minutes", async (minutes) => {
    const world = createWorld({ locks: two });
    world.befall({ kind: "answer", status: 429, body: "", headers: { "retry-after": "3600" } });
    world.start();
    await world.clock.advance(10 * SECOND);
    world.befall({ kind: "none" });
    world.clock.set(minutes * MINUTE);
    await world.clock.advance(5 * MINUTE);
    world.stop();
    const next = createWorld({ locks: two, kept: world.kept(), continues: world });
    next.start();
    await next.clock.advance(54 * MINUTE);
    expect(next.lines.filter(({ kind }) => kind === "request")).toEqual([]);
    await next.clock.advance(2 * MINUTE);
    expect(next.lines.filter(({ kind }) => kind === "request").length).toBeGreaterThan(0);
  });
});
