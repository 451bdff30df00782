import { describe, expect, it } from "vitest";
import { decide, dismissed } from "../../src-main/core/alerts/decide.ts";
import { reduce } from "../../src-main/core/lock/house.ts";
import { english } from "./support/words.ts";
import { open, rules, run } from "./support/alerts.ts";
import { allWell, at, away, read, reading } from "./support/house.ts";

describe("alerts", () => {
  it("makes one summary of more than three, and one end", () => {
    const all = (seconds: number, of: typeof open) => read(seconds, ...[1, 2, 3, 4].map((n) => of(n, seconds)));
    const { raised } = run([allWell(4), all(20, open), all(40, (n, s) => reading(n, s))]);
    expect(raised).toMatchObject([
      { id: "app:summary", title: "4 alerts", body: "4 doors open: Door 1, Door 2, Door 3, Door 4." },
      { id: "app:summary", title: "All of that is over", silent: true, replaces: "app:summary" },
    ]);
  });

  it("says that all is over only when all of two summaries is", () => {
    const some = (seconds: number, isOpen: readonly number[]) =>
      read(seconds, ...[1, 2, 3, 4, 5, 6, 7, 8].map((n) => (isOpen.includes(n) ? open : reading)(n, seconds)));
    const steps = [allWell(8), some(20, [1, 2, 3, 4]), some(40, [1, 2, 3, 4, 5, 6, 7, 8]), some(60, [1, 2, 3, 4])];
    expect(run(steps).titles).toEqual(["4 alerts", "8 alerts"]);
    expect(run([...steps, some(80, [])]).titles.at(-1)).toBe("All of that is over");
  });

  it("says that many connections are back as one, when their alert is gone", () => {
    const all = [1, 2, 3, 4, 5];
    const lost = [20, 40, 140].map((seconds) => read(seconds, ...all.map((n) => away(n, seconds))));
    const first = run([allWell(5), ...lost]);
    const back = reduce(first.house, read(160, ...all.map((n) => reading(n, 160))));
    const decision = decide(back.changes, back.house, rules, dismissed(first.memory, "app:summary"), english, at(160));
    expect(decision.raise).toMatchObject([{ id: "app:back", title: "5 connected again", silent: true }]);
  });

  it("speaks in a second summary of what the first still speaks of, and not of what is over", () => {
    const doors = [1, 2, 3, 4, 5, 6, 7, 8];
    const state = (seconds: number, isOpen: readonly number[]) =>
      read(seconds, ...doors.map((n) => (isOpen.includes(n) ? open(n, seconds) : reading(n, seconds))));
    const { raised } = run([
      allWell(8),
      state(20, [1, 2, 3, 4]),
      state(40, [3, 4]),
      state(60, [3, 4, 5, 6, 7, 8]),
      state(80, []),
    ]);
    expect(raised.map(({ title }) => title)).toEqual(["4 alerts", "6 alerts", "All of that is over"]);
    expect(raised[1]?.body).toMatch(/: Door 3, Door 4, Door 5, Door 6, Door 7, Door 8\.$/);
  });

  it("says of more than three connections that come back at once that they are back, together", () => {
    const all = (seconds: number, one: typeof away | typeof reading) =>
      read(seconds, ...[1, 2, 3, 4].map((n) => one(n, seconds)));
    const steps = [allWell(4), all(20, away), all(40, away), 140];
    const lossOnly = run(steps);
    expect(lossOnly.titles).toEqual(["4 alerts"]);
    expect(run([...steps, all(160, reading)]).titles).toEqual(["4 alerts", "All of that is over"]);
  });
});
