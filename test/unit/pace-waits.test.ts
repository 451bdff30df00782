import { describe, expect, it } from "vitest";
import { LADDER_MS } from "../../src-main/core/polling/backoff.ts";
import { emptyListCache } from "../../src-main/core/polling/list-cache.ts";
import * as pacing from "../../src-main/core/polling/poll-state.ts";
import { at } from "./support/house.ts";
import { Drive, listCacheOf, type Outcome, type Sent } from "./support/pacing.ts";
import { gaps, listBegins, syncs } from "./support/sent.ts";

const refused: Outcome = { ms: 100, failure: { kind: "key-refused" } };
const down: Outcome = { ms: 100, failure: { kind: "tedee-down", status: 503 } };
const limited = (waitMs: number | null): Outcome => ({ ms: 100, failure: { kind: "limit-reached", waitMs } });

const sentAt = (sent: readonly Sent[]): readonly number[] => sent.map((one) => one.sentAt);

/** A house of two locks that has been polled for a minute. */
const steady = (answer: (n: number) => Outcome | undefined): Drive => new Drive({ locks: 2, answer }).pass(61);

describe("a limit that was reached", () => {
  it.each([
    ["as long as Tedee says", 45_000, 45_000],
    ["300 s when it does not say", null, 300_000],
  ] as const)("is waited out %s, whatever a person or the computer does", (_, waitMs, silence) => {
    const drive = steady((n) => (n === 2 ? limited(waitMs) : undefined));
    const [from] = drive.sent.filter(({ failed }) => failed).map(({ endedAt }) => endedAt);
    expect(drive.refresh()).toBe((from ?? NaN) + silence - drive.now);
    drive.resume();
    drive.sleep(10);
    drive.hint("unknown:7");
    drive.choose(30_000);
    drive.pass(3600);
    expect(drive.spokeInSilence).toBeNull();
    expect(drive.sent[3]?.sentAt).toBe((from ?? NaN) + silence);
  });

  it("is waited out across a restart, though not longer than an hour", () => {
    const drive = steady((n) => (n === 2 ? limited(600_000) : undefined));
    const until = drive.silentUntil;
    drive.pass(100).restart();
    expect(drive.pace.hold).toEqual({ kind: "limit", until: at(until / 1000) });
    drive.pass(900);
    expect(drive.spokeInSilence).toBeNull();
    expect(drive.sent[3]?.sentAt).toBe(until);
    expect(pacing.startPollState(20_000, listCacheOf(2, [], at(-1)), at(0)).hold).toBeNull();
  });

  it("means that others use the account: polls are 60 s apart for the hour after, then as chosen", () => {
    const drive = steady((n) => (n === 2 ? limited(60_000) : undefined));
    const until = drive.silentUntil;
    drive.pass(2 * 3600);
    const shared = drive.sent.filter((one) => one.sentAt >= until && one.sentAt <= until + 3_600_000);
    const later = drive.sent.filter((one) => one.sentAt > until + 3_700_000);
    expect(gaps(sentAt(syncs(shared))).every((gap) => gap >= 60_000)).toBe(true);
    expect(gaps(sentAt(shared)).every((gap) => gap <= 61_000)).toBe(true);
    expect(gaps(sentAt(later)).every((gap) => gap <= 21_000)).toBe(true);
  });

  it("that our own count explains leaves the interval alone", () => {
    const budget = Array.from({ length: 700 }, () => at(-10));
    const pace = { ...pacing.startPollState(20_000, emptyListCache, at(0)), budget };
    const failure = { kind: "limit-reached", retryAt: at(60) } as const;
    expect(pacing.failed(pace, [], failure, at(0), 0.5).sharedUntil).toBeNull();
    expect(pacing.failed({ ...pace, budget: [] }, [], failure, at(0), 0.5).sharedUntil).toBe(at(3660));
  });

  it("keeps a longer interval that was chosen", () => {
    const pace = { ...pacing.startPollState(60_000, emptyListCache, at(0)), sharedUntil: at(100) };
    expect(pacing.intervalNow(pace, at(0))).toBe(60_000);
    expect(pacing.intervalNow({ ...pace, intervalMs: 30_000 }, at(99))).toBe(60_000);
    expect(pacing.intervalNow({ ...pace, intervalMs: 30_000 }, at(100))).toBe(30_000);
  });
});

describe("a refused key", () => {
  it.each([
    [20_000, 4],
    [30_000, 3],
    [60_000, 3],
  ])("at an interval of %i ms is asked about after %i refusals, and the interval is kept until then", (ms, patient) => {
    const drive = new Drive({ locks: 2, intervalMs: ms, answer: (n) => (n > 0 ? refused : undefined) }).pass(600);
    const refusals = syncs(drive.sent);
    expect(gaps(sentAt(refusals.slice(0, patient)))).toEqual(Array.from({ length: patient - 1 }, () => ms + 100));
    expect(gaps(sentAt(refusals.slice(patient - 1)))[0]).toBe(300_100);
    expect(drive.pace.keyRefused).toBe(true);
    drive.pass(3600);
    expect(gaps(sentAt(syncs(drive.sent).slice(patient))).every((gap) => gap === 300_100)).toBe(true);
  });

  it("is refused from the first list on, too", () => {
    const drive = new Drive({ locks: 1, answer: () => refused }).pass(59);
    expect(drive.pace).toMatchObject({ keyRefused: false, refusals: { count: 3 } });
    drive.pass(2);
    expect(drive.pace.keyRefused).toBe(true);
    expect(sentAt(drive.pass(400).sent)).toEqual([0, 20_100, 40_200, 60_300, 360_400]);
  });

  it("is trusted again after one success, and the interval is back", () => {
    const drive = new Drive({ locks: 1, answer: (n) => (n > 0 && n < 7 ? refused : undefined) }).pass(2000);
    expect(drive.pace).toMatchObject({ keyRefused: false, refusals: null, hold: null });
    expect(gaps(sentAt(drive.sent)).at(-1)).toBe(20_200);
  });

  it("must be refused in a row: another failure begins the count again", () => {
    const scripted = [refused, refused, down, refused, refused];
    const drive = new Drive({ locks: 1, answer: (n) => scripted[n - 1] }).pass(181);
    expect(drive.pace).toMatchObject({ keyRefused: false });
    expect(drive.sent.filter(({ failed }) => failed).length).toBe(5);
  });

  it("keeps its five minutes whatever else fails meanwhile", () => {
    const answer = (n: number): Outcome | undefined => (n > 5 ? down : n > 0 ? refused : undefined);
    // the shortest wait that the ladder has at its end is another than these
    const drive = new Drive({ locks: 1, answer, chance: () => 0 }).pass(3000);
    expect(drive.pace.keyRefused).toBe(true);
    expect(gaps(sentAt(drive.sent.slice(5))).every((gap) => gap === 300_100)).toBe(true);
  });
});

describe("failures in a row", () => {
  it("climb the ladder where requests arrive, and one success ends it", () => {
    const { sent } = new Drive({ locks: 1, answer: (n) => (n > 0 && n < 8 ? down : undefined) }).pass(2000);
    expect(gaps(sentAt(sent)).slice(1, 8)).toEqual([...LADDER_MS, 300_000, 300_000].map((ms) => ms + 100));
    expect(gaps(sentAt(sent)).slice(8, 10)).toEqual([20_200, 20_200]);
  });

  it("of the first list climb it too, before anything is known", () => {
    const { sent } = new Drive({ locks: 1, answer: (n) => (n < 5 ? down : undefined) }).pass(700);
    expect(gaps(listBegins(sent))).toEqual(LADDER_MS.map((ms) => ms + 100));
  });
});
