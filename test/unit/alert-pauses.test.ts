import { describe, expect, it } from "vitest";
import type { HouseEvent } from "../../src-main/core/lock/house-event.ts";
import { lockIdOf, type Reading } from "../../src-main/core/lock/lock.ts";
import { heldIn, open, pausedUntil, rules, run } from "./support/alerts.ts";
import { allWell, at, away, failed, listed, lock, read, reading } from "./support/house.ts";

type OneReading = (n: number, seconds: number) => Reading;

/** The id of the first of two locks after it left the account and came back. */
const newId = lockIdOf(101);
/** The list of two locks, or of the second alone. */
const listedAs = (seconds: number, second: OneReading, first?: OneReading): HouseEvent =>
  listed(seconds, [
    ...(first === undefined ? [] : [{ lock: { ...lock(1), id: newId }, reading: { ...first(1, seconds), id: newId } }]),
    { lock: lock(2), reading: second(2, seconds) },
  ]);
const readAs = (seconds: number, first: OneReading): HouseEvent =>
  read(seconds, { ...first(1, seconds), id: newId }, reading(2, seconds));

describe("alerts", () => {
  it("keeps alerts back during a pause and tells afterwards what is still so", () => {
    const paused = pausedUntil(100);
    const { suppressed, told } = run(
      [allWell(2), read(20, open(1, 20), open(2, 20)), read(60, reading(2, 60)), 99, 100, 120],
      paused,
    );
    expect(suppressed).toEqual(["S1:opened", "S2:opened"]);
    expect(told).toEqual(["S1:opened after a silence"]);
  });

  it("makes one alert of several that are still so after a pause, lost connections included", () => {
    const paused = pausedUntil(100, 0);
    const steps = [
      allWell(2),
      read(20, open(1, 20), away(2, 20)),
      read(40, away(2, 40)),
      100,
      read(120, reading(2, 120)),
    ];
    expect(run(steps, paused).told).toEqual(["app:after-pause of S1:opened S2:connection"]);
    const over = [...steps, read(140, reading(1, 140))];
    expect(run(over, paused).told).toEqual([
      "app:after-pause of S1:opened S2:connection",
      "app:after-pause over of S2:connection S1:opened",
    ]);
  });

  it("says after a pause and a sleep only what an answer after the sleep says", () => {
    const paused = pausedUntil(3600);
    const slept = [
      allWell(1),
      read(20, open(1, 20)),
      { kind: "suspended", at: at(30) },
      { kind: "resumed", at: at(30_000) },
    ] as const;
    expect(run([...slept, read(30_004, reading(1, 30_004))], paused).told).toEqual([]);
    expect(run([...slept, read(30_004, open(1, 30_004))], paused).told).toEqual([
      "S1:opened after a gap after a silence",
    ]);
  });

  it("says after a pause nothing of a lock that left, of a blindness that ended, or of a connection that came back", () => {
    const paused = pausedUntil(2000, 0);
    const others = [reading(2, 0), reading(3, 0)];
    const without = (seconds: number): HouseEvent =>
      listed(
        seconds,
        others.map((one, index) => ({ lock: lock(index + 2), reading: { ...one, at: at(seconds) } })),
      );
    const steps = [
      allWell(3),
      read(20, open(1, 20), away(2, 20), reading(3, 20)),
      read(40, open(1, 40), away(2, 40), reading(3, 40)),
      failed(60, "no-network", 1),
      900,
      read(920, open(1, 920), reading(2, 920), reading(3, 920)),
      without(940),
      without(1010),
      read(1990, reading(2, 1990), reading(3, 1990)),
      2000,
      2010,
    ];
    const { told, suppressed } = run(steps, paused);
    expect(suppressed).toEqual(["S1:opened", "S2:connection", "app:blind"]);
    expect(told).toEqual([]);
  });

  it("tells a fact that begins after a pause once, when the pause kept back an earlier one that ended", () => {
    const paused = pausedUntil(100);
    const doors = [allWell(1), read(20, open(1, 20)), read(40, reading(1, 40)), read(101, open(1, 101))];
    expect(run(doors, paused)).toMatchObject({ suppressed: ["S1:opened"], told: ["S1:opened"] });
    const long = pausedUntil(1290);
    const blind = [allWell(1), failed(20, "no-network", 1), 600, read(690, reading(1, 690)), 1290];
    expect(run(blind, long)).toMatchObject({ suppressed: ["app:blind"], told: ["app:blind"] });
  });

  it("tells once, when a lock is back with another id, what a pause kept back of it and is still so", () => {
    const paused = pausedUntil(300);
    const left = [allWell(2), read(20, open(1, 20), reading(2, 20)), listedAs(60, reading), listedAs(120, reading)];
    expect(run([...left, 300, 320], paused).told).toEqual([]);
    for (const backAt of [200, 299, 300, 9000]) {
      const back = (one: OneReading) => {
        const looks = [20, 40, 300].map((seconds) => readAs(backAt + seconds, one));
        return run([...left, ...(backAt > 300 ? [300] : []), listedAs(backAt, reading, one), ...looks], paused);
      };
      const { told, suppressed, memory } = back(open);
      expect([told, suppressed, heldIn(memory)]).toEqual([
        ["S1:opened after a gap after a silence"],
        ["S1:opened"],
        [],
      ]);
      expect(back(reading).told).toEqual([]);
    }
  });

  it("tells once a loss that a pause kept back, when its lock left and is back without a connection", () => {
    const paused = pausedUntil(400);
    for (const backAt of [300, 420, 9000]) {
      const steps = [
        ...[allWell(2), ...[20, 40, 140].map((seconds) => read(seconds, away(1, seconds), reading(2, seconds)))],
        ...[listedAs(160, reading), listedAs(220, reading), ...(backAt > 400 ? [400] : [])],
        listedAs(backAt, reading, away),
        ...[20, 40, 300, 400].map((seconds) => readAs(backAt + seconds, away)),
      ];
      const { told, suppressed } = run(steps, paused);
      expect([told, suppressed]).toEqual([["S1:connection after a silence"], ["S1:connection"]]);
    }
  });

  it("keeps what a pause kept back of a lock that left for a day, after which it is lost", () => {
    const paused = pausedUntil(300);
    const left = [
      allWell(2),
      read(20, open(1, 20), reading(2, 20)),
      listedAs(40, reading),
      listedAs(100, reading),
      300,
    ];
    const back = (seconds: number) => [listedAs(seconds, reading, open), readAs(seconds + 20, open)];
    const look = (seconds: number) => read(seconds, reading(2, seconds));
    const day = 20 + 86_400;
    expect(heldIn(run([...left, look(day)], paused).memory)).toEqual(["S1:opened"]);
    expect(run([...left, look(day), ...back(day + 20)], paused).told).toEqual([
      "S1:opened after a gap after a silence",
    ]);
    expect(heldIn(run([...left, look(day + 1)], paused).memory)).toEqual([]);
    expect(run([...left, look(day + 1), ...back(day + 20)], paused).told).toEqual([]);
  });

  it("tells a loss after its delay, and once, when another that the pause kept back ended without coming back", () => {
    const paused = pausedUntil(300);
    const list = (seconds: number, bridgeId: number | null, one: Reading): HouseEvent =>
      listed(seconds, [{ lock: { ...lock(1), bridgeId }, reading: one }]);
    const steps = [
      ...[allWell(1), ...[20, 40, 140].map((seconds) => read(seconds, away(1, seconds)))],
      list(160, null, reading(1, 160, { link: "no-bridge", lock: "unknown", door: "unknown" })),
      ...[
        list(200, 90, reading(1, 200)),
        ...[220, 240, 260, 280, 300].map((seconds) => read(seconds, away(1, seconds))),
      ],
    ];
    expect(run(steps, paused).told).toEqual([]);
    const later = [320, 340, 360].map((seconds) => read(seconds, away(1, seconds)));
    expect(run([...steps, ...later], paused).told).toEqual(["S1:connection"]);
  });

  it("says after a pause that it is still blind, by itself", () => {
    const paused = pausedUntil(900);
    const steps = [allWell(1), failed(20, "no-network", 1), 700, 899, 900];
    expect(run(steps, paused)).toMatchObject({ suppressed: ["app:blind"], told: ["app:blind after a silence"] });
  });

  it("never counts its own blindness among the doors", () => {
    const paused = pausedUntil(700);
    const steps = [allWell(1), read(20, open(1, 20)), failed(40, "no-network", 1), 640, 700];
    expect(run(steps, paused).told).toEqual(["app:blind after a silence"]);
    expect(run([...steps, read(720, open(1, 720))], paused).told).toEqual([
      "app:blind after a silence",
      "S1:opened after a gap after a silence",
    ]);
  });

  it("keeps the return of a connection back, whose alert was closed, with its reason and for good", () => {
    const steps = [
      allWell(2),
      read(20, away(1, 20)),
      read(40, away(1, 40)),
      { closes: "S1:connection" },
      { chooses: { pausedUntil: at(100) } },
      read(60, reading(1, 60)),
      100,
      read(120, reading(1, 120)),
    ];
    const { told, suppressed } = run(steps, { ...rules, lossDelayMinutes: 0 });
    expect(told).toEqual(["S1:connection"]);
    expect(suppressed).toEqual(["S1:connection"]);
  });

  const NO_DELAY = { ...rules, lossDelayMinutes: 0 };
  const excluded = { chooses: { notWatched: [lock(1).serial] } };
  const watched = { chooses: { notWatched: [] } };

  it("tell no return of a lock that does not count any more", () => {
    const lost = [allWell(2), read(20, away(1, 20)), read(40, away(1, 40)), { closes: "S1:connection" }];
    const steps = [...lost, excluded, read(60, reading(1, 60)), watched, read(80, reading(1, 80))];
    expect(run(steps, NO_DELAY).told).toEqual(["S1:connection"]);
  });

  it("tell of a loss when its lock counts again, whether a pause lay between or not", () => {
    const lost = [allWell(2), read(20, away(1, 20)), read(40, away(1, 40))];
    const later = [excluded, 60, read(100, away(1, 100)), watched, read(120, away(1, 120)), read(140, away(1, 140))];
    const paused = run([...lost, ...later], { ...NO_DELAY, pausedUntil: at(90) });
    expect(paused.told).toEqual(["S1:connection"]);
    const never = run([excluded, ...lost, ...later], NO_DELAY);
    expect(never.told).toEqual(["S1:connection"]);
  });

  it("tell of no opening that a pause kept back when its lock counts again", () => {
    const steps = [allWell(2), read(20, open(1, 20)), excluded, 100, watched, read(120, open(1, 120))];
    expect(run(steps, pausedUntil(90)).told).toEqual([]);
  });
});
