import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instant, type Reading } from "../../src-main/core/lock/lock.ts";
import { decodeLocks, decodePage, decodeSync, momentOf } from "../../src-main/tedee/decode.ts";
import { at } from "./support/house.ts";

const fixture = (name: string): unknown => JSON.parse(readFileSync(`test/fixtures/${name}.json`, "utf8")) as unknown;

const NOW = at(0);
const synced = (name: string): readonly Reading[] | null => decodeSync(fixture(name), NOW);
const silent = { lock: "unknown", door: "unknown", battery: null, moveFailed: false, changedAt: null } as const;

describe("a sync's body", () => {
  it.each([
    [
      "v37-sync-single-connected",
      [{ id: 123, link: "connected", lock: "locked", door: "closed", battery: 54, revision: 1 }],
    ],
    ["v37-sync-single-disconnected", [{ id: 123, link: "disconnected", revision: 1, ...silent }]],
    [
      "v37-sync-all-two-locks",
      [
        { id: 1, lock: "locked", door: "closed", battery: 54, charging: false },
        { id: 2, lock: "unlocked", door: "open", battery: 80, charging: true },
      ],
    ],
    ["v37-sync-all-disconnected", [{ link: "disconnected", ...silent }]],
    ["sync-single-lockproperties-connected", [{ link: "connected", lock: "locked", battery: 54 }]],
    ["sync-single-lockproperties-disconnected", [{ link: "disconnected", ...silent }]],
    [
      "sync-single-oldest",
      [{ id: 1, lock: "semi-locked", door: "unknown", battery: 54, revision: null, changedAt: null }],
    ],
    [
      "v1_25-sync-real-2022",
      [
        {
          id: 12248,
          lock: "locked",
          door: "unknown",
          moveFailed: false,
          changedAt: Date.UTC(2022, 5, 23, 15, 56, 31, 440),
        },
      ],
    ],
  ])("%s", (name, expected) => {
    expect(synced(name)).toMatchObject(expected);
    expect(synced(name)).toHaveLength(expected.length);
  });

  it.each(Object.entries(fixture("doc-malformed-samples") as Record<string, string>))("%s is no JSON", (_, text) =>
    expect(() => JSON.parse(text) as unknown).toThrow(),
  );

  it("follows a firmware update without ever calling the lock locked or unlocked", () => {
    const { states } = fixture("timeline-firmware-update-178791") as {
      states: { state: number | null; connected: boolean }[];
    };
    const seen = states.map(({ state, connected }) => {
      const deviceState = state === null ? null : { state };
      return decodeSync({ result: { id: 1, isConnected: connected, deviceState } }, NOW)?.[0]?.lock;
    });
    expect(seen).toEqual(["locked", "updating", "unknown", "unknown", "calibrating", "locked"]);
  });
});

describe("a list's body", () => {
  it("v37-lock-list", () =>
    expect(decodePage(fixture("v37-lock-list"), NOW)).toMatchObject({
      entries: 1,
      listings: [
        {
          lock: {
            serial: "111111-11111",
            id: 123,
            name: "Room 6",
            revision: 2,
            bridgeId: 2,
            pullsByItself: false,
            canPull: true,
          },
          reading: { link: "connected", lock: "locked", door: "closed", battery: 18 },
        },
      ],
    }));

  it("v37-lock-single-no-bridge: a fact, no outage", () =>
    expect(decodeLocks(fixture("v37-lock-single-no-bridge"), NOW)).toMatchObject([
      { lock: { bridgeId: null }, reading: { link: "no-bridge", ...silent } },
    ]));

  it("v1_25-lock-real-2022: old names", () =>
    expect(decodeLocks(fixture("v1_25-lock-real-2022"), NOW)).toMatchObject([
      { reading: { link: "connected", door: "unknown" } },
    ]));

  it.each([
    ["Room 6", "Room 6"],
    [" Room 6", " Room 6"],
    ["  ", "111111-11111"],
    ["", "111111-11111"],
    [null, "111111-11111"],
  ])("a lock called %j is shown as %j", (name, shown) =>
    expect(decodeLocks({ result: [{ id: 123, serialNumber: "111111-11111", name }] }, NOW)).toMatchObject([
      { lock: { name: shown } },
    ]),
  );

  it("v1_32-lock-list-aiotedee: a lock without a serial number is known by its id", () =>
    expect(decodeLocks(fixture("v1_32-lock-list-aiotedee"), NOW)).toMatchObject([
      { lock: { serial: "id-12345", name: "Front Door", bridgeId: 99 }, reading: { lock: "locked", door: "closed" } },
    ]));

  it("counts what Tedee sent, so that a page with a bad entry is not taken for the last one", () =>
    expect(decodePage({ result: [{ id: 1 }, { id: "two" }] }, NOW)).toMatchObject({
      entries: 2,
      listings: [{ lock: { id: 1 } }],
    }));

  it("is nothing when no entry can be read, and a list of none when there is none", () => {
    expect(decodePage({ result: [{ id: "two" }, null] }, NOW)).toBeNull();
    expect(decodePage({ result: [] }, NOW)).toEqual({ entries: 0, listings: [] });
    for (const body of [null, 5, "x", [], {}, { result: null }, { result: 5 }])
      expect(decodePage(body, NOW)).toBeNull();
  });
});

describe("numbers", () => {
  const read = (deviceState: object): Reading | undefined =>
    decodeSync({ result: { id: 1, isConnected: true, deviceState } }, NOW)?.[0];

  it.each([
    [0, "uncalibrated"],
    [1, "calibrating"],
    [2, "unlocked"],
    [3, "semi-locked"],
    [4, "unlocking"],
    [5, "locking"],
    [6, "locked"],
    [7, "pulled"],
    [8, "pulling"],
    [9, "unknown"],
    [18, "updating"],
    [255, "unknown"],
    [10, "unknown"],
    [6.5, "unknown"],
    [-6, "unknown"],
    ["6", "unknown"],
    [null, "unknown"],
  ])("state %s is %s", (state, lock) => expect(read({ state, doorState: 3 })?.lock).toBe(lock));

  it.each([
    [0, "none"],
    [1, "lost"],
    [2, "open"],
    [3, "closed"],
    [4, "uncalibrated"],
    [5, "unknown"],
    [null, "unknown"],
    [undefined, "unknown"],
  ])("door %s is %s", (doorState, door) => expect(read({ state: 6, doorState })?.door).toBe(door));

  it.each([
    [0, 0],
    [100, 100],
    [54.4, 54],
    [101, null],
    [255, null],
    [-1, null],
    [null, null],
    ["54", null],
  ])("battery %s is %s", (batteryLevel, battery) => expect(read({ state: 6, batteryLevel })?.battery).toBe(battery));

  it.each([
    [0, false],
    [1, true],
    [7, true],
    [null, false],
    ["1", false],
  ])("result %s of a move failed: %s", (stateChangeResult, moveFailed) =>
    expect(read({ state: 2, stateChangeResult })?.moveFailed).toBe(moveFailed),
  );

  it.each([
    ["2021-04-26T06:02:04.197Z", Date.UTC(2021, 3, 26, 6, 2, 4, 197)],
    ["2022-06-28T17:18:38.962", Date.UTC(2022, 5, 28, 17, 18, 38, 962)],
    ["2022-06-23T15:56:31.44", Date.UTC(2022, 5, 23, 15, 56, 31, 440)],
    ["2022-03-23T15:35:26.0400127", Date.UTC(2022, 2, 23, 15, 35, 26, 40)],
    ["2024-12-10T08:24:15", Date.UTC(2024, 11, 10, 8, 24, 15)],
    ["2024-12-13T07:36:36.9049417+00:00", Date.UTC(2024, 11, 13, 7, 36, 36, 904)],
    ["2024-12-13T08:36:36+01:00", Date.UTC(2024, 11, 13, 7, 36, 36)],
    ["0001-01-01T00:00:00", null],
    ["2014-12-31T23:59:59.999Z", null],
    ["2015-01-01T00:00:00Z", Date.UTC(2015, 0, 1)],
    ["2024-13-13T07:36:36Z", null],
    ["yesterday", null],
    ["", null],
  ])("date %s", (text, expected) => expect(momentOf(text)).toBe(expected === null ? null : instant(expected)));
});

describe("never more certain than the body", () => {
  const anything = fc.oneof(fc.jsonValue(), fc.constantFrom(null, true, false, 0, 1, 2, 3, 6, 255));
  const item = fc.record(
    {
      id: fc.oneof(fc.integer(), anything),
      isConnected: anything,
      revision: anything,
      deviceState: fc.oneof(
        anything,
        fc.record({ state: anything, doorState: anything, batteryLevel: anything }, { requiredKeys: [] }),
      ),
    },
    { requiredKeys: [] },
  );

  it("calls a lock locked or closed only for its one number, from a lock that says it is connected", () =>
    fc.assert(
      fc.property(fc.uniqueArray(item, { selector: ({ id }) => id }), (items) => {
        const readings = decodeSync({ result: items }, NOW) ?? [];
        for (const reading of readings) {
          const source = items.find(({ id }) => id === reading.id);
          const state = source?.deviceState as { state?: unknown; doorState?: unknown } | undefined;
          if (reading.lock === "locked") expect([source?.isConnected, state?.state]).toEqual([true, 6]);
          if (reading.door === "closed") expect([source?.isConnected, state?.doorState]).toEqual([true, 3]);
          if (reading.link === "connected" && source?.isConnected !== true) expect(reading).toMatchObject(silent);
        }
      }),
      { numRuns: 500 },
    ));

  it("never throws, whatever comes", () =>
    fc.assert(
      fc.property(fc.jsonValue(), (body) => {
        decodeSync(body, NOW);
        decodePage(body, NOW);
      }),
    ));
});
