import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { emptyListCache } from "../../src-main/core/polling/list-cache.ts";
import { instant, lockIdOf, type Instant } from "../../src-main/core/lock/lock.ts";
import { listAnswered, listSent, startPollState, type PollState } from "../../src-main/core/polling/poll-state.ts";
import { idsOf, mayReadPage, plan } from "../../src-main/core/polling/poll-plan.ts";
import { at } from "../unit/support/house.ts";
import { upTo } from "../virtual/polling.ts";
import { due } from "./support/poll-states.ts";

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
    const state = due(...seconds);
    const waits = plan(state, at(0));
    expect(waits).toEqual({ ask: null, wakeAt: at(when) });
    expect(plan(state, instant(waits.wakeAt - 1)).ask).toBeNull();
    const { ask } = plan(state, waits.wakeAt);
    expect(ask && idsOf(ask)).toEqual(asked);
  });

  it("never holds a lock that is not due, gathers what is due within 2 s, and names no lock twice", () => {
    const tenths = fc.integer({ min: -20, max: 20 });
    const seconds = fc.array(tenths, { minLength: 1, maxLength: 150, size: "large" });
    fc.assert(
      fc.property(seconds, (all) => {
        const state = due(...all.map((tenth) => tenth / 10));
        const first = plan(state, at(0));
        const now = first.ask === null ? first.wakeAt : at(0);
        const { ask } = first.ask === null ? plan(state, now) : first;
        const asked = ask === null ? [] : idsOf(ask);
        const dueNow = [...state.dueAt].filter(([, time]) => time <= now).map(([id]) => id);
        const earliest = Math.min(...state.dueAt.values());
        expect(new Set(asked).size).toBe(asked.length);
        expect(asked.length).toBe(ask?.kind === "sync-some" ? Math.min(100, dueNow.length) : dueNow.length);
        expect(asked.every((id) => dueNow.includes(id))).toBe(true);
        // whatever is due within 2 s of the first has come due by the time it goes
        expect([...state.dueAt.values()].every((time) => time <= now || time > earliest + 2000)).toBe(true);
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

describe("where one request cannot hold all that is due", () => {
  it("names a hundred locks at most in one request, and all the rest in those that follow", () => {
    const state = due(...Array.from({ length: 199 }, () => 0), 60);
    const { ask } = plan(state, at(0));
    expect(ask).toEqual({ kind: "sync-some", ids: upTo(100) });
    const rest = { ...state, dueAt: new Map([...state.dueAt].map(([id, time]) => [id, id <= 100 ? at(20) : time])) };
    const { ask: next } = plan(rest, at(0));
    expect(next && idsOf(next)).toEqual(upTo(199).slice(100));
  });

  it("names those first that are due the longest, wherever they stand in the list", () => {
    const state = due(...Array.from({ length: 199 }, (_, i) => -i / 100), 60);
    const { ask } = plan(state, at(0));
    expect(ask && idsOf(ask)).toEqual(upTo(199).slice(99).reverse());
  });

  it.each([
    ["201 of 202 at once", [...Array.from({ length: 201 }, () => 0), 15]],
    ["two of 202 before the others", [0, 0, ...Array.from({ length: 200 }, () => 5), 15]],
    ["four locks, each on its own", [0, 5, 10, 15]],
  ])("waits for the last of all locks, where they would take four requests: %s", (_, seconds) => {
    const state = due(...seconds);
    const last = { ...state, floorAt: new Map([[lockIdOf(seconds.length), at(14)]]) };
    expect(plan(last, at(0))).toEqual({ ask: null, wakeAt: at(14) });
    expect(plan(last, at(14)).ask).toEqual({ kind: "sync-all", ids: upTo(seconds.length) });
    expect(plan(state, at(0)).ask).toEqual({ kind: "sync-all", ids: upTo(seconds.length) });
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
});

/** The state after so many pages of a list that has more. */
const cutAfter = (pages: number): PollState => {
  let state = startPollState(20_000, emptyListCache, at(0));
  for (let page = 1; page <= pages; page += 1) state = listSent(state, page, at(0));
  return listAnswered(state, { ids: [], pages, doubtful: false, cut: true }, at(1));
};

it("reads a list again that was cut short, as soon as one page more may be read", () => {
  const state = cutAfter(6);
  expect(plan(state, at(60)).ask).toBeNull();
  expect(plan(state, at(599)).ask).toBeNull();
  expect(plan(state, at(601)).ask).toEqual({ kind: "list", page: 1 });
});

it("does not hurry a list that has more pages than may ever be read", () => {
  expect(cutAfter(9).listWanted).toBe(false);
  expect(cutAfter(8).listWanted).toBe(true);
});
