import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultSettings } from "../../src-main/core/app/settings.ts";
import { Deadlines } from "../../src-main/core/lock/deadlines.ts";
import { same } from "../../src-main/core/lock/equal.ts";
import type { HouseEvent } from "../../src-main/core/lock/house-event.ts";
import { DOOR_STATES, LOCK_STATES, instant, type Instant, type Reading } from "../../src-main/core/lock/lock.ts";
import {
  isCounted,
  isOutOfDate,
  needsAttention,
  STATUS_CAUSES,
  STATUS_KINDS,
  STATUS_OF_CAUSE,
  statusOf,
  type LockStatus,
} from "../../src-main/core/lock/status.ts";
import { inOrder } from "../../src-main/core/view/order.ts";
import { present } from "../../src-main/core/view/presenter.ts";
import { english } from "./support/words.ts";
import { after, allWell, at, away, failed, listed, lock, lockFor, read, reading } from "./support/house.ts";

function statusAfter(events: readonly HouseEvent[], now: Instant, excluded = false): LockStatus | undefined {
  const { house } = after(events);
  const known = house.locks.get(lock(1).serial);
  return known === undefined ? undefined : statusOf(known, house, excluded, new Deadlines(now));
}
const tells = (differs: Partial<Reading>): readonly HouseEvent[] => [
  listed(0, [{ lock: lockFor(1, differs), reading: reading(1, 0) }]),
  read(20, reading(1, 20, differs)),
];
const live = (kind: LockStatus["kind"]): LockStatus => ({ kind, cause: "locked", since: null, freshness: "live" });
const leftOut = (seconds: number): HouseEvent => listed(seconds, [{ lock: lock(2), reading: reading(2, seconds) }]);

describe("a lock's status", () => {
  it.each<readonly [string, readonly HouseEvent[], number, LockStatus]>([
    [
      "nothing read yet",
      [{ kind: "cached", at: at(0), locks: [lock(1)] }],
      5,
      { kind: "unknown", cause: "not-asked", since: null, freshness: "lost" },
    ],
    [
      "an unlocked bolt",
      tells({ lock: "unlocked" }),
      30,
      { kind: "unlocked", cause: "unlocked", since: at(20), freshness: "live" },
    ],
    [
      "the same, late",
      tells({ lock: "unlocked" }),
      75,
      { kind: "unlocked", cause: "unlocked", since: at(20), freshness: "late" },
    ],
    [
      "the same, old",
      tells({ lock: "unlocked" }),
      200,
      { kind: "unlocked", cause: "unlocked", since: at(20), freshness: "old" },
    ],
    [
      "an old alarm",
      tells({ door: "open" }),
      200,
      { kind: "alarm", cause: "open-while-locked", since: at(20), freshness: "old" },
    ],
    [
      "an old motion",
      tells({ lock: "locking" }),
      200,
      { kind: "unknown", cause: "data-old", since: at(20), freshness: "old" },
    ],
    ["an old locked bolt", tells({}), 200, { kind: "unknown", cause: "data-old", since: at(20), freshness: "old" }],
    [
      "an alarm a day old",
      tells({ door: "open" }),
      90_000,
      { kind: "unknown", cause: "data-lost", since: at(20), freshness: "lost" },
    ],
    [
      "a lost connection",
      [allWell(1), read(20, away(1, 20)), read(40, away(1, 40))],
      50,
      { kind: "offline", cause: "disconnected", since: at(20), freshness: "live" },
    ],
    [
      "one lost poll",
      [allWell(1), read(20, away(1, 20))],
      30,
      { kind: "secure", cause: "locked", since: null, freshness: "live" },
    ],
    [
      "no bridge",
      tells({ link: "no-bridge", lock: "unknown", door: "unknown" }),
      30,
      { kind: "not-reachable", cause: "no-bridge", since: null, freshness: "live" },
    ],
    [
      "a lock that left",
      [allWell(2), leftOut(20), leftOut(40)],
      40,
      { kind: "gone", cause: "left-account", since: null, freshness: "live" },
    ],
    [
      "an answer that says nothing of an unlocked bolt",
      [...tells({ lock: "unlocked" }), read(40, reading(1, 40, { lock: "unknown", door: "unknown" }))],
      45,
      { kind: "unknown", cause: "state-unknown", since: null, freshness: "live" },
    ],
    [
      "a refused key",
      [...tells({}), failed(30, "key-refused", 3, true)],
      31,
      { kind: "unknown", cause: "data-old", since: at(20), freshness: "old" },
    ],
  ])("after %s", (_, events, seconds, status) => expect(statusAfter(events, at(seconds))).toEqual(status));

  it("keeps the cause of its own while the lock is excluded, and counts nowhere", () => {
    const status = statusAfter(tells({ door: "open" }), at(30), true);
    expect(status).toMatchObject({ kind: "excluded", cause: "open-while-locked", since: at(20) });
    expect(status && isCounted(status)).toBe(false);
    expect(status && needsAttention(status)).toBe(false);
  });

  it("says what counts, what needs attention and what is out of date", () => {
    expect(STATUS_KINDS.filter((kind) => !isCounted(live(kind)))).toEqual(["not-reachable", "gone", "excluded"]);
    const attention = ["alarm", "open", "unlocked", "unknown", "offline"];
    expect(STATUS_KINDS.filter((kind) => needsAttention(live(kind)))).toEqual(attention);
    const freshness = ["live", "late", "old", "lost"] as const;
    expect(freshness.filter((one) => isOutOfDate({ ...live("secure"), freshness: one }))).toEqual(["old", "lost"]);
  });
});

const anyReading = fc.record({
  lock: fc.constantFrom(...LOCK_STATES),
  door: fc.constantFrom(...DOOR_STATES),
  link: fc.constantFrom("connected", "connected", "disconnected", "no-bridge", "unknown" as const),
  moveFailed: fc.boolean(),
});

describe("what is shown", () => {
  const around = { words: english, key: "in-use" as const, demo: false, otherCloud: null, alerts: [], notices: [] };
  const anyHouse = fc.record({
    each: fc.array(anyReading, { minLength: 1, maxLength: 3 }),
    again: fc.constantFrom(20, 40, 300),
    pause: fc.constantFrom(null, 30, 500, 4000),
    later: fc.integer({ min: 0, max: 90_000 }),
  });

  it("stays the same until the instant that it names", () =>
    fc.assert(
      fc.property(anyHouse, fc.double({ min: 0, max: 1, noNaN: true }), ({ each, again, pause, later }, part) => {
        const listing = each.map((one, i) => ({ lock: lockFor(i + 1, one), reading: reading(i + 1, 0, one) }));
        const { house } = after([listed(0, listing), read(again, ...each.map((one, i) => reading(i + 1, again, one)))]);
        const settings = { ...defaultSettings, pausedUntil: pause === null ? null : at(pause) };
        const now = at(again + later);
        const { snapshot, nextAt } = present(house, settings, around, now);
        // times are worded by the day they are read on
        const end = Math.min(nextAt ?? Infinity, now + 3_600_000);
        const then = instant(Math.floor(now + part * (end - 1 - now)));
        const facts = (one: typeof snapshot) => [
          one.rows.map(({ status, tone, glyph, dashed }) => ({ status, tone, glyph, dashed })),
          one.headline.tone,
          one.older,
          one.pausedUntil,
        ];
        expect(same(facts(present(house, settings, around, then).snapshot), facts(snapshot))).toBe(true);
      }),
    ));

  it("names the instant at which the door has been open too long, and then changes", () => {
    const looks = Array.from({ length: 90 }, (_, index) => 20 + 20 * index);
    const open = looks.map((seconds) => read(seconds, reading(1, seconds, { lock: "unlocked", door: "open" })));
    const { house } = after([allWell(1), ...open]);
    const { nextAt } = present(house, defaultSettings, around, at(1810));
    expect(nextAt).toBe(at(1820) + 1);
    if (nextAt === null) return;
    const kindAt = (now: Instant) => present(house, defaultSettings, around, now).snapshot.rows[0]?.status.kind;
    expect([kindAt(instant(nextAt - 1)), kindAt(nextAt)]).toEqual(["open", "alarm"]);
  });
});

describe("the order of the list", () => {
  const sorted = (statuses: readonly Partial<LockStatus>[], names: readonly string[] = []): readonly string[] =>
    inOrder(
      statuses.map((differs, i) => {
        const cause = differs.cause ?? "locked";
        const status: LockStatus = { ...live(STATUS_OF_CAUSE[cause]), ...differs, cause };
        return { name: names[i] ?? cause, status };
      }),
      english,
    ).map(({ name }) => name);

  it("has a place for every cause, the worst first and what is well last", () => {
    const order = sorted(STATUS_CAUSES.map((cause) => ({ cause })));
    expect(order.slice(0, 3).toSorted()).toEqual(["move-failed", "open-long", "open-while-locked"]);
    expect(order.slice(-3)).toEqual(["no-bridge", "left-account", "locked"]);
    expect(order).toHaveLength(STATUS_CAUSES.length);
  });

  it("puts the oldest problem of a group first, then goes by name as people sort", () => {
    expect(
      sorted([
        { cause: "unlocked", since: at(9) },
        { cause: "semi-locked", since: at(3) },
      ]),
    ).toEqual(["semi-locked", "unlocked"]);
    const unlocked = { cause: "unlocked" } as const;
    expect(sorted([unlocked, unlocked, unlocked, unlocked], ["Zoo", "äpfel", "Bike 10", "apfel"])).toEqual([
      "apfel",
      "äpfel",
      "Bike 10",
      "Zoo",
    ]);
  });

  it("keeps the order of the account where nothing is wrong", () =>
    expect(sorted([{}, {}, {}], ["Zoo", "Attic", "Hall"])).toEqual(["Zoo", "Attic", "Hall"]));

  it("keeps the usual order while nothing is known of now", () => {
    const old = { cause: "data-old", freshness: "old" } as const;
    const open = { cause: "door-open", freshness: "old" } as const;
    expect(sorted([old, open, { cause: "no-bridge" }, old], ["b", "c", "x", "a"])).toEqual(["x", "b", "c", "a"]);
  });
});
