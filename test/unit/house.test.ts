import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Change } from "../../src-main/core/lock/change.ts";
import type { HouseEvent } from "../../src-main/core/lock/house-event.ts";
import { reduce } from "../../src-main/core/lock/house.ts";
import { lockIdOf, serialOf, type Reading } from "../../src-main/core/lock/lock.ts";
import { after, allWell, at, away, listed, lock, read, reading } from "./support/house.ts";

const open = (n: number, seconds: number): Reading => reading(n, seconds, { lock: "unlocked", door: "open" });
const doors = (changes: readonly Change[]): readonly Change[] => changes.filter(({ kind }) => kind === "door");

describe("the reducer", () => {
  it("takes the first reading as a baseline, even of an open door", () =>
    expect(after([listed(0, [{ lock: lock(1), reading: open(1, 0) }])]).changes).toEqual([]));

  it("tells an opened door once", () => {
    const { changes } = after([allWell(1), read(20, open(1, 20)), read(40, open(1, 40))]);
    expect(doors(changes)).toEqual([
      {
        kind: "door",
        serial: "S1",
        from: "closed",
        to: "open",
        openSince: null,
        noticedAt: at(20),
        happenedAt: at(20),
        certain: true,
        afterGap: false,
      },
    ]);
  });

  it("tells the closing with the moment of opening, when that was seen", () => {
    const { changes } = after([allWell(1), read(20, open(1, 20)), read(40, reading(1, 40))]);
    expect(doors(changes)[1]).toMatchObject({ to: "closed", noticedAt: at(40), openSince: at(20) });
  });

  it("does not know when a door opened that was open from the first look", () => {
    const { changes } = after([listed(0, [{ lock: lock(1), reading: open(1, 0) }]), read(20, reading(1, 20))]);
    expect(doors(changes)).toMatchObject([{ to: "closed", noticedAt: at(20), openSince: null }]);
  });

  it.each([
    ["a long silence", [read(200, open(1, 200))]],
    ["a sleep", [{ kind: "suspended", at: at(20) }, { kind: "resumed", at: at(30) }, read(40, open(1, 40))]],
  ] as const)("speaks of a gap after %s", (_, events) =>
    expect(doors(after([allWell(1), ...events]).changes)).toMatchObject([
      { to: "open", noticedAt: events.at(-1)?.at, happenedAt: null, certain: false, afterGap: true },
    ]),
  );

  it("compares with the last known state across a sensor that was lost and a lost connection", () => {
    const lost = reading(1, 20, { door: "lost" });
    const { changes } = after([allWell(1), read(20, lost), read(40, away(1, 40)), read(60, reading(1, 60))]);
    expect(changes).toMatchObject([
      { kind: "link", from: "connected", to: "disconnected", noticedAt: at(40) },
      { kind: "link", from: "disconnected", to: "connected", noticedAt: at(60) },
    ]);
  });

  it("counts a lost connection only of a lock that was connected before", () => {
    const fresh = after([listed(0, [{ lock: lock(1), reading: away(1, 0) }]), read(20, away(1, 20))]).house;
    expect(fresh.locks.get(serialOf("S1"))?.seen.loss).toEqual({ since: at(0), readings: 2, fromConnected: false });
    const later = after([allWell(1), read(20, away(1, 20))]).house;
    expect(later.locks.get(serialOf("S1"))?.seen.loss).toEqual({ since: at(20), readings: 1, fromConnected: true });
  });

  it("knows a lock again that came back with another id, and marks one that left", () => {
    const renewed = { lock: { ...lock(1), id: lockIdOf(77) }, reading: open(77, 20) };
    const { house, changes } = after([allWell(2), listed(20, [renewed])]);
    expect(doors(changes)).toMatchObject([{ serial: "S1", to: "open" }]);
    expect(house.locks.get(serialOf("S2"))).toMatchObject({ missing: 1, gone: false });
    const again = reduce(house, listed(80, [renewed])).house;
    expect(again.locks.get(serialOf("S2"))).toMatchObject({ missing: 2, gone: true });
  });

  it("takes no lock for gone because an entry of the list could not be read, or because it was empty once", () => {
    const partial = { ...listed(20, []), complete: false } as const;
    const { house } = after([allWell(1), partial, { ...partial, at: at(80) }]);
    expect(house.locks.get(serialOf("S1"))?.gone).toBe(false);
    expect(after([allWell(1), listed(20, [])]).house.locks.get(serialOf("S1"))?.gone).toBe(false);
  });

  it("remembers ids that a sync of all names and the list does not, until the list does", () => {
    const { house } = after([allWell(1), read(20, reading(1, 20), reading(7, 20))]);
    expect([...house.unlisted]).toEqual([7]);
    const listing = [1, 7].map((n) => ({ lock: lock(n), reading: reading(n, 40) }));
    expect(reduce(house, listed(40, listing)).house.unlisted.size).toBe(0);
  });

  it("counts only an answer that tells of a lock as one", () => {
    const { house } = after([allWell(1), read(20), read(40, reading(7, 40))]);
    expect(house.lastAnswerAt).toBe(at(0));
  });

  it("knows nothing of now once the computer was put to sleep, whether or not it is told of the waking", () =>
    expect(after([allWell(1), { kind: "suspended", at: at(20) }]).house.staleBefore).toBe(at(20)));

  it("keeps the times of what it knew through a span of unknown length, but not since when a door is open", () => {
    const { house } = after([allWell(1), read(20, open(1, 20)), { kind: "time-lost", at: at(3620) }]);
    const seen = house.locks.get(serialOf("S1"))?.seen;
    expect(seen?.latest?.at).toBe(at(20));
    expect(seen?.door).toMatchObject({ state: "open", sinceKnown: false });
    expect(house.staleBefore).toBe(at(3620));
  });

  it("does not know how long a door was open whose closing nobody saw", () => {
    const { changes } = after([allWell(1), read(20, open(1, 20)), read(400, reading(1, 400))]);
    expect(doors(changes)[1]).toMatchObject({ to: "closed", openSince: null });
  });

  it("keeps every age when the wall clock is set", () => {
    const { house } = after([allWell(1), { kind: "clock-jumped", at: at(86_400), byMs: 86_400_000 }]);
    expect(house.locks.get(serialOf("S1"))?.seen.latest?.at).toBe(at(86_400));
    expect(house.lastAnswerAt).toBe(at(86_400));
  });

  it("does not know since when a door is open that was open before a sleep or a silence, and is open after it", () => {
    const doorOf = (events: readonly HouseEvent[]) => after(events).house.locks.get(lock(1).serial)?.seen.door;
    const seenOpen = [allWell(1), read(20, open(1, 20)), read(40, open(1, 40))];
    expect(doorOf(seenOpen)).toMatchObject({ since: at(20), sinceKnown: true });
    const slept: HouseEvent[] = [...seenOpen, { kind: "suspended", at: at(50) }, { kind: "resumed", at: at(28_800) }];
    expect(doorOf([...slept, read(28_805, open(1, 28_805))])).toMatchObject({ since: at(28_805), sinceKnown: false });
    expect(doorOf([...seenOpen, read(10_000, open(1, 10_000))])).toMatchObject({
      since: at(10_000),
      sinceKnown: false,
    });
    expect(doorOf([...seenOpen, read(80, open(1, 80))])).toMatchObject({ since: at(20), sinceKnown: true });
  });

  it("counts a lost connection from the first look after a sleep, since the connection may have been back meanwhile", () => {
    const lossOf = (events: readonly HouseEvent[]) => after(events).house.locks.get(lock(1).serial)?.seen.loss;
    const lost = [allWell(1), read(20, away(1, 20)), read(40, away(1, 40))];
    expect(lossOf([...lost, read(60, away(1, 60))])).toMatchObject({ since: at(20), readings: 3 });
    const slept: HouseEvent[] = [...lost, { kind: "suspended", at: at(50) }, { kind: "resumed", at: at(28_800) }];
    expect(lossOf([...slept, read(28_805, away(1, 28_805))])).toMatchObject({ since: at(28_805), readings: 3 });
  });

  it("takes a waking that no sleep came before for no waking", () => {
    const { house } = after([allWell(1), { kind: "resumed", at: at(500) }]);
    expect(house).toMatchObject({ awakeSince: at(0), staleBefore: at(500) });
  });

  const anyReading = fc.record({
    n: fc.constantFrom(1, 2, 3),
    link: fc.constantFrom("connected", "disconnected", "unknown" as const),
    lock: fc.constantFrom("locked", "unlocked", "unknown" as const),
    door: fc.constantFrom("open", "closed", "lost", "unknown" as const),
    /** Which of those before are told again right after it, each by its place in the row. */
    again: fc.array(fc.nat(), { maxLength: 4 }),
    /** The next comes so many seconds later. */
    wait: fc.constantFrom(20, 40, 300),
  });

  it("comes to the same house and the same facts whatever is told again, of whatever lock, and in whatever order", () =>
    fc.assert(
      fc.property(fc.array(anyReading, { minLength: 1, maxLength: 20 }), fc.nat(), (row, turn) => {
        let seconds = 20;
        const told: Reading[] = [];
        let [once, often] = [after([allWell(3)]).house, after([allWell(3)]).house];
        for (const { n, link, lock: bolt, door, again, wait } of row) {
          const one = reading(n, seconds, { link, lock: bolt, door });
          const others = [1, 2, 3].filter((other) => other !== n).map((other) => reading(other, seconds));
          const batch = [one, ...others];
          const turned = [...batch.slice(turn % 3), ...batch.slice(0, turn % 3)];
          const [first, second] = [reduce(once, read(seconds, ...batch)), reduce(often, read(seconds, ...turned))];
          expect(new Set(second.changes.map((change) => JSON.stringify(change)))).toEqual(
            new Set(first.changes.map((change) => JSON.stringify(change))),
          );
          [once, often] = [first.house, second.house];
          told.push(...batch);
          for (const place of again) {
            const old = told[place % told.length];
            if (old === undefined) continue;
            const step = reduce(often, read(seconds, old));
            expect(step.changes).toEqual([]);
            often = step.house;
          }
          expect(often.locks).toEqual(once.locks);
          seconds += wait;
        }
      }),
    ));

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
