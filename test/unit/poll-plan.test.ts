import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { emptyListCache } from "../../src-main/core/polling/list-cache.ts";
import { instant, type Instant } from "../../src-main/core/lock/lock.ts";
import { startPollState, type PollState } from "../../src-main/core/polling/poll-state.ts";
import { idsOf, mayReadPage, plan } from "../../src-main/core/polling/poll-plan.ts";
import { at } from "./support/house.ts";
import {
  chance,
  choices,
  clocks,
  driveOn,
  outcomes,
  perform,
  presses,
  scripts,
  steps,
  wellAnswered,
} from "./support/pacing-scripts.ts";
import { Drive, due, upTo } from "./support/pacing.ts";
import { gaps, listBegins, longestSilence, mostWithin, pageTimes, shortestRest, syncs } from "./support/sent.ts";

const HOUR_MS = 3_600_000;
const TEN_MIN_MS = 600_000;
describe("what is asked", () => {
  it("is first the list", () =>
    expect(plan(startPollState(20_000, emptyListCache, at(0)), at(0)).ask).toEqual({ kind: "list", page: 1 }));

  it.each([
    ["one lock of one", [0], { kind: "sync-one", id: 1 }],
    ["one of several", [60, 0, 60], { kind: "sync-one", id: 2 }],
    ["all of several", [0, 0, 0], { kind: "sync-all", ids: [1, 2, 3] }],
    ["some of several", [0, 60, 0], { kind: "sync-some", ids: [1, 3] }],
  ] as const)("for %s that is due", (_, seconds, ask) => expect(plan(due(...seconds), at(0)).ask).toEqual(ask));

  it.each([
    ["due together", [20, 20, 20], 20, [1, 2, 3]],
    ["due within 2 s, when the last of them is, the longest due first", [20, 22, 21], 22, [1, 3, 2]],
    ["due 2 s and a bit later, on its own", [20, 22.001], 20, [1]],
    ["due in a chain, each within 2 s of the next, from the first alone", [20, 21.5, 22.1], 21.5, [1, 2]],
  ] as const)("gathers locks %s", (_, seconds, when, asked) => {
    const pace = due(...seconds);
    const waits = plan(pace, at(0));
    expect(waits).toEqual({ ask: null, wakeAt: at(when) });
    expect(plan(pace, instant(waits.wakeAt - 1)).ask).toBeNull();
    const { ask } = plan(pace, waits.wakeAt);
    expect(ask && idsOf(ask)).toEqual(asked);
  });

  it("never holds a lock that is not due, gathers what is due within 2 s, and names no lock twice", () => {
    const tenths = fc.integer({ min: -20, max: 20 });
    const seconds = fc.array(tenths, { minLength: 1, maxLength: 150, size: "large" });
    fc.assert(
      fc.property(seconds, (all) => {
        const pace = due(...all.map((tenth) => tenth / 10));
        const first = plan(pace, at(0));
        const now = first.ask === null ? first.wakeAt : at(0);
        const { ask } = first.ask === null ? plan(pace, now) : first;
        const asked = ask === null ? [] : idsOf(ask);
        const dueNow = [...pace.dueAt].filter(([, time]) => time <= now).map(([id]) => id);
        const earliest = Math.min(...pace.dueAt.values());
        expect(new Set(asked).size).toBe(asked.length);
        expect(asked.length).toBe(ask?.kind === "sync-some" ? Math.min(100, dueNow.length) : dueNow.length);
        expect(asked.every((id) => dueNow.includes(id))).toBe(true);
        // whatever is due within 2 s of the first has come due by the time it goes
        expect([...pace.dueAt.values()].every((time) => time <= now || time > earliest + 2000)).toBe(true);
        expect(now).toBeLessThanOrEqual(Math.max(at(0), earliest + 2000));
      }),
    );
  });

  it("is nothing during a hold, whatever is due", () => {
    for (const kind of ["backoff", "limit", "key"] as const) {
      const held: PollState = { ...due(0), listWanted: true, hold: { kind, until: at(50) } };
      expect(plan(held, at(49))).toEqual({ ask: null, wakeAt: at(50) });
      expect(plan(held, at(50)).ask).not.toBeNull();
    }
  });

  it("looks again within five minutes when there is no lock at all, which no sync would tell of", () => {
    const { ask, wakeAt } = plan(due(), at(1));
    expect(ask).toBeNull();
    expect(wakeAt).toBe(at(300));
  });

  it("waits for the hour to slide when the account is used up, and lets the list give way first", () => {
    const spent = (count: number): readonly Instant[] => Array.from({ length: count }, () => at(-1800));
    expect(plan({ ...due(0), budget: spent(550) }, at(0))).toEqual({ ask: null, wakeAt: instant(at(1800) + 1) });
    const nearly: PollState = { ...due(0), listWanted: true, listBegunAt: at(-60), budget: spent(545) };
    expect(plan(nearly, at(0)).ask).toEqual({ kind: "sync-one", id: 1 });
    expect(mayReadPage({ ...nearly, budget: spent(544) }, at(0))).toBe(true);
    expect(mayReadPage(nearly, at(0))).toBe(false);
    expect(mayReadPage({ ...due(0), listTimes: Array.from({ length: 9 }, () => at(-60)) }, at(0))).toBe(false);
  });
});

describe("in a steady state", () => {
  it.each([1, 4, 50, 500])("%i locks cost at most 180 syncs an hour, all of them together", (locks) => {
    const drive = new Drive({ locks, answer: () => ({ ms: 5 }) }).pass(2 * 3600 + 60);
    const all = syncs(drive.sent);
    expect(
      mostWithin(
        all.map(({ sentAt }) => sentAt),
        HOUR_MS,
      ),
    ).toBeLessThanOrEqual(180);
    expect(all.every((one) => one.ids.length === locks && one.kind === (locks === 1 ? "sync-one" : "sync-all"))).toBe(
      true,
    );
    expect(longestSilence(drive.sent, upTo(locks), 1000, drive.now)).toBeLessThanOrEqual(20_100);
    // two hours hold three lists; one lock's own sync tells of no other, so that its list is read every five minutes
    expect(listBegins(drive.sent).length).toBe(locks === 1 ? 25 : 3);
    expect(drive.plans).toBeLessThanOrEqual(2 * drive.sent.length + 10);
  });

  it.each([
    [20_000, 180],
    [30_000, 120],
    [60_000, 60],
  ])("at an interval of %i ms there are %i an hour", (intervalMs, most) => {
    const { sent } = new Drive({ locks: 4, intervalMs }).pass(3 * 3600);
    const times = syncs(sent).map(({ sentAt }) => sentAt);
    expect(mostWithin(times, HOUR_MS)).toBeLessThanOrEqual(most);
    expect(mostWithin(times, HOUR_MS)).toBeGreaterThanOrEqual(most * 0.97);
  });
});

/** Whatever happens, these hold where the requests arrive. */
function expectLaws(drive: Drive): void {
  const { sent } = drive;
  expect(shortestRest(sent)).toBeGreaterThanOrEqual(20_000);
  expect(
    mostWithin(
      sent.map(({ sentAt }) => sentAt),
      HOUR_MS,
    ),
  ).toBeLessThanOrEqual(550);
  expect(mostWithin(pageTimes(sent), TEN_MIN_MS)).toBeLessThanOrEqual(9);
  expect(drive.spokeInSilence).toBeNull();
  expect(sent.every(({ kind, ids: asked }) => kind !== "sync-some" || asked.length <= 100)).toBe(true);
}

describe("whatever happens", () => {
  it("every limit holds, and time is never spent in circles", () =>
    fc.assert(
      fc.property(scripts([1, 4, 50, 100, 500], [0, 1, 4, 99, 100, 250]), ({ answers, chance: luck, ...script }) => {
        const { locks, intervalMs, happens } = script;
        const drive = driveOn(answers, { locks, intervalMs, luck });
        for (const { afterS, act } of happens) perform(drive.pass(afterS), act);
        drive.pass(600);
        expectLaws(drive);
        expect(drive.plans).toBeLessThanOrEqual(3 * drive.sent.length + 3 * happens.length + 30);
      }),
    ));

  it("lists begin at least 60 s apart once one was read, and on the ladder before", () => {
    const awake = fc.record({
      locks: fc.constantFrom(1, 50),
      refreshes: fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 25 }),
      answers: outcomes,
      luck: chance,
    });
    fc.assert(
      fc.property(awake, ({ locks, refreshes, answers, luck }) => {
        const drive = driveOn(answers, { locks, luck });
        for (const afterS of refreshes) drive.pass(afterS).refresh();
        const { sent } = drive.pass(600);
        const firstSync = sent.findIndex(({ kind }) => kind !== "list");
        const before = listBegins(firstSync === -1 ? sent : sent.slice(0, firstSync));
        const after = listBegins(firstSync === -1 ? [] : sent.slice(firstSync));
        expect(gaps(before).every((gap) => gap >= 18_000)).toBe(true);
        expect(gaps([...before.slice(-1), ...after]).every((gap) => gap >= 60_000)).toBe(true);
      }),
    );
  });

  it("no lock starves while nothing fails", () => {
    const calm = fc.record({
      locks: fc.constantFrom(1, 4, 50, 250),
      happens: steps(15, presses, choices, clocks),
      answers: fc.array(wellAnswered, { minLength: 1, maxLength: 30 }),
    });
    fc.assert(
      fc.property(calm, ({ locks, happens, answers }) => {
        const drive = driveOn(answers, { locks });
        for (const { afterS, act } of happens) perform(drive.pass(afterS), act);
        drive.pass(600);
        expectLaws(drive);
        // the longest interval, a slow list and a slow answer
        expect(longestSilence(drive.sent, upTo(locks), 0, drive.now)).toBeLessThanOrEqual(60_000 + 10_000 + 10_000);
      }),
    );
  });

  it("everything is asked again once nothing fails any more, after the longest wait there is", () => {
    fc.assert(
      fc.property(scripts([1, 4, 50, 250], [0, 1, 4, 99]), ({ answers, chance: luck, locks, intervalMs, happens }) => {
        const drive = driveOn(answers, { locks, intervalMs, luck });
        for (const { afterS, act } of happens) perform(drive.pass(afterS), act);
        drive.own(locks);
        drive.heal();
        // the longest wait, the hour that others use the account, and the hour until the list is read again
        const healed = drive.pass(3 * 3600).now;
        drive.pass(600);
        expectLaws(drive);
        expect(drive.pace.failures).toBe(0);
        expect(drive.pace.dueAt.size).toBe(locks);
        expect(longestSilence(drive.sent, upTo(locks), healed, drive.now)).toBeLessThanOrEqual(63_000);
      }),
      { numRuns: 40 },
    );
  });

  it("an account that others or Ajar's own commands have nearly used up stays below its limit", () => {
    const spent = fc.array(fc.integer({ min: -3599, max: 0 }), { minLength: 450, maxLength: 700 });
    fc.assert(
      fc.property(spent, (seconds) => {
        const drive = new Drive({ locks: 4 });
        const before = [...seconds].sort((a, b) => a - b);
        drive.pace = { ...drive.pace, budget: [...before.map((second) => at(second)), ...drive.pace.budget] };
        drive.pass(2 * 3600);
        const own = drive.sent.slice(1).map(({ sentAt }) => sentAt);
        const all = [...before.map((second) => second * 1000), 0, ...own];
        for (const time of own) {
          expect(all.filter((one) => one <= time && one >= time - HOUR_MS).length).toBeLessThanOrEqual(550);
        }
        expect(own.length).toBeGreaterThan(0);
        expect(shortestRest(drive.sent)).toBeGreaterThanOrEqual(20_000);
      }),
      { numRuns: 20 },
    );
  });
});
