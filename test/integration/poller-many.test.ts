import { expect, it } from "vitest";
import { demoLock } from "../../src-main/demo/demo-lock.ts";
import { createWorld } from "../virtual/world.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;

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
