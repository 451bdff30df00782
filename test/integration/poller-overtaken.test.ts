import { expect, it } from "vitest";
import { DEMO_KEY } from "../../src-main/demo/cloud.ts";
import { demoLock } from "../../src-main/demo/demo-lock.ts";
import { createWorld } from "../virtual/world.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;

it.each(["sync", "list"] as const)(
  "keeps a wait that Tedee asks for when a sleep that nobody told of overtook the answer to a %s",
  async (purpose) => {
    const front = demoLock(1, "Front door");
    const world = createWorld({ locks: [front, demoLock(2, "Back door")] });
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
