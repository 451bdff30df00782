import { describe, expect, it } from "vitest";
import { Polling, type Outcome } from "../virtual/polling.ts";
import { gaps, listBegins, sentAt, shortestRest, syncs } from "./support/sent.ts";

const down: Outcome = { ms: 100, failure: { kind: "tedee-down", status: 503 } };

/** A house of two locks that was polled for a minute. */
const steady = (): Promise<Polling> => new Polling({ locks: 2 }).pass(61);

describe("a refresh", () => {
  it("asks at once when the floor allows, and names the moment when it does not", async () => {
    const polling = await new Polling({ locks: 2, intervalMs: 60_000 }).pass(90);
    expect(polling.refresh()).toBe(0);
    expect(sentAt(polling.sent).at(-1)).toBe(90_000);
    await polling.pass(8);
    const wait = polling.refresh();
    expect(wait).toBe(12_200);
    expect(polling.sent.length).toBe(3);
    await polling.pass(wait / 1000);
    expect(polling.refresh()).toBe(0);
    expect(sentAt(polling.sent).at(-1)).toBe(110_200);
  });

  it("waits for the floor of a request that is still on its way", async () => {
    const polling = await new Polling({ locks: 2, answer: () => ({ ms: 5000 }) }).pass(27);
    expect(syncs(polling.sent)).toMatchObject([{ sentAt: 25_000, endedAt: Infinity }]);
    expect(polling.refresh()).toBe(18_000);
  });

  it("ends a wait of Ajar's own, but no floor", async () => {
    const polling = await new Polling({ locks: 1, answer: (n) => (n > 0 ? down : undefined) }).pass(165);
    expect(sentAt(syncs(polling.sent))).toEqual([20_200, 40_300, 80_400, 160_500]);
    expect(polling.refresh()).toBe(15_600);
    await polling.pass(15.6);
    expect(polling.refresh()).toBe(0);
    expect(sentAt(polling.sent).at(-1)).toBe(180_600);
  });

  it("of the first list is one every 20 s at most", async () => {
    const polling = await new Polling({ locks: 1, answer: () => down }).pass(0.2);
    expect(polling.refresh()).toBe(19_800);
    await polling.pass(19.8);
    expect(polling.refresh()).toBe(0);
    expect(listBegins(polling.sent)).toEqual([0, 20_000]);
  });

  it("of an empty account asks for its list, at most once in a minute", async () => {
    const polling = await new Polling({ locks: 0 }).pass(50);
    expect(polling.refresh()).toBe(10_000);
    await polling.pass(10);
    expect(polling.refresh()).toBe(0);
    expect(listBegins(polling.sent)).toEqual([0, 60_000]);
  });
});

describe("an interval that was chosen", () => {
  it("brings a later poll forward, at the floor at the earliest", async () => {
    const polling = await new Polling({ locks: 2, intervalMs: 60_000 }).pass(65);
    polling.choose(20_000);
    await polling.pass(60);
    expect(sentAt(syncs(polling.sent))).toEqual([60_200, 85_000, 105_200]);
    const soon = await new Polling({ locks: 2, intervalMs: 60_000 }).pass(60.5);
    soon.choose(20_000);
    expect(shortestRest((await soon.pass(60)).sent)).toBeGreaterThanOrEqual(20_000);
  });

  it("that is longer counts from the next answer", async () => {
    const polling = await steady();
    polling.choose(60_000);
    await polling.pass(130);
    expect(gaps(sentAt(syncs(polling.sent))).slice(-2)).toEqual([20_200, 60_200]);
  });
});
