import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lockIdOf } from "../../src-main/core/lock/lock.ts";
import { idsOf, plan } from "../../src-main/core/polling/poll-plan.ts";
import { at } from "./support/house.ts";
import { Drive, due, upTo } from "./support/pacing.ts";
import { longestSilence, mostWithin, shortestRest, syncs } from "./support/sent.ts";

describe("where one request cannot hold all that is due", () => {
  it("names a hundred locks at most in one request, and all the rest in those that follow", () => {
    const pace = due(...Array.from({ length: 199 }, () => 0), 60);
    const { ask } = plan(pace, at(0));
    expect(ask).toEqual({ kind: "sync-some", ids: upTo(100) });
    const rest = { ...pace, dueAt: new Map([...pace.dueAt].map(([id, time]) => [id, id <= 100 ? at(20) : time])) };
    const { ask: next } = plan(rest, at(0));
    expect(next && idsOf(next)).toEqual(upTo(199).slice(100));
  });

  it("names those first that are due the longest, wherever they stand in the list", () => {
    const pace = due(...Array.from({ length: 199 }, (_, i) => -i / 100), 60);
    const { ask } = plan(pace, at(0));
    expect(ask && idsOf(ask)).toEqual(upTo(199).slice(99).reverse());
  });

  it.each([
    ["201 of 202 at once", [...Array.from({ length: 201 }, () => 0), 15]],
    ["two of 202 before the others", [0, 0, ...Array.from({ length: 200 }, () => 5), 15]],
    ["four locks, each on its own", [0, 5, 10, 15]],
  ])("waits for the last of all locks, where they would take four requests: %s", (_, seconds) => {
    const pace = due(...seconds);
    const last = { ...pace, floorAt: new Map([[lockIdOf(seconds.length), at(14)]]) };
    expect(plan(last, at(0))).toEqual({ ask: null, wakeAt: at(14) });
    expect(plan(last, at(14)).ask).toEqual({ kind: "sync-all", ids: upTo(seconds.length) });
    expect(plan(pace, at(0)).ask).toEqual({ kind: "sync-all", ids: upTo(seconds.length) });
  });

  it.each([
    ["200 of 201 at once", [...Array.from({ length: 200 }, () => 0), 15], 100],
    ["three locks, each on its own", [0, 5, 10], 1],
    ["four that fall due within 2 s", [0, 1, 2, 10], 1],
  ])("asks for parts, where they take three requests: %s", (_, seconds, first) => {
    const { ask } = plan(due(...seconds), at(2));
    expect(ask && idsOf(ask).length).toBeGreaterThanOrEqual(first);
    expect(ask?.kind).not.toBe("sync-all");
  });

  it("no lock starves in an account whose locks fell out of step, however slow its answers are", () => {
    const outOfStep = fc.record({
      locks: fc.constantFrom(150, 300, 500),
      joinsAfterS: fc.integer({ min: 620, max: 900 }),
      wakesAfterS: fc.integer({ min: 1, max: 19 }),
      slowMs: fc.integer({ min: 100, max: 9900 }),
    });
    fc.assert(
      fc.property(outOfStep, ({ locks, joinsAfterS, wakesAfterS, slowMs }) => {
        let ms = 200;
        const drive = new Drive({ locks: locks - 1, answer: () => ({ ms }) }).pass(joinsAfterS);
        drive.own(locks);
        drive.hint("unknown");
        drive.pass(2 + wakesAfterS).resume();
        ms = slowMs;
        const from = drive.now;
        drive.pass(3000);
        expect(shortestRest(drive.sent)).toBeGreaterThanOrEqual(20_000);
        const times = syncs(drive.sent).map(({ sentAt }) => sentAt);
        expect(mostWithin(times, 3_600_000)).toBeLessThanOrEqual(550);
        // its floor, the floor of the last of all, and two slow answers
        expect(longestSilence(drive.sent, upTo(locks), from, drive.now)).toBeLessThanOrEqual(60_000);
      }),
      { numRuns: 25 },
    );
  });
});
