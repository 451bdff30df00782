import { describe, expect, it } from "vitest";
import { LADDER_MS } from "../../src-main/core/polling/backoff.ts";
import { Polling, type Outcome } from "../virtual/polling.ts";
import { gaps, listBegins, sentAt, syncs } from "./support/sent.ts";

const refused: Outcome = { ms: 100, failure: { kind: "key-refused" } };
const down: Outcome = { ms: 100, failure: { kind: "tedee-down", status: 503 } };
const limited = (waitMs: number | null): Outcome => ({ ms: 100, failure: { kind: "limit-reached", waitMs } });

/** A house of two locks that was polled for a minute. */
const steady = (answer: (n: number) => Outcome | undefined): Promise<Polling> =>
  new Polling({ locks: 2, answer }).pass(61);

describe("a limit that was reached", () => {
  it.each([
    ["as long as Tedee says", 45_000, 45_000],
    ["300 s when it does not say", null, 300_000],
  ] as const)("is waited out %s, whatever a person or the computer does", async (_, waitMs, silence) => {
    const polling = await steady((n) => (n === 2 ? limited(waitMs) : undefined));
    const [from] = polling.sent.filter(({ failed }) => failed).map(({ endedAt }) => endedAt);
    expect(polling.refresh()).toBe((from ?? NaN) + silence - polling.now);
    polling.scheduler.resume();
    polling.sleep(10);
    polling.own(3);
    polling.choose(30_000);
    await polling.pass(3600);
    expect(polling.spokeInSilence).toBeNull();
    expect(polling.sent[3]?.sentAt).toBe((from ?? NaN) + silence);
  });

  it("is waited out across a restart", async () => {
    const polling = await steady((n) => (n === 2 ? limited(600_000) : undefined));
    const until = polling.silentUntil;
    await polling.pass(100);
    polling.restart();
    await polling.pass(900);
    expect(polling.spokeInSilence).toBeNull();
    expect(polling.sent[3]?.sentAt).toBe(until);
  });

  it("means that others use the account: polls are 60 s apart for the hour after, then as chosen", async () => {
    const polling = await steady((n) => (n === 2 ? limited(60_000) : undefined));
    const until = polling.silentUntil;
    await polling.pass(2 * 3600);
    const shared = polling.sent.filter((one) => one.sentAt >= until && one.sentAt <= until + 3_600_000);
    const later = polling.sent.filter((one) => one.sentAt > until + 3_700_000);
    expect(gaps(sentAt(syncs(shared))).every((gap) => gap >= 60_000)).toBe(true);
    expect(gaps(sentAt(shared)).every((gap) => gap <= 61_000)).toBe(true);
    expect(gaps(sentAt(later)).every((gap) => gap <= 21_000)).toBe(true);
  });
});

describe("a refused key", () => {
  it.each([
    [20_000, 4],
    [30_000, 3],
    [60_000, 3],
  ])(
    "at an interval of %i ms is asked about after %i refusals, and the interval is kept until then",
    async (intervalMs, patient) => {
      const answer = (n: number) => (n > 0 ? refused : undefined);
      const polling = await new Polling({ locks: 2, intervalMs, answer }).pass(600);
      const refusals = sentAt(syncs(polling.sent));
      const patience = Array.from({ length: patient - 1 }, () => intervalMs + 100);
      expect(gaps(refusals.slice(0, patient))).toEqual(patience);
      expect(gaps(refusals.slice(patient - 1))[0]).toBe(300_100);
      expect(polling.house.keyRefused).toBe(true);
      await polling.pass(3600);
      expect(gaps(sentAt(syncs(polling.sent).slice(patient))).every((gap) => gap === 300_100)).toBe(true);
    },
  );

  it("is refused from the first list on, too", async () => {
    const polling = await new Polling({ locks: 1, answer: () => refused }).pass(59);
    expect(polling.house).toMatchObject({ keyRefused: false, outage: { count: 3 } });
    await polling.pass(2);
    expect(polling.house.keyRefused).toBe(true);
    expect(sentAt((await polling.pass(400)).sent)).toEqual([0, 20_100, 40_200, 60_300, 360_400]);
  });

  it("is trusted again after one success, and the interval is back", async () => {
    const answer = (n: number) => (n > 0 && n < 7 ? refused : undefined);
    const polling = await new Polling({ locks: 1, answer }).pass(2000);
    expect(polling.house).toMatchObject({ keyRefused: false, outage: null });
    expect(gaps(sentAt(polling.sent)).at(-1)).toBe(20_200);
  });

  it("must be refused in a row: another failure begins the count again", async () => {
    const scripted = [refused, refused, down, refused, refused];
    const polling = await new Polling({ locks: 1, answer: (n) => scripted[n - 1] }).pass(181);
    expect(polling.house.keyRefused).toBe(false);
    expect(polling.sent.filter(({ failed }) => failed).length).toBe(5);
  });

  it("keeps its five minutes whatever else fails meanwhile", async () => {
    const answer = (n: number): Outcome | undefined => (n > 5 ? down : n > 0 ? refused : undefined);
    // the shortest wait that the ladder has at its end is another than these
    const polling = await new Polling({ locks: 1, answer, chance: () => 0 }).pass(3000);
    expect(polling.house.keyRefused).toBe(true);
    expect(gaps(sentAt(polling.sent.slice(5))).every((gap) => gap === 300_100)).toBe(true);
  });
});

describe("failures in a row", () => {
  it("climb the ladder where requests arrive, and one success ends it", async () => {
    const answer = (n: number) => (n > 0 && n < 8 ? down : undefined);
    const { sent } = await new Polling({ locks: 1, answer }).pass(2000);
    expect(gaps(sentAt(sent)).slice(1, 8)).toEqual([...LADDER_MS, 300_000, 300_000].map((ms) => ms + 100));
    expect(gaps(sentAt(sent)).slice(8, 10)).toEqual([20_200, 20_200]);
  });

  it("of the first list climb it too, before anything is known", async () => {
    const { sent } = await new Polling({ locks: 1, answer: (n) => (n < 5 ? down : undefined) }).pass(700);
    expect(gaps(listBegins(sent))).toEqual(LADDER_MS.map((ms) => ms + 100));
  });
});
