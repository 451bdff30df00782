import { describe, expect, it } from "vitest";
import type { Rules } from "../../src-main/core/alert.ts";
import type { HouseEvent } from "../../src-main/core/event.ts";
import { open, rules, run } from "./support/alerts.ts";
import { allWell, at, away, failed, listed, lock, read, reading } from "./support/house.ts";

describe("alerts", () => {
  it("keeps alerts back during a pause and tells afterwards what is still so", () => {
    const paused: Rules = { ...rules, pausedUntil: at(100) };
    const { suppressed, raised } = run(
      [allWell(2), read(20, open(1, 20), open(2, 20)), read(60, reading(2, 60)), 99, 100, 120],
      paused,
    );
    expect(suppressed).toEqual(["S1:opened", "S2:opened"]);
    expect(raised).toMatchObject([{ id: "S1:opened", title: "Door 1 is open" }]);
  });

  it("makes one alert of several that are still so after a pause, lost connections included", () => {
    const paused: Rules = { ...rules, lossDelayMinutes: 0, pausedUntil: at(100) };
    const steps = [
      allWell(2),
      read(20, open(1, 20), away(2, 20)),
      read(40, away(2, 40)),
      100,
      read(120, reading(2, 120)),
    ];
    expect(run(steps, paused).titles).toEqual(["Still so after the pause"]);
    const over = [...steps, read(140, reading(1, 140))];
    expect(run(over, paused).titles).toEqual(["Still so after the pause", "All of that is over"]);
  });

  it("says after a pause nothing that it only knew before a sleep, and says it when it is still so", () => {
    const paused: Rules = { ...rules, pausedUntil: at(3600) };
    const slept = [
      allWell(1),
      read(20, open(1, 20)),
      { kind: "suspended", at: at(30) },
      { kind: "resumed", at: at(30_000) },
    ] as const;
    expect(run([...slept, read(30_004, reading(1, 30_004))], paused).titles).toEqual([]);
    expect(run([...slept, read(30_004, open(1, 30_004))], paused).titles).toEqual(["Door 1 is open"]);
  });

  it("says after a pause nothing of a lock that left, of a blindness that ended, or of a connection that came back", () => {
    const paused: Rules = { ...rules, lossDelayMinutes: 0, pausedUntil: at(2000) };
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
    const { titles, suppressed } = run(steps, paused);
    expect(suppressed).toEqual(["S1:opened", "S2:connection", "app:blind"]);
    expect(titles).toEqual([]);
  });

  it("says after a pause that it is still blind, by itself", () => {
    const paused: Rules = { ...rules, pausedUntil: at(900) };
    const steps = [allWell(1), failed(20, "no-network", 1), 700, 899, 900];
    expect(run(steps, paused)).toMatchObject({ suppressed: ["app:blind"], titles: ["Ajar cannot see your doors"] });
  });

  it("never counts its own blindness among the doors", () => {
    const paused: Rules = { ...rules, pausedUntil: at(700) };
    const steps = [allWell(1), read(20, open(1, 20)), failed(40, "no-network", 1), 640, 700];
    expect(run(steps, paused).titles).toEqual(["Ajar cannot see your doors"]);
    expect(run([...steps, read(720, open(1, 720))], paused).titles).toEqual([
      "Ajar cannot see your doors",
      "Door 1 is open",
    ]);
  });
});
