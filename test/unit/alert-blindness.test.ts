import { describe, expect, it } from "vitest";
import { freshMemory, isBlindTold } from "../../src-main/core/alerts/memory.ts";
import type { HouseEvent } from "../../src-main/core/lock/house-event.ts";
import { rules, run } from "./support/alerts.ts";
import { allWell, at, failed, listed, read, reading } from "./support/house.ts";

describe("alerts", () => {
  it("says once that it is blind, and takes it back", () => {
    const blind = run([allWell(1), failed(20, "no-network", 1), 599, 600, 900, read(1000, reading(1, 1000))]);
    expect(blind.told).toEqual(["app:blind"]);
    expect(blind.withdrawn).toEqual(["app:blind"]);
  });

  it("is blind at once when the key is refused, and does not say it again after a restart", () => {
    const steps = [
      allWell(1),
      failed(20, "key-refused", 1),
      failed(60, "key-refused", 2),
      failed(90, "key-refused", 3, true),
    ];
    expect(run(steps.slice(0, 3)).raised).toEqual([]);
    expect(run([...steps, 500, 1200]).raised).toMatchObject([{ id: "app:blind", facts: [{ reason: "key" }] }]);
    expect(run([failed(20, "key-refused", 3, true), 900], rules, freshMemory(true)).raised).toEqual([]);
  });

  it("does not count sleep as blindness", () => {
    const slept: HouseEvent[] = [
      { kind: "suspended", at: at(30) },
      { kind: "resumed", at: at(9000) },
    ];
    expect(run([allWell(1), ...slept, 9100]).raised).toEqual([]);
    expect(run([allWell(1), ...slept, 9000 + 600]).told).toEqual(["app:blind"]);
  });

  it("is not blind to an account without locks that answers so", () => {
    expect(run([listed(0, []), 600, 4200]).told).toEqual([]);
    expect(run([listed(0, []), failed(20, "no-network", 2), 620]).told).toEqual(["app:blind"]);
  });

  it("is not blind at the first list of an account without locks that fails, but ten minutes later", () => {
    const steps = [listed(0, []), failed(3600, "timeout", 1), failed(3620, "timeout", 2)];
    expect(run([...steps, 4199]).told).toEqual([]);
    expect(run([...steps, 4200]).told).toEqual(["app:blind"]);
  });

  it("is blind to answers that tell of no lock", () => {
    const empty = Array.from({ length: 40 }, (_, i) => read(20 + i * 20));
    expect(run([allWell(1), ...empty]).told).toEqual(["app:blind"]);
  });

  const nameless = (from: number, to: number): HouseEvent[] =>
    Array.from({ length: Math.ceil((to - from) / 20) }, (_, i) => read(from + i * 20));
  const once = { told: ["app:blind"], withdrawn: [] };
  const over = { told: ["app:blind"], withdrawn: ["app:blind"] };
  const nap = (from: number, to: number): HouseEvent[] => [
    { kind: "suspended", at: at(from) },
    { kind: "resumed", at: at(to) },
  ];

  it.each<readonly [string, readonly HouseEvent[]]>([
    ["a nap", nap(1201, 1260)],
    ["a sleep that nobody tells of", [{ kind: "time-lost", at: at(1260) }]],
    ["a clock that is set forward", [{ kind: "clock-jumped", at: at(1260), byMs: 30_000 }]],
    ["a clock that is set back", [{ kind: "clock-jumped", at: at(300), byMs: -900_000 }]],
  ])("is not taken back nor told again after %s, but by the first answer that tells of a lock", (_, between) => {
    const steps = [allWell(1), ...nameless(20, 1200), ...between, ...nameless(1280, 2600)];
    expect(run(steps)).toMatchObject(once);
    expect(run([...steps, read(2600, reading(1, 2600))])).toMatchObject(over);
    expect(run([...steps, listed(2600, [])])).toMatchObject(over);
  });

  it("is not taken back by a key that is good again while no answer tells of a lock", () => {
    const refused = [20, 60, 90].map((seconds, i) => failed(seconds, "key-refused", i + 1, i === 2));
    const steps = [allWell(1), ...refused, ...nameless(120, 1200)];
    expect(run(steps)).toMatchObject(once);
    expect(run([...steps, read(1200, reading(1, 1200))])).toMatchObject(over);
  });

  it("is told again when it comes again after an answer", () => {
    const steps = [allWell(1), ...nameless(20, 620), read(620, reading(1, 620)), ...nameless(640, 1260)];
    expect(run(steps).told).toEqual(["app:blind", "app:blind"]);
  });

  it("is told once after a pause in which it napped", () => {
    const paused = { ...rules, pausedUntil: at(1400) };
    const { told, suppressed } = run([allWell(1), ...nameless(20, 1200), ...nap(1201, 1260), 1400, 2400], paused);
    expect(suppressed).toEqual(["app:blind"]);
    expect(told).toEqual(["app:blind after a silence"]);
  });

  it("of the last run stays told until an answer tells of a lock", () => {
    const told = run([...nameless(20, 1200), ...nap(1201, 1260), ...nameless(1280, 2000)], rules, freshMemory(true));
    expect([told.told, isBlindTold(told.memory)]).toEqual([[], true]);
    expect(isBlindTold(run([allWell(1)], rules, freshMemory(true)).memory)).toBe(false);
  });
});
