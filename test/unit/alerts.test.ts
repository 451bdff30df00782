import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { activatedSerial, openedId, type Alert, type AlertMemory, type Rules } from "../../src-main/core/alert.ts";
import { decide, dismissed, freshMemory, nextAlert } from "../../src-main/core/alerts.ts";
import type { HouseEvent } from "../../src-main/core/event.ts";
import { emptyHouse, reduce, type House } from "../../src-main/core/house.ts";
import { serialOf, type Instant } from "../../src-main/core/lock.ts";
import { english } from "../../src-main/core/messages/words.ts";
import { allWell, at, away, failed, listed, lock, read, reading } from "./support/house.ts";

const rules: Rules = { lossDelayMinutes: 2, pausedUntil: null, notWatched: [] };

/** Runs events through reducer and alerts as the engine does; a number is a tick at that second. */
function run(steps: readonly (HouseEvent | number)[], owner: Rules = rules, from: AlertMemory = freshMemory(false)) {
  let house: House = emptyHouse(at(0), 20_000);
  let memory = from;
  const raised: Alert[] = [];
  const withdrawn: string[] = [];
  const suppressed: string[] = [];
  const step = (changes: ReturnType<typeof reduce>["changes"], now: Instant): void => {
    const decision = decide(changes, house, owner, memory, english, now);
    memory = decision.memory;
    raised.push(...decision.raise);
    withdrawn.push(...decision.withdraw);
    suppressed.push(...decision.suppress.map(({ id }) => id));
  };
  for (const one of steps) {
    if (typeof one === "number") step([], at(one));
    else {
      const reduced = reduce(house, one);
      house = reduced.house;
      step(reduced.changes, one.at);
    }
  }
  return { house, memory, raised, withdrawn, suppressed, titles: raised.map(({ title }) => title) };
}

const open = (n: number, seconds: number) => reading(n, seconds, { lock: "unlocked", door: "open" });

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
      { id: "S1:opened", title: "Door 1 closed", body: "Was open 40 s.", silent: true, replaces: "S1:opened" },
    ]);
  });

  it("says nothing of the closing when the alert was dismissed", () => {
    const first = run([allWell(1), read(20, open(1, 20))]);
    const memory = dismissed(first.memory, "S1:opened");
    const step = reduce(first.house, read(40, reading(1, 40)));
    expect(decide(step.changes, step.house, rules, memory, english, at(40)).raise).toEqual([]);
  });

  it("uses the words of now after a gap", () => {
    expect(run([allWell(1), read(300, open(1, 300))]).titles).toEqual(["Door 1 is open"]);
  });

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
    const atOnce: Rules = { ...rules, lossDelayMinutes: 0 };
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

  it("says once that it is blind, and takes it back", () => {
    const blind = run([allWell(1), failed(20, "no-network", 1), 599, 600, 900, read(1000, reading(1, 1000))]);
    expect(blind.titles).toEqual(["Ajar cannot see your doors"]);
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
    expect(run([...steps, 500, 1200]).raised).toMatchObject([{ id: "app:blind", body: "Tedee refused the key." }]);
    expect(run([failed(20, "key-refused", 3, true), 900], rules, freshMemory(true)).raised).toEqual([]);
  });

  it("does not count sleep as blindness", () => {
    const slept: HouseEvent[] = [
      { kind: "suspended", at: at(30) },
      { kind: "resumed", at: at(9000) },
    ];
    expect(run([allWell(1), ...slept, 9100]).raised).toEqual([]);
    expect(run([allWell(1), ...slept, 9000 + 600]).titles).toEqual(["Ajar cannot see your doors"]);
  });

  it("makes one summary of more than three, and one end", () => {
    const all = (seconds: number, of: typeof open) => read(seconds, ...[1, 2, 3, 4].map((n) => of(n, seconds)));
    const { raised } = run([allWell(4), all(20, open), all(40, (n, s) => reading(n, s))]);
    expect(raised).toMatchObject([
      { id: "app:summary", title: "4 alerts", body: "4 doors open: Door 1, Door 2, Door 3, Door 4." },
      { id: "app:summary", title: "All of that is over", silent: true, replaces: "app:summary" },
    ]);
  });

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

  it("is not blind to an account without locks that answers so", () => {
    expect(run([listed(0, []), 600, 4200]).titles).toEqual([]);
    expect(run([listed(0, []), failed(20, "no-network", 2), 600]).titles).toEqual(["Ajar cannot see your doors"]);
  });

  it("is blind to answers that tell of no lock", () => {
    const empty = Array.from({ length: 40 }, (_, i) => read(20 + i * 20));
    expect(run([allWell(1), ...empty]).titles).toEqual(["Ajar cannot see your doors"]);
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
});

describe("a click that Windows kept", () => {
  it.each([
    ["type=click&tag=S1:opened", "S1"],
    ["type=click&tag=21030501-000078:connection", "21030501-000078"],
    ["type=action&action=0&tag=S1%3Aopened", "S1"],
    ["type=click&tag=a:b:opened", "a:b"],
    ["type=click&tag=app:blind", null],
    ["type=click&tag=14317607570838471237", null],
    ["type=click", null],
    ["tag=:opened", null],
    ["", null],
  ])("in the words %j leads to %j", (words, serial) => {
    expect(activatedSerial(words)).toBe(serial);
  });

  it("leads back to the lock whose alert it was", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 40 }), (serial) => {
        fc.pre(serial !== "app");
        const words = new URLSearchParams({ type: "click", tag: openedId(serialOf(serial)) });
        expect(activatedSerial(String(words))).toBe(serial);
      }),
    );
  });
});
