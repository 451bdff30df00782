import { describe, expect, it } from "vitest";
import { lockIdOf } from "../../src-main/core/lock/lock.ts";
import {
  charge,
  failed,
  intervalNow,
  listAnswered,
  resumed,
  shifted,
  startPollState,
  syncSent,
  type Hold,
  type PollState,
} from "../../src-main/core/polling/poll-state.ts";
import { at } from "../unit/support/house.ts";
import { due, savedList, started } from "./support/poll-states.ts";

describe("a waking", () => {
  it("ends a back-off, but neither a limit nor the wait of a refused key", () => {
    const until = at(200);
    const held = (kind: Hold["kind"], keyRefused = false): PollState => ({
      ...started(),
      hold: { kind, until },
      keyRefused,
    });
    expect(resumed(held("backoff"), at(0)).hold).toEqual({ kind: "backoff", until: at(3) });
    expect(resumed(held("key"), at(0)).hold).toEqual({ kind: "backoff", until: at(3) });
    expect(resumed(held("limit"), at(0)).hold).toEqual({ kind: "limit", until });
    expect(resumed(held("key", true), at(0)).hold).toEqual({ kind: "key", until });
  });
});

describe("a clock that is set", () => {
  it("moves every instant along", () => {
    const state: PollState = {
      ...syncSent(due(40, 60), [lockIdOf(1)], at(10)),
      hold: { kind: "limit", until: at(90) },
      refusals: { count: 1, since: at(50) },
      sharedUntil: at(3000),
    };
    expect(shifted(shifted(state, 86_400_000), -86_400_000)).toEqual(state);
    const moved = shifted(state, 1000);
    expect(moved).toMatchObject({
      hold: { kind: "limit", until: at(91) },
      refusals: { count: 1, since: at(51) },
      sharedUntil: at(3001),
      listedAt: at(1),
      listBegunAt: at(1),
    });
    expect(moved.budget).toEqual([at(11)]);
    expect([...moved.dueAt.values()]).toEqual([at(41), at(61)]);
    expect([...moved.floorAt.values()]).toEqual([at(31)]);
  });
});

describe("a limit that was reached", () => {
  it("is no hold of the next run when it is over, or longer than an hour", () => {
    expect(startPollState(20_000, savedList(2, [], at(-1)), at(0)).hold).toBeNull();
    expect(startPollState(20_000, savedList(2, [], at(60)), at(0)).hold).toEqual({ kind: "limit", until: at(60) });
  });

  it("leaves the interval alone where our own count explains it", () => {
    const budget = Array.from({ length: 700 }, () => at(-10));
    const failure = { kind: "limit-reached", retryAt: at(60) } as const;
    expect(failed({ ...started(), budget }, [], failure, at(0), 0.5).sharedUntil).toBeNull();
    expect(failed(started(), [], failure, at(0), 0.5).sharedUntil).toBe(at(3660));
  });

  it("keeps a longer interval that was chosen", () => {
    const state = { ...started(60_000), sharedUntil: at(100) };
    expect(intervalNow(state, at(0))).toBe(60_000);
    expect(intervalNow({ ...state, intervalMs: 30_000 }, at(99))).toBe(60_000);
    expect(intervalNow({ ...state, intervalMs: 30_000 }, at(100))).toBe(30_000);
  });
});

describe("a list that was answered", () => {
  it("makes every lock due one interval later, and forgets locks that left it", () => {
    const state = syncSent(due(40, 40, 40), [1, 2, 3].map(lockIdOf), at(20));
    const ids = [1, 2].map(lockIdOf);
    const { dueAt, floorAt } = listAnswered(state, { ids, pages: 1, doubtful: false, cut: false }, at(30));
    expect([...dueAt]).toEqual(ids.map((id) => [id, at(50)]));
    expect([...floorAt]).toEqual(ids.map((id) => [id, at(40)]));
  });
});

describe("a request that is charged", () => {
  it.each(["command", "key", "sync", "activity"] as const)(
    "as a %s counts in the hour, and nowhere else",
    (purpose) => {
      const state = due(0);
      expect(charge(state, purpose, at(5))).toEqual({ ...state, budget: [at(5)] });
    },
  );

  it("as a list counts as a page, too, but is no list of the polling's own", () => {
    const state = due(0);
    expect(charge(state, "list", at(5))).toEqual({ ...state, budget: [at(5)], listTimes: [at(5)] });
  });
});
