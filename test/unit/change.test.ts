import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Change } from "../../src-main/core/lock/change.ts";
import type { HouseEvent } from "../../src-main/core/lock/house-event.ts";
import { lockIdOf, serialOf, type Lock, type Reading } from "../../src-main/core/lock/lock.ts";
import { after, allWell, at, away, failed, listed, lock, read, reading } from "./support/house.ts";

const SERIAL = serialOf("S1");
const tells = (seconds: number, differs: Partial<Reading>): HouseEvent => read(seconds, reading(1, seconds, differs));
const sleep = (from: number, until: number): readonly HouseEvent[] => [
  { kind: "suspended", at: at(from) },
  { kind: "resumed", at: at(until) },
];
const seenAt = (seconds: number) => ({
  noticedAt: at(seconds),
  happenedAt: at(seconds),
  certain: true,
  afterGap: false,
});
const unseenAt = (seconds: number) => ({
  noticedAt: at(seconds),
  happenedAt: null,
  certain: false,
  afterGap: true,
});

/** Events after a list of one lock that is locked, closed and connected, with a battery of 80 percent. */
const histories: readonly (readonly [string, readonly HouseEvent[], readonly object[]])[] = [
  ["the bolt", [tells(20, { lock: "unlocked" })], [{ kind: "bolt", from: "locked", to: "unlocked", ...seenAt(20) }]],
  [
    "the bolt, at Tedee's date",
    [tells(20, { lock: "unlocked", changedAt: at(12) })],
    [{ kind: "bolt", from: "locked", to: "unlocked", ...seenAt(20), happenedAt: at(12) }],
  ],
  [
    "the bolt in a gap, at Tedee's date",
    [tells(900, { lock: "unlocked", changedAt: at(700) })],
    [{ kind: "bolt", from: "locked", to: "unlocked", ...unseenAt(900), happenedAt: at(700) }],
  ],
  [
    "the bolt in a gap, at no moment with a date from before it",
    [tells(900, { lock: "unlocked", changedAt: at(-50) })],
    [{ kind: "bolt", from: "locked", to: "unlocked", ...unseenAt(900) }],
  ],
  [
    "the door, and since when it was open",
    [tells(20, { door: "open" }), tells(40, {})],
    [
      { kind: "door", from: "closed", to: "open", openSince: null, ...seenAt(20) },
      { kind: "door", from: "open", to: "closed", openSince: at(20), ...seenAt(40) },
    ],
  ],
  [
    "the link there and back",
    [read(20, away(1, 20)), tells(40, {})],
    [
      { kind: "link", from: "connected", to: "disconnected", ...seenAt(20) },
      { kind: "link", from: "disconnected", to: "connected", ...seenAt(40) },
    ],
  ],
  [
    "the link back from an answer that does not tell",
    [read(20, away(1, 20)), tells(40, { link: "unknown" }), tells(60, {})],
    [
      { kind: "link", from: "connected", to: "disconnected" },
      { kind: "link", from: "disconnected", to: "connected", ...seenAt(60), certain: false },
    ],
  ],
  [
    "the battery in bands alone",
    [80, 21, 19, 15, 9, 3, 60].map((battery, i) => tells(20 * (i + 1), { battery })),
    [
      { kind: "battery", from: "enough", to: "low", ...seenAt(60) },
      { kind: "battery", from: "low", to: "empty", ...seenAt(100) },
      { kind: "battery", from: "empty", to: "enough", ...seenAt(140) },
    ],
  ],
  [
    "charging",
    [tells(20, { charging: true }), tells(40, {})],
    [
      { kind: "charging", to: true, ...seenAt(20) },
      { kind: "charging", to: false, ...seenAt(40) },
    ],
  ],
  [
    "a failed move and its end",
    [tells(20, { moveFailed: true }), tells(40, {})],
    [
      { kind: "move-failed", to: true, ...seenAt(20) },
      { kind: "move-failed", to: false, ...seenAt(40) },
    ],
  ],
  [
    "several at once",
    [tells(20, { lock: "unlocked", door: "open", battery: 5 })],
    [{ kind: "door" }, { kind: "bolt" }, { kind: "battery" }],
  ],
  ["nothing that an answer does not tell", [tells(20, { lock: "unknown", door: "lost", battery: null })], []],
  ["nothing of a lock that is out of reach but that", [read(20, away(1, 20))], [{ kind: "link" }]],
  [
    "no certain change from before an answer that told nothing of it",
    [tells(20, { lock: "unknown", door: "lost" }), tells(40, { lock: "unlocked", door: "open" })],
    [
      { kind: "door", certain: false, afterGap: false },
      { kind: "bolt", certain: false, afterGap: false },
    ],
  ],
];

/** Gaps after the first list, each with the second at which the next answer comes. */
const gaps: readonly (readonly [string, readonly HouseEvent[], number])[] = [
  ["a silence", [], 400],
  ["failures", [failed(20, "timeout", 1), failed(200, "timeout", 2)], 400],
  ["a sleep", sleep(20, 30), 40],
  ["a sleep whose end no event told", [{ kind: "suspended", at: at(20) }], 40],
  ["lost time", [{ kind: "time-lost", at: at(30) }], 40],
];

describe("changes", () => {
  it.each(histories)("tell %s", (_, events, changes) => {
    const told = after([allWell(1), ...events]).changes;
    expect(told).toMatchObject(changes);
    expect(told.every(({ serial }) => serial === SERIAL)).toBe(true);
  });

  it.each(gaps)("are not certain after %s", (_, events, seconds) => {
    const other = { lock: "unlocked", door: "open", battery: 5, charging: true, moveFailed: true } as const;
    const told = after([allWell(1), ...events, tells(seconds, other)]).changes;
    expect(told.map(({ kind }) => kind)).toEqual(["door", "bolt", "battery", "charging", "move-failed"]);
    expect(told).toMatchObject(told.map(() => unseenAt(seconds)));
    const link = after([allWell(1), ...events, read(seconds, away(1, seconds))]).changes;
    expect(link).toMatchObject([{ kind: "link", ...unseenAt(seconds) }]);
  });

  it("keep the moment of opening from a gap, where it is known no longer", () => {
    const opened = [allWell(1), tells(20, { door: "open" })];
    expect(after([...opened, tells(400, {})]).changes[1]).toMatchObject({ openSince: null, afterGap: true });
    const lost: HouseEvent = { kind: "time-lost", at: at(30) };
    expect(after([...opened, lost, tells(40, {}), tells(60, {})]).changes[1]).toMatchObject({ openSince: null });
  });
});

const list = (seconds: number, locks: readonly Lock[], complete = true): HouseEvent => ({
  kind: "listed",
  at: at(seconds),
  listings: locks.map((one) => ({ lock: one, reading: { ...reading(1, seconds), id: one.id } })),
  complete,
});
const others = (changes: readonly Change[]) =>
  changes.map(({ kind, serial, happenedAt, certain }) => [kind, serial, happenedAt, certain]);

describe("changes that a list tells", () => {
  it.each<readonly [string, readonly HouseEvent[], readonly (readonly [Change["kind"], string])[]]>([
    ["a new lock", [list(0, [lock(1)]), list(60, [lock(1), lock(2)])], [["joined", "S2"]]],
    ["nothing with the first list", [list(0, [lock(1), lock(2)])], []],
    [
      "nothing with the first list after the list cache",
      [{ kind: "cached", at: at(0), locks: [lock(1, "Old name")] }, list(5, [lock(1), lock(2)])],
      [],
    ],
    ["no lock that a broken entry hid before", [list(0, [lock(1)], false), list(60, [lock(1), lock(2)])], []],
    ["nothing of a lock that one list leaves out", [list(0, [lock(1), lock(2)]), list(60, [lock(1)])], []],
    [
      "a lock that left for good, once, and came back",
      [0, 60, 120, 180, 240].map((seconds) => list(seconds, seconds % 240 === 0 ? [lock(1), lock(2)] : [lock(1)])),
      [
        ["left", "S2"],
        ["joined", "S2"],
      ],
    ],
    [
      "a new name",
      [list(0, [lock(1)]), list(60, [lock(1, "Cellar")]), list(120, [lock(1, "Cellar")])],
      [["name", "S1"]],
    ],
    ["nothing of a new id", [list(0, [lock(1)]), list(60, [{ ...lock(1), id: lockIdOf(77) }])], []],
  ])("are %s", (_, events, changes) =>
    expect(others(after(events).changes)).toEqual(changes.map((change) => [...change, null, false])),
  );

  it("say both names, and whether a gap lies before the list", () => {
    const renamed = (seconds: number) => after([list(0, [lock(1)]), list(seconds, [lock(1, "Cellar")])]).changes;
    expect(renamed(60)).toMatchObject([{ from: "Door 1", to: "Cellar", noticedAt: at(60), afterGap: false }]);
    expect(renamed(600)).toMatchObject([{ noticedAt: at(600), afterGap: true }]);
  });

  it("come beside those of the readings that the list holds", () => {
    const open = { lock: lock(1, "Cellar"), reading: reading(1, 60, { door: "open" }) };
    expect(after([allWell(1), listed(60, [open])]).changes.map(({ kind }) => kind)).toEqual(["name", "door"]);
  });
});

/** What a reading tells for certain, written down once more and apart. */
function toldBy({ link, lock: bolt, door, battery, charging, moveFailed }: Reading): ReadonlyMap<string, unknown> {
  const reached = link === "connected";
  const told: (readonly [string, unknown, boolean])[] = [
    ["link", link, link !== "unknown"],
    ["bolt", bolt, reached && bolt !== "unknown"],
    ["door", door, reached && (door === "open" || door === "closed")],
    ["battery", battery === null ? null : battery < 10 ? "empty" : battery < 20 ? "low" : "enough", reached],
    ["charging", charging, reached],
    ["move-failed", moveFailed, reached],
  ];
  return new Map(told.flatMap(([kind, value, is]) => (is && value !== null ? [[kind, value] as const] : [])));
}

const anyReading = fc.record({
  link: fc.constantFrom("connected", "connected", "disconnected", "unknown", "no-bridge" as const),
  lock: fc.constantFrom("locked", "unlocked", "unlocking", "unknown" as const),
  door: fc.constantFrom("open", "closed", "lost", "unknown" as const),
  battery: fc.constantFrom(null, 80, 15, 5),
  charging: fc.boolean(),
  moveFailed: fc.boolean(),
});
const anyStep = fc.record({
  told: anyReading,
  wait: fc.constantFrom(20, 40, 300),
  before: fc.constantFrom("nothing", "nothing", "sleep", "time-lost", "clock-jumped"),
});

const between = (before: string, seconds: number): readonly HouseEvent[] => {
  switch (before) {
    case "sleep":
      return sleep(seconds - 2, seconds - 1);
    case "time-lost":
      return [{ kind: "time-lost", at: at(seconds - 1) }];
    case "clock-jumped":
      return [{ kind: "clock-jumped", at: at(seconds - 1), byMs: 0 }];
    default:
      return [];
  }
};

describe("changes, whatever is read", () => {
  const unbridged = { ...lock(1), bridgeId: null };
  const start: HouseEvent = { kind: "cached", at: at(0), locks: [unbridged] };

  it("lead from the first known values to the last, and each from the value before it", () =>
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 25 }), (steps) => {
        let seconds = 0;
        const events: HouseEvent[] = [start];
        const [first, last] = [new Map<string, unknown>(), new Map<string, unknown>()];
        for (const { told, wait, before } of steps) {
          seconds += wait;
          const one = reading(1, seconds, told);
          events.push(...between(before, seconds), read(seconds, one), read(seconds, one));
          for (const [kind, value] of toldBy(one)) {
            if (!first.has(kind)) first.set(kind, value);
            last.set(kind, value);
          }
        }
        const values = new Map(first);
        for (const change of after(events).changes) {
          expect(values.has(change.kind)).toBe(true);
          if ("from" in change) expect(change.from).toEqual(values.get(change.kind));
          if (!("to" in change)) throw new Error(`No list tells of ${change.kind}`);
          expect(change.to).not.toEqual(values.get(change.kind));
          values.set(change.kind, change.to);
        }
        expect(values).toEqual(last);
      }),
    ));

  it("are certain, or come after a gap, exactly as the answers before them lie", () =>
    fc.assert(
      fc.property(fc.array(anyStep, { minLength: 2, maxLength: 25 }), (steps) => {
        let seconds = 0;
        let gapAt = 0;
        const events: HouseEvent[] = [start];
        const toldAt = new Map<string, number>();
        const expected = new Map<string, { afterGap: boolean; certain: boolean }>();
        for (const [index, { told, wait, before }] of steps.entries()) {
          const latest = seconds;
          seconds += wait;
          if (before === "sleep" || before === "time-lost") gapAt = seconds - 1;
          const one = reading(1, seconds, told);
          events.push(...between(before, seconds), read(seconds, one));
          for (const kind of toldBy(one).keys()) {
            const then = toldAt.get(kind);
            if (then !== undefined) {
              const afterGap = seconds - then > 100 || then < gapAt;
              expected.set(`${kind} ${seconds}`, { afterGap, certain: index > 0 && then === latest && !afterGap });
            }
            toldAt.set(kind, seconds);
          }
        }
        for (const { kind, noticedAt, certain, afterGap, happenedAt } of after(events).changes) {
          expect({ afterGap, certain }).toEqual(expected.get(`${kind} ${(noticedAt - at(0)) / 1000}`));
          if (afterGap) expect(happenedAt).toBeNull();
          else expect(happenedAt).toBe(noticedAt);
        }
      }),
    ));
});
