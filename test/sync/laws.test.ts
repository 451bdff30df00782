import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { at } from "../unit/support/house.ts";
import { Polling, upTo } from "../virtual/polling.ts";
import {
  chance,
  choices,
  clocks,
  outcomes,
  perform,
  play,
  pollingOn,
  presses,
  scripts,
  steps,
  wellAnswered,
} from "./support/scripts.ts";
import { gaps, listBegins, longestSilence, mostWithin, pageTimes, shortestRest, syncs } from "./support/sent.ts";

const HOUR_MS = 3_600_000;
const TEN_MIN_MS = 600_000;

describe("in a steady state", () => {
  it.each([1, 4, 50, 500])("%i locks cost at most 180 syncs an hour, all of them together", async (locks) => {
    const polling = await new Polling({ locks, answer: () => ({ ms: 5 }) }).pass(2 * 3600 + 60);
    const all = syncs(polling.sent);
    const times = all.map(({ sentAt }) => sentAt);
    expect(mostWithin(times, HOUR_MS)).toBeLessThanOrEqual(180);
    const kind = locks === 1 ? "sync-one" : "sync-all";
    expect(all.every((one) => one.ids.length === locks && one.kind === kind)).toBe(true);
    expect(longestSilence(polling.sent, upTo(locks), 1000, polling.now)).toBeLessThanOrEqual(20_100);
    // two hours hold three lists; one lock's own sync tells of no other, so its list is read every five minutes
    expect(listBegins(polling.sent).length).toBe(locks === 1 ? 25 : 3);
    // one for each request and one for each answer
    expect(polling.timers).toBeLessThanOrEqual(2 * polling.sent.length + 10);
  });

  it.each([
    [20_000, 180],
    [30_000, 120],
    [60_000, 60],
  ])("at an interval of %i ms there are %i an hour", async (intervalMs, most) => {
    const { sent } = await new Polling({ locks: 4, intervalMs }).pass(3 * 3600);
    const times = syncs(sent).map(({ sentAt }) => sentAt);
    expect(mostWithin(times, HOUR_MS)).toBeLessThanOrEqual(most);
    expect(mostWithin(times, HOUR_MS)).toBeGreaterThanOrEqual(most * 0.97);
  });
});

/** Whatever happens, these hold where the requests arrive. */
function expectLaws({ sent, spokeInSilence }: Polling): void {
  const times = sent.map(({ sentAt }) => sentAt);
  expect(shortestRest(sent)).toBeGreaterThanOrEqual(20_000);
  expect(mostWithin(times, HOUR_MS)).toBeLessThanOrEqual(550);
  expect(mostWithin(pageTimes(sent), TEN_MIN_MS)).toBeLessThanOrEqual(9);
  expect(spokeInSilence).toBeNull();
  expect(sent.every(({ kind, ids }) => kind !== "sync-some" || ids.length <= 100)).toBe(true);
}

describe("whatever happens", () => {
  it("every limit holds, and time is never spent in circles", () =>
    fc.assert(
      fc.asyncProperty(scripts([1, 4, 50, 100, 500], [0, 1, 4, 99, 100, 250]), async (script) => {
        const { answers, chance: luck, locks, intervalMs, happens } = script;
        const polling = pollingOn(answers, { locks, intervalMs, luck });
        await play(polling, happens);
        await polling.pass(600);
        expectLaws(polling);
        expect(polling.timers).toBeLessThanOrEqual(3 * polling.sent.length + 3 * happens.length + 30);
        polling.end();
      }),
    ));

  it("lists begin at least 60 s apart once one was read, and on the ladder before", () => {
    const awake = fc.record({
      locks: fc.constantFrom(1, 50),
      refreshes: fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 25 }),
      answers: outcomes,
      luck: chance,
    });
    return fc.assert(
      fc.asyncProperty(awake, async ({ locks, refreshes, answers, luck }) => {
        const polling = pollingOn(answers, { locks, luck });
        for (const afterS of refreshes) (await polling.pass(afterS)).refresh();
        const { sent } = await polling.pass(600);
        const firstSync = sent.findIndex(({ kind }) => kind !== "list");
        const before = listBegins(firstSync === -1 ? sent : sent.slice(0, firstSync));
        const after = listBegins(firstSync === -1 ? [] : sent.slice(firstSync));
        expect(gaps(before).every((gap) => gap >= 18_000)).toBe(true);
        expect(gaps([...before.slice(-1), ...after]).every((gap) => gap >= 60_000)).toBe(true);
        polling.end();
      }),
      { numRuns: 50 },
    );
  });

  it("no lock starves while nothing fails", () => {
    const calm = fc.record({
      locks: fc.constantFrom(1, 4, 50, 250),
      happens: steps(15, presses, choices, clocks),
      answers: fc.array(wellAnswered, { minLength: 1, maxLength: 30 }),
    });
    return fc.assert(
      fc.asyncProperty(calm, async ({ locks, happens, answers }) => {
        const polling = pollingOn(answers, { locks });
        for (const { afterS, act } of happens) perform(await polling.pass(afterS), act);
        await polling.pass(600);
        expectLaws(polling);
        // the longest interval, a slow list and a slow answer
        expect(longestSilence(polling.sent, upTo(locks), 0, polling.now)).toBeLessThanOrEqual(60_000 + 10_000 + 10_000);
        polling.end();
      }),
      { numRuns: 50 },
    );
  });

  it("no lock starves in an account whose locks fell out of step, however slow its answers are", () => {
    const outOfStep = fc.record({
      locks: fc.constantFrom(150, 300, 500),
      joinsAfterS: fc.integer({ min: 620, max: 900 }),
      wakesAfterS: fc.integer({ min: 1, max: 19 }),
      slowMs: fc.integer({ min: 100, max: 9900 }),
    });
    return fc.assert(
      fc.asyncProperty(outOfStep, async ({ locks, joinsAfterS, wakesAfterS, slowMs }) => {
        let ms = 200;
        const polling = await new Polling({ locks: locks - 1, answer: () => ({ ms }) }).pass(joinsAfterS);
        polling.own(locks);
        while (polling.house.locks.size < locks) await polling.pass(1);
        await polling.pass(wakesAfterS);
        polling.scheduler.resume();
        ms = slowMs;
        const from = polling.now;
        await polling.pass(3000);
        expect(shortestRest(polling.sent)).toBeGreaterThanOrEqual(20_000);
        const times = syncs(polling.sent).map(({ sentAt }) => sentAt);
        expect(mostWithin(times, HOUR_MS)).toBeLessThanOrEqual(550);
        // its floor, the floor of the last of all, and two slow answers
        expect(longestSilence(polling.sent, upTo(locks), from, polling.now)).toBeLessThanOrEqual(60_000);
        polling.end();
      }),
      { numRuns: 10 },
    );
  });

  it("everything is asked again once nothing fails any more, after the longest wait there is", () =>
    fc.assert(
      fc.asyncProperty(scripts([1, 4, 50, 250], [0, 1, 4, 99]), async (script) => {
        const { answers, chance: luck, locks, intervalMs, happens } = script;
        const polling = pollingOn(answers, { locks, intervalMs, luck });
        await play(polling, happens);
        polling.own(locks);
        polling.heal();
        // the longest wait, the hour that others use the account, and the hour until the list is read again
        const { now: healed } = await polling.pass(3 * 3600);
        await polling.pass(600);
        expectLaws(polling);
        expect(polling.house).toMatchObject({ outage: null, keyRefused: false });
        expect(syncs(polling.sent).at(-1)?.ids).toEqual(upTo(locks));
        expect(longestSilence(polling.sent, upTo(locks), healed, polling.now)).toBeLessThanOrEqual(63_000);
        polling.end();
      }),
      { numRuns: 25 },
    ));

  it("an account that others or Ajar's own commands have nearly used up stays below its limit", () => {
    const used = fc.array(fc.integer({ min: -3599, max: 0 }), { minLength: 450, maxLength: 700 });
    return fc.assert(
      fc.asyncProperty(used, async (seconds) => {
        const spent = [...seconds].sort((a, b) => a - b);
        const polling = await new Polling({ locks: 4, spent }).pass(2 * 3600);
        const own = polling.sent.map(({ sentAt }) => sentAt);
        const all = [...spent.map((second) => at(second) - at(0)), ...own];
        for (const time of own) {
          expect(all.filter((one) => one <= time && one >= time - HOUR_MS).length).toBeLessThanOrEqual(550);
        }
        expect(own.length).toBeGreaterThan(0);
        expect(shortestRest(polling.sent)).toBeGreaterThanOrEqual(20_000);
        polling.end();
      }),
      { numRuns: 20 },
    );
  });
});
