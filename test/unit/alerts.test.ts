import { describe, expect, it } from "vitest";
import { decide } from "../../src-main/core/alerts/decide.ts";
import { dismissed } from "../../src-main/core/alerts/memory.ts";
import type { HouseEvent } from "../../src-main/core/lock/house-event.ts";
import { reduce } from "../../src-main/core/lock/house.ts";
import type { Reading } from "../../src-main/core/lock/lock.ts";
import { english } from "./support/words.ts";
import { open, rules, run } from "./support/alerts.ts";
import { allWell, at, away, listed, lock, read, reading } from "./support/house.ts";

type Steps = readonly (HouseEvent | number)[];

const first = (one: Reading): HouseEvent => listed(0, [{ lock: lock(1), reading: one }]);
const opened = (seconds: number): HouseEvent => read(seconds, open(1, seconds));
const shut = (seconds: number): HouseEvent => read(seconds, reading(1, seconds));
const lost = (...seconds: readonly number[]): readonly HouseEvent[] => seconds.map((s) => read(s, away(1, s)));
const offBridge = (seconds: number): HouseEvent =>
  listed(seconds, [
    { lock: { ...lock(1), bridgeId: null }, reading: reading(1, seconds, { link: "no-bridge", lock: "unknown" }) },
  ]);
const noBridge = (seconds: number): HouseEvent =>
  read(seconds, reading(1, seconds, { link: "no-bridge", lock: "unknown", door: "unknown" }));
/** An account without locks twice, which makes every lock one that left. */
const left = [listed(200, []), listed(260, [])];
const flapping = Array.from({ length: 30 }, (_, i) => (i % 2 === 0 ? lost(20 + i * 20) : [shut(20 + i * 20)])).flat();

describe("alerts tell", () => {
  it.each<readonly [what: string, steps: Steps, told: readonly string[]]>([
    ["nothing of an open door at the first look", [first(open(1, 0)), 20], []],
    ["nothing of a lost connection at the first look", [first(away(1, 0)), ...lost(20), 300], []],
    ["an opening once, and its end", [allWell(1), opened(20), opened(40), shut(60)], ["S1:opened", "S1:opened over"]],
    ["an opening after a gap as one", [allWell(1), opened(300)], ["S1:opened after a gap"]],
    ["no loss before its delay", [allWell(1), ...lost(20, 40), 139], []],
    ["a loss after its delay, once", [allWell(1), ...lost(20, 40), 140, 160], ["S1:connection"]],
    [
      "a return after a loss that was told",
      [allWell(1), ...lost(20, 40), 140, shut(180)],
      ["S1:connection", "S1:connection over"],
    ],
    ["no return after a loss that was not", [allWell(1), ...lost(20, 40), shut(60), 300], []],
    ["nothing of a bridge that flaps", [allWell(1), ...flapping], []],
    ["nothing of a lock without a bridge", [offBridge(0), noBridge(20), noBridge(40), 400], []],
    [
      "a loss again after the lock was off its bridge",
      [allWell(1), ...lost(20, 40), 140, offBridge(160), allWell(1, 180), ...lost(200, 220, 320)],
      ["S1:connection", "S1:connection"],
    ],
    [
      "a loss no second time when a lock that left comes back as it was",
      [
        ...[allWell(1), ...lost(20, 40, 60, 80, 100, 120, 140, 160), ...left],
        listed(320, [{ lock: lock(1), reading: away(1, 320) }]),
        ...lost(340, 360, 380, 400, 500, 600, 700),
      ],
      ["S1:connection"],
    ],
  ])("%s", (_, steps, told) => expect(run(steps).told).toEqual(told));

  it("a lost connection at once when the owner wants it so, but never after one reading", () => {
    const atOnce = { ...rules, lossDelayMinutes: 0 };
    expect(run([allWell(1), ...lost(20)], atOnce).told).toEqual([]);
    expect(run([allWell(1), ...lost(20, 40)], atOnce).told).toEqual(["S1:connection"]);
  });

  it("nothing of a lock that is not watched", () => {
    const unwatched = { ...rules, notWatched: [lock(1).serial] };
    expect(run([allWell(1), opened(20), ...lost(40, 60, 300)], unwatched).told).toEqual([]);
  });

  it("no closing when the alert of the opening was closed", () => {
    const before = run([allWell(1), opened(20)]);
    const step = reduce(before.house, shut(40));
    const memory = dismissed(before.memory, "S1:opened");
    expect(decide(step.changes, step.house, rules, memory, english, at(40)).raise).toEqual([]);
  });

  it("nothing new when the same house is decided again", () => {
    const { house, memory } = run([allWell(2), read(20, open(1, 20), away(2, 20)), read(40, away(2, 40)), 400]);
    const again = decide([], house, rules, memory, english, at(401));
    expect([again.raise, again.memory]).toEqual([[], memory]);
  });
});

describe("an alert", () => {
  it("ends in silence and takes the place of its beginning", () =>
    expect(run([allWell(1), opened(20), shut(60)]).raised).toMatchObject([
      { silent: false, replaces: null, tone: "attention", facts: [{ state: "begun", serial: "S1" }] },
      { silent: true, replaces: "S1:opened", tone: "calm", facts: [{ state: "over", serial: "S1" }] },
    ]));

  it.each<readonly [what: string, steps: Steps, fact: object]>([
    ["an opening", [allWell(1), opened(20)], { happenedAt: at(20), noticedAt: at(20), afterGap: false }],
    ["one after a gap", [allWell(1), opened(300)], { happenedAt: null, noticedAt: at(300), afterGap: true }],
    ["a closing", [allWell(1), opened(20), shut(60)], { happenedAt: at(60), noticedAt: at(60), begunAt: at(20) }],
    ["one after a gap before", [allWell(1), opened(300), shut(320)], { happenedAt: at(320), begunAt: null }],
    ["one after a gap since", [allWell(1), opened(20), shut(400)], { happenedAt: null, begunAt: null }],
    ["a loss", [allWell(1), ...lost(20, 40), 140], { happenedAt: at(20), noticedAt: at(20) }],
    ["a return", [allWell(1), ...lost(20, 40), 140, shut(160)], { happenedAt: at(160), noticedAt: at(160) }],
  ])("says when %s happened and when it was noticed", (_, steps, fact) =>
    expect(run(steps).raised.at(-1)?.facts).toMatchObject([fact]),
  );

  it("comes due by itself at an instant that the decision names", () => {
    expect(run([allWell(1), ...lost(20, 40)]).nextAt).toBe(at(140));
    expect(run([allWell(1), ...lost(20, 40), 140]).nextAt).toBe(at(640));
  });

  it.each<readonly [what: string, steps: Steps, withdrawn: readonly string[]]>([
    ["an opening", [allWell(1), opened(20), ...left], ["S1:opened"]],
    ["a loss", [allWell(1), ...lost(20, 40, 140), ...left], ["S1:connection"]],
    ["a loss whose lock is off its bridge", [allWell(1), ...lost(20, 40), 140, offBridge(160)], ["S1:connection"]],
    ["a summary", [allWell(5), read(20, ...[1, 2, 3, 4, 5].map((n) => open(n, 20))), ...left], ["app:summary"]],
  ])("is taken back without a word when nobody knows its end: %s", (_, steps, withdrawn) =>
    expect(run(steps).withdrawn).toEqual(withdrawn),
  );

  it("of many is taken back when one lock left and the rest is over", () => {
    const of = (seconds: number, ns: readonly number[], one: typeof open): Reading[] => ns.map((n) => one(n, seconds));
    const rest = [1, 2, 3, 4];
    const without = [60, 120].map((seconds) => {
      const readings = of(seconds, rest, open);
      return listed(
        seconds,
        readings.map((one, index) => ({ lock: lock(index + 1), reading: one })),
      );
    });
    const steps = [allWell(5), read(20, ...of(20, [...rest, 5], open)), ...without];
    expect(run(steps).withdrawn).toEqual([]);
    const over = run([...steps, read(140, ...of(140, rest, reading))]);
    expect([over.withdrawn, over.told]).toEqual([
      ["app:summary"],
      ["app:summary of S1:opened S2:opened S3:opened S4:opened S5:opened"],
    ]);
  });
});
