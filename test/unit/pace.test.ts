import { describe, expect, it } from "vitest";
import { emptyListCache } from "../../src-main/core/polling/list-cache.ts";
import { lockIdOf } from "../../src-main/core/lock/lock.ts";
import * as pacing from "../../src-main/core/polling/poll-state.ts";
import { at } from "./support/house.ts";
import { Drive, type Outcome, type Sent } from "./support/pacing.ts";
import { gaps, listBegins, shortestRest, syncs } from "./support/sent.ts";

const down: Outcome = { ms: 100, failure: { kind: "tedee-down", status: 503 } };

const sentAt = (sent: readonly Sent[]): readonly number[] => sent.map((one) => one.sentAt);
const last = (sent: readonly Sent[]): number => sent.at(-1)?.sentAt ?? NaN;

/** A house of two locks that has been polled for a minute. */
const steady = (intervalMs = 20_000): Drive => new Drive({ locks: 2, intervalMs }).pass(61);

describe("a refresh", () => {
  it("asks at once when the floor allows, and names the moment when it does not", () => {
    const drive = new Drive({ locks: 2, intervalMs: 60_000 }).pass(90);
    expect(drive.refresh()).toBe(0);
    expect(last(drive.sent)).toBe(90_000);
    drive.pass(8);
    const wait = drive.refresh();
    expect(wait).toBe(12_200);
    expect(drive.sent.length).toBe(3);
    drive.pass(wait / 1000);
    expect(drive.refresh()).toBe(0);
    expect(last(drive.sent)).toBe(110_200);
  });

  it("waits for the floor of a request that is still on its way", () => {
    const drive = new Drive({ locks: 2, answer: () => ({ ms: 5000 }) }).pass(27);
    expect(syncs(drive.sent)).toMatchObject([{ sentAt: 25_000, endedAt: Infinity }]);
    expect(drive.refresh()).toBe(18_000);
  });

  it("ends a wait of Ajar's own, but no floor", () => {
    const drive = new Drive({ locks: 1, answer: (n) => (n > 0 ? down : undefined) }).pass(165);
    expect(sentAt(syncs(drive.sent))).toEqual([20_200, 40_300, 80_400, 160_500]);
    expect(drive.refresh()).toBe(15_600);
    drive.pass(15.6);
    expect(drive.refresh()).toBe(0);
    expect(last(drive.sent)).toBe(180_600);
  });

  it("of the first list is one every 20 s at most", () => {
    const drive = new Drive({ locks: 1, answer: () => down }).pass(0.2);
    expect(drive.refresh()).toBe(19_800);
    drive.pass(19.8);
    expect(drive.refresh()).toBe(0);
    expect(listBegins(drive.sent)).toEqual([0, 20_000]);
  });

  // what the run before this one asked is not known, so that the floor counts from the start
  it("keeps the floor of the run before a restart", () => {
    const drive = steady();
    drive.restart();
    drive.pass(1);
    drive.refresh();
    expect(shortestRest(drive.pass(30).sent)).toBeGreaterThanOrEqual(20_000);
  });

  it("of an empty account asks something, or says when it may", () => {
    const drive = new Drive({ locks: 0 }).pass(300);
    const before = drive.sent.length;
    const wait = drive.refresh();
    expect(wait > 0 || drive.sent.length > before).toBe(true);
  });
});

describe("a resume", () => {
  it.each([
    ["after a long sleep", 8 * 3600, 0],
    ["after a minute", 60, 0],
    // what was given up may yet arrive within a second
    ["after a nap, at the floor", 5, 21],
    ["at once, at the floor", 0, 21],
  ] as const)("asks within 5 s %s", (_, sleptS, floorS) => {
    const drive = new Drive({ locks: 2, intervalMs: 60_000 }).pass(60.2 + 60.2);
    const asleepAt = drive.now;
    drive.sleep(sleptS);
    const awakeAt = drive.now;
    drive.pass(70);
    const next = drive.sent.find((one) => one.sentAt > asleepAt)?.sentAt ?? NaN;
    expect(next).toBeGreaterThanOrEqual(Math.max(awakeAt + 3000, asleepAt + floorS * 1000));
    expect(next).toBeLessThanOrEqual(Math.max(awakeAt + 5000, asleepAt + floorS * 1000));
    expect(shortestRest(drive.sent)).toBeGreaterThanOrEqual(20_000);
  });

  it("gives up what is in flight, and counts its floor from when it must have arrived", () => {
    const drive = new Drive({ locks: 2, answer: (n) => (n === 1 ? { ms: 10_000 } : undefined) }).pass(25);
    drive.sleep(1);
    drive.pass(60);
    const [given, next] = syncs(drive.sent);
    expect(given).toMatchObject({ failed: true, endedAt: 25_000 });
    expect(next?.sentAt).toBe(46_000);
  });

  it("merges with others for 3 s", () => {
    const drive = steady(60_000).pass(25);
    drive.resume();
    const first = drive.now;
    for (let i = 0; i < 4; i += 1) {
      drive.pass(0.7);
      drive.resume();
    }
    drive.pass(10);
    expect(sentAt(drive.sent).filter((time) => time >= first)).toEqual([first + 3000]);
  });

  it("ends a back-off, but neither a limit nor the wait of a refused key", () => {
    const until = at(200);
    const held = (kind: pacing.Hold["kind"], keyRefused = false): pacing.PollState => ({
      ...pacing.startPollState(20_000, emptyListCache, at(0)),
      hold: { kind, until },
      keyRefused,
    });
    expect(pacing.resumed(held("backoff"), at(0)).hold).toEqual({ kind: "backoff", until: at(3) });
    expect(pacing.resumed(held("key"), at(0)).hold).toEqual({ kind: "backoff", until: at(3) });
    expect(pacing.resumed(held("limit"), at(0)).hold).toEqual({ kind: "limit", until });
    expect(pacing.resumed(held("key", true), at(0)).hold).toEqual({ kind: "key", until });
  });

  it("keeps the floor of the run before a restart", () => {
    const drive = steady();
    drive.restart();
    drive.pass(1);
    drive.resume();
    expect(shortestRest(drive.pass(30).sent)).toBeGreaterThanOrEqual(20_000);
  });
});

describe("the list", () => {
  it("is read again an hour after it was last read", () => {
    const { sent } = new Drive({ locks: 2 }).pass(2 * 3600 + 60);
    expect(listBegins(sent)).toEqual([0, 3_600_200, 7_200_400]);
  });

  it("is read again for a hint, 60 s after it last began, and once for each hint", () => {
    const drive = new Drive({ locks: 2 }).pass(10);
    for (let i = 0; i < 5; i += 1) drive.hint("unknown:7");
    drive.pass(300);
    expect(listBegins(drive.sent)).toEqual([0, 60_000]);
    drive.hint("unknown:7");
    drive.pass(300);
    expect(listBegins(drive.sent).length).toBe(2);
    drive.hint("revision:S1:3");
    drive.pass(1);
    expect(listBegins(drive.sent).length).toBe(3);
  });

  it("makes every lock due one interval later, and forgets locks that left it", () => {
    const drive = new Drive({ locks: 3 }).pass(100);
    drive.own(2);
    drive.hint("missing:3");
    drive.pass(0.2);
    expect([...drive.pace.dueAt]).toEqual([
      [lockIdOf(1), at(120.2)],
      [lockIdOf(2), at(120.2)],
    ]);
    expect([...drive.pace.floorAt.keys()]).toEqual([1, 2]);
  });

  it("of many pages is read to the end, the last one even when it is empty", () => {
    const { sent } = new Drive({ locks: 500 }).pass(10);
    expect(sent.map(({ page }) => page)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it("of many pages is read in the end, though it was interrupted once", () => {
    const drive = new Drive({ locks: 500, answer: () => ({ ms: 1000 }) }).pass(3.5);
    drive.resume();
    expect(drive.pass(3 * 3600).pace.listedAt).not.toBeNull();
  });

  it("that was stopped at its limit begins again 60 s later at the earliest", () => {
    const drive = new Drive({ locks: 500, answer: () => ({ ms: 1000 }) }).pass(3.5);
    drive.resume();
    const { sent } = drive.pass(1800);
    expect(gaps(listBegins(sent).slice(1)).every((gap) => gap >= 60_000)).toBe(true);
  });
});

describe("an interval that was chosen", () => {
  it("brings a later poll forward, at the floor at the earliest", () => {
    const drive = new Drive({ locks: 2, intervalMs: 60_000 }).pass(65);
    drive.choose(20_000);
    drive.pass(60);
    expect(sentAt(syncs(drive.sent))).toEqual([60_200, 85_000, 105_200]);
    const soon = new Drive({ locks: 2, intervalMs: 60_000 }).pass(60.5);
    soon.choose(20_000);
    expect(shortestRest(soon.pass(60).sent)).toBeGreaterThanOrEqual(20_000);
  });

  it("that is longer counts from the next answer", () => {
    const drive = steady();
    drive.choose(60_000);
    drive.pass(130);
    expect(gaps(sentAt(syncs(drive.sent))).slice(-2)).toEqual([20_200, 60_200]);
  });
});

describe("a clock that is set", () => {
  it.each([-86_400, -3600, -10, 10, 3600, 86_400])("by %i s makes neither a burst nor a pause", (seconds) => {
    const drive = steady().pass(14);
    drive.setClock(seconds);
    const before = drive.sent.length;
    drive.pass(600);
    const times = sentAt(drive.sent.slice(before - 1));
    expect(gaps(times).every((gap) => gap >= 20_000 && gap <= 25_000)).toBe(true);
    expect(times.length).toBeGreaterThanOrEqual(25);
  });

  it("moves every instant along", () => {
    const pace: pacing.PollState = {
      ...steady().pace,
      hold: { kind: "limit", until: at(90) },
      refusals: { count: 1, since: at(50) },
      sharedUntil: at(3000),
    };
    expect(pacing.shifted(pacing.shifted(pace, 86_400_000), -86_400_000)).toEqual(pace);
    const shifted = pacing.shifted(pace, 1000);
    expect(shifted).toMatchObject({
      hold: { kind: "limit", until: at(91) },
      refusals: { count: 1, since: at(51) },
      sharedUntil: at(3001),
    });
    expect(shifted.budget).toEqual(pace.budget.map((time) => time + 1000));
    expect([...shifted.dueAt.values()]).toEqual([...pace.dueAt.values()].map((time) => time + 1000));
  });
});
