import { describe, expect, it } from "vitest";
import type { AlertSettings } from "../../src-main/core/alerts/alert.ts";
import { decide, dismissed, nextAlert } from "../../src-main/core/alerts/decide.ts";
import { reduce } from "../../src-main/core/lock/house.ts";
import { english } from "./support/words.ts";
import { open, rules, run } from "./support/alerts.ts";
import { allWell, at, away, listed, lock, read, reading } from "./support/house.ts";

describe("alerts", () => {
  it("is silent about the first look", () => {
    expect(run([listed(0, [{ lock: lock(1), reading: open(1, 0) }]), 20]).raised).toEqual([]);
    expect(run([listed(0, [{ lock: lock(1), reading: away(1, 0) }]), read(20, away(1, 20)), 600]).titles).not.toContain(
      "Door 1: no connection",
    );
  });

  it("tells an opened door once, and its closing in silence while it is on show", () => {
    const { raised } = run([allWell(1), read(20, open(1, 20)), read(40, open(1, 40)), read(60, reading(1, 60))]);
    expect(raised).toMatchObject([
      { id: "S1:opened", title: "Door 1 opened", silent: false, replaces: null },
      { id: "S1:opened", title: "Door 1 closed", body: "Was open 40\u00a0s.", silent: true, replaces: "S1:opened" },
    ]);
  });

  it("says nothing of the closing when the alert was dismissed", () => {
    const first = run([allWell(1), read(20, open(1, 20))]);
    const memory = dismissed(first.memory, "S1:opened");
    const step = reduce(first.house, read(40, reading(1, 40)));
    expect(decide(step.changes, step.house, rules, memory, english, at(40)).raise).toEqual([]);
  });

  it("uses the words of now after a gap", () =>
    expect(run([allWell(1), read(300, open(1, 300))]).titles).toEqual(["Door 1 is open"]));

  it("tells a lost connection after its delay, once, and its return only then", () => {
    const lostAt20 = [allWell(1), read(20, away(1, 20)), read(40, away(1, 40))];
    expect(run([...lostAt20, 139]).raised).toEqual([]);
    expect(run([...lostAt20, 140, 160, read(180, reading(1, 180))]).titles).toEqual([
      "Door 1: no connection",
      "Door 1: connected again",
    ]);
    expect(run([...lostAt20, read(60, reading(1, 60)), 300]).raised).toEqual([]);
  });

  it("tells a lost connection at once when the owner wants it so, but never after one reading", () => {
    const atOnce: AlertSettings = { ...rules, lossDelayMinutes: 0 };
    expect(run([allWell(1), read(20, away(1, 20))], atOnce).raised).toEqual([]);
    expect(run([allWell(1), read(20, away(1, 20)), read(40, away(1, 40))], atOnce).titles).toEqual([
      "Door 1: no connection",
    ]);
  });

  it("makes no alarm of a bridge that flaps", () => {
    const flapping = Array.from({ length: 30 }, (_, i) =>
      read(20 + i * 20, (i % 2 === 0 ? away : reading)(1, 20 + i * 20)),
    );
    expect(run([allWell(1), ...flapping]).raised).toEqual([]);
  });

  it("never alerts about a lock without a bridge or one that is not watched", () => {
    const none = (seconds: number) => reading(1, seconds, { link: "no-bridge", lock: "unknown", door: "unknown" });
    const listing = listed(0, [{ lock: { ...lock(1), bridgeId: null }, reading: reading(1, 0) }]);
    expect(run([listing, read(20, none(20)), read(40, none(40)), 400]).titles).not.toContain("Door 1: no connection");
    expect(run([allWell(1), read(20, open(1, 20))], { ...rules, notWatched: [lock(1).serial] }).raised).toEqual([]);
  });

  it("tells the loss of a connection anew after the lock was taken off its bridge and put back", () => {
    const bridgeless = (seconds: number) =>
      listed(seconds, [
        { lock: { ...lock(1), bridgeId: null }, reading: reading(1, seconds, { link: "no-bridge", lock: "unknown" }) },
      ]);
    const told = run([allWell(1), read(20, away(1, 20)), read(40, away(1, 40)), 140, bridgeless(160)]);
    expect(told.withdrawn).toEqual(["S1:connection"]);
    const again = [allWell(1, 180), read(200, away(1, 200)), read(220, away(1, 220)), read(320, away(1, 320))];
    const steps = [allWell(1), read(20, away(1, 20)), read(40, away(1, 40)), 140, bridgeless(160), ...again];
    expect(run(steps).titles).toEqual(["Door 1: no connection", "Door 1: no connection"]);
  });

  it("comes to nothing new when the same house is decided again", () => {
    const { house, memory } = run([allWell(2), read(20, open(1, 20), away(2, 20)), read(40, away(2, 40)), 400]);
    const again = decide([], house, rules, memory, english, at(401));
    expect(again.raise).toEqual([]);
    expect(again.memory).toEqual(memory);
  });

  it("knows when the next alert comes due", () => {
    const { house, memory } = run([allWell(1), read(20, away(1, 20)), read(40, away(1, 40))]);
    expect(nextAlert(house, rules, memory, at(40))).toBe(at(140));
    const told = run([allWell(1), read(20, away(1, 20)), read(40, away(1, 40)), 140]);
    expect(nextAlert(told.house, rules, told.memory, at(140))).toBe(at(640));
  });

  it("takes back what it told of a lock that left the account, whether by itself or in a summary", () => {
    const left = [listed(60, []), listed(120, [])];
    expect(run([allWell(1), read(20, open(1, 20)), ...left]).withdrawn).toEqual(["S1:opened"]);
    const five = [1, 2, 3, 4, 5];
    const many = [allWell(5), read(20, ...five.map((n) => open(n, 20)))];
    expect(run([...many, ...left]).withdrawn).toEqual(["app:summary"]);
    const oneLeft = [60, 120].map((seconds) =>
      listed(
        seconds,
        [1, 2, 3, 4].map((n) => ({ lock: lock(n), reading: open(n, seconds) })),
      ),
    );
    expect(run([...many, ...oneLeft]).withdrawn).toEqual([]);
    const closed = read(140, ...[1, 2, 3, 4].map((n) => reading(n, 140)));
    expect(run([...many, closed]).withdrawn).toEqual([]);
    const rest = run([...many, ...oneLeft, closed]);
    expect(rest.withdrawn).toEqual(["app:summary"]);
    expect(rest.titles).not.toContain("All of that is over");
  });

  it("does not tell a loss again when a lock that left comes back as it was", () => {
    const lost = [
      allWell(1),
      ...[20, 40, 60, 80, 100, 120, 140, 160].map((seconds) => read(seconds, away(1, seconds))),
    ];
    const left = [listed(200, []), listed(260, [])];
    const back = [listed(320, [{ lock: lock(1), reading: away(1, 320) }])];
    const polls = Array.from({ length: 20 }, (_, i) => read(340 + i * 20, away(1, 340 + i * 20)));
    const { titles, withdrawn } = run([...lost, ...left, ...back, ...polls]);
    expect(titles).toEqual(["Door 1: no connection"]);
    expect(withdrawn).toEqual(["S1:connection"]);
  });
});
