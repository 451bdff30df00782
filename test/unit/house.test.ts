import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { reduce } from "../../src-main/core/house.ts";
import { lockIdOf, serialOf, type Reading } from "../../src-main/core/lock.ts";
import { after, allWell, at, away, listed, lock, read, reading } from "./support/house.ts";

const open = (n: number, seconds: number): Reading => reading(n, seconds, { lock: "unlocked", door: "open" });

describe("the reducer", () => {
  it("takes the first reading as a baseline, even of an open door", () => {
    expect(after([listed(0, [{ lock: lock(1), reading: open(1, 0) }])]).changes).toEqual([]);
  });

  it("tells an opened door once", () => {
    const { changes } = after([allWell(1), read(20, open(1, 20)), read(40, open(1, 40))]);
    expect(changes).toEqual([{ kind: "door-opened", serial: "S1", at: at(20), afterGap: false }]);
  });

  it("tells the closing with the moment of opening, when that was seen", () => {
    const { changes } = after([allWell(1), read(20, open(1, 20)), read(40, reading(1, 40))]);
    expect(changes[1]).toEqual({ kind: "door-closed", serial: "S1", at: at(40), openSince: at(20) });
  });

  it("does not know when a door opened that was open from the first look", () => {
    const { changes } = after([listed(0, [{ lock: lock(1), reading: open(1, 0) }]), read(20, reading(1, 20))]);
    expect(changes).toEqual([{ kind: "door-closed", serial: "S1", at: at(20), openSince: null }]);
  });

  it.each([
    ["a long silence", [read(200, open(1, 200))]],
    [
      "a sleep",
      [{ kind: "suspended", at: at(20) }, { kind: "resumed", at: at(30), sleptMs: 10_000 }, read(40, open(1, 40))],
    ],
  ] as const)("speaks of a gap after %s", (_, events) => {
    expect(after([allWell(1), ...events]).changes).toEqual([
      { kind: "door-opened", serial: "S1", at: events.at(-1)?.at, afterGap: true },
    ]);
  });

  it("compares with the last known state across a sensor that was lost and a lost connection", () => {
    const lost = reading(1, 20, { door: "lost" });
    expect(after([allWell(1), read(20, lost), read(40, away(1, 40)), read(60, reading(1, 60))]).changes).toEqual([
      { kind: "link-back", serial: "S1", at: at(60) },
    ]);
  });

  it("counts an outage only of a lock that was connected before", () => {
    const fresh = after([listed(0, [{ lock: lock(1), reading: away(1, 0) }]), read(20, away(1, 20))]).house;
    expect(fresh.locks.get(serialOf("S1"))?.seen.outage).toEqual({ since: at(0), readings: 2, fromConnected: false });
    const later = after([allWell(1), read(20, away(1, 20))]).house;
    expect(later.locks.get(serialOf("S1"))?.seen.outage).toEqual({ since: at(20), readings: 1, fromConnected: true });
  });

  it("knows a lock again that came back with another id, and marks one that left", () => {
    const renewed = { lock: { ...lock(1), id: lockIdOf(77) }, reading: open(77, 20) };
    const { house, changes } = after([allWell(2), listed(20, [renewed])]);
    expect(changes).toMatchObject([{ kind: "door-opened", serial: "S1" }]);
    expect(house.locks.get(serialOf("S2"))?.gone).toBe(true);
  });

  it("keeps every age when the wall clock is set", () => {
    const { house } = after([allWell(1), { kind: "clock-jumped", at: at(86_400), byMs: 86_400_000 }]);
    expect(house.locks.get(serialOf("S1"))?.seen.latest?.at).toBe(at(86_400));
    expect(house.lastAnswerAt).toBe(at(86_400));
  });

  it("comes to the same house whatever the order and number of stale readings", () => {
    const stale = fc.array(
      fc.record({ seconds: fc.integer({ min: 0, max: 20 }), door: fc.constantFrom("open", "closed", "lost" as const) }),
    );
    fc.assert(
      fc.property(stale, (older) => {
        const known = after([allWell(1), read(20, open(1, 20))]).house;
        let house = known;
        for (const one of older) {
          const step = reduce(house, read(one.seconds, reading(1, one.seconds, { door: one.door })));
          expect(step.changes).toEqual([]);
          house = step.house;
        }
        expect(house.locks).toEqual(known.locks);
      }),
    );
  });
});
