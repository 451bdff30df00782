import { describe, expect, it } from "vitest";
import { Polling } from "../virtual/polling.ts";
import { gaps, sentAt, shortestRest, syncs } from "./support/sent.ts";

/** A house of two locks that was polled for a minute. */
const steady = (intervalMs = 20_000): Promise<Polling> => new Polling({ locks: 2, intervalMs }).pass(61);

describe("a waking", () => {
  it.each([
    ["after a long sleep", 8 * 3600, 0],
    ["after a minute", 60, 0],
    // what was given up may yet arrive within a second
    ["after a nap, at the floor", 5, 21],
    ["at once, at the floor", 0, 21],
  ] as const)("is followed by a poll within 5 s %s", async (_, sleptS, floorS) => {
    const polling = await new Polling({ locks: 2, intervalMs: 60_000 }).pass(60.2 + 60.2);
    const asleepAt = polling.now;
    polling.sleep(sleptS);
    const awakeAt = polling.now;
    await polling.pass(70);
    const next = polling.sent.find((one) => one.sentAt > asleepAt)?.sentAt ?? NaN;
    expect(next).toBeGreaterThanOrEqual(Math.max(awakeAt + 3000, asleepAt + floorS * 1000));
    expect(next).toBeLessThanOrEqual(Math.max(awakeAt + 5000, asleepAt + floorS * 1000));
    expect(shortestRest(polling.sent)).toBeGreaterThanOrEqual(20_000);
  });

  it("gives up what is in flight, and counts its floor from when it must have arrived", async () => {
    const answer = (n: number) => (n === 1 ? { ms: 10_000 } : undefined);
    const polling = await new Polling({ locks: 2, answer }).pass(25);
    polling.sleep(1);
    await polling.pass(60);
    const [given, next] = syncs(polling.sent);
    expect(given).toMatchObject({ failed: true, endedAt: 25_000 });
    expect(next?.sentAt).toBe(46_000);
  });

  it("that is told again within 3 s is one", async () => {
    const polling = await (await steady(60_000)).pass(25);
    polling.scheduler.resume();
    const first = polling.now;
    for (let i = 0; i < 4; i += 1) {
      await polling.pass(0.7);
      polling.scheduler.resume();
    }
    await polling.pass(10);
    expect(sentAt(polling.sent).filter((time) => time >= first)).toEqual([first + 3000]);
  });

  it("that is told 3 s after another is another", async () => {
    const polling = await (await steady(60_000)).pass(25);
    polling.scheduler.resume();
    const first = polling.now;
    await polling.pass(2.999);
    expect(sentAt(polling.sent).at(-1)).toBeLessThan(first);
    await polling.pass(0.001);
    polling.scheduler.resume();
    await polling.pass(20);
    expect(sentAt(polling.sent).find((time) => time >= first)).toBe(first + 3000);
  });
});

describe("a clock that is set", () => {
  it.each([-86_400, -3600, -10, 10, 3600, 86_400])("by %i s makes neither a burst nor a pause", async (seconds) => {
    const polling = await (await steady()).pass(14);
    polling.setClock(seconds);
    const before = polling.sent.length;
    await polling.pass(600);
    const times = sentAt(polling.sent.slice(before - 1));
    expect(gaps(times).every((gap) => gap >= 20_000 && gap <= 25_000)).toBe(true);
    expect(times.length).toBeGreaterThanOrEqual(25);
  });
});
