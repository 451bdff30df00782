import { describe, expect, it } from "vitest";
import { DOOR_STATE, LOCK_STATE, demoLock } from "../../../src-main/demo/demo-lock.ts";
import { HOUSE } from "../../../src-main/demo/house.ts";
import { dateText } from "../../../src-main/demo/wire-form.ts";
import { bench, LIST, locksOf, START_MS, SYNC } from "./support.ts";

const { back, shed } = HOUSE;

describe("what a lock reports", () => {
  const table = [
    ...Object.entries(LOCK_STATE).map(([name, state]) => [name, { state }] as const),
    ...Object.entries(DOOR_STATE).map(([name, doorState]) => [`door ${name}`, { doorState }] as const),
    ["an unlisted state", { state: 77 }],
    ["an unlisted door state", { doorState: 9 }],
    ["an unknown battery", { batteryLevel: 255 }],
    ["no battery", { batteryLevel: null }],
    ["charging", { isCharging: true }],
    ["a failed move", { stateChangeResult: 1 }],
    ["no result", { stateChangeResult: null }],
  ] as const;

  it.each(table)("is %s as set, in all four calls", (_, change) => {
    const { cloud, get } = bench();
    cloud.set(back.serial, change);
    const answers = [
      get(0, LIST),
      get(0, `${LIST}/${back.id}`),
      get(0, SYNC),
      get(20, `${LIST}/${back.id}/sync`),
      get(40, `${SYNC}?id=${back.id}`),
    ];
    for (const answer of answers) {
      const lock = locksOf(answer).find(({ id }) => id === back.id);
      expect(lock?.deviceState).toMatchObject(change);
    }
  });

  it("can lack the door, as bodies of old versions do", () => {
    const { cloud, get } = bench();
    cloud.set(back.serial, { doorState: null });
    expect(locksOf(get(0, `${LIST}/${back.id}`))[0]?.deviceState).not.toHaveProperty("doorState");
  });

  it.each([[false], [null]])("has no device state while isConnected is %s", (isConnected) => {
    const { cloud, get } = bench();
    cloud.set(back.serial, { isConnected, state: LOCK_STATE.unlocked });
    expect(locksOf(get(0, SYNC))[1]).toEqual({ id: back.id, isConnected, deviceState: null, revision: 1 });
    cloud.set(back.serial, { isConnected: true });
    expect(locksOf(get(20, SYNC))[1]?.deviceState?.state).toBe(LOCK_STATE.unlocked);
  });

  it("has no bridge, no state and no connection in the shed", () => {
    const lock = locksOf(bench().get(0, LIST))[5];
    expect(lock).toMatchObject({ name: "Shed", isConnected: null, connectedToId: null, deviceState: null });
    expect(JSON.parse(bench().get(0, `${LIST}/${shed.id}`).body)).toMatchObject({
      result: { beaconMajor: null, beaconMinor: null },
    });
  });

  it("can lack all settings", () => {
    const { get } = bench({ locks: [demoLock(1, "Gate", {}, { settings: null })] });
    expect(locksOf(get(0, LIST))[0]?.deviceSettings).toBeNull();
  });

  it("tells when the bolt moved, and not when the door did", () => {
    const { cloud, at, get } = bench();
    const changed = (seconds: number) => {
      const text = locksOf(get(seconds, `${LIST}/${back.id}`))[0]?.deviceState?.lastStateChangedDate ?? "";
      return (Date.parse(text.endsWith("Z") ? text : `${text}Z`) - START_MS) / 1000;
    };
    const before = changed(0);
    expect(before).toBeLessThan(0);
    at(5);
    cloud.set(back.serial, { doorState: DOOR_STATE.opened });
    cloud.set(back.serial, { state: LOCK_STATE.locked });
    expect(changed(10)).toBe(before);
    cloud.set(back.serial, { state: LOCK_STATE.unlocked });
    expect(changed(15)).toBe(10);
    cloud.set(back.serial, { state: LOCK_STATE.unlocked, batteryLevel: 3 });
    expect(changed(20)).toBe(10);
  });
});

describe("dates", () => {
  it.each([
    [0, true, "2026-11-24T13:00:00.000Z"],
    [197, true, "2026-11-24T13:00:00.197Z"],
    [197, false, "2026-11-24T13:00:00.197"],
    [440, false, "2026-11-24T13:00:00.44"],
    [500, false, "2026-11-24T13:00:00.5"],
    [0, false, "2026-11-24T13:00:00"],
  ])("%i ms, zoned %s: %s", (ms, zoned, text) => expect(dateText(START_MS + ms, zoned)).toBe(text));

  it("come in both forms in one answer", () => {
    const texts = locksOf(bench().get(0, SYNC)).flatMap((lock) => lock.deviceState?.lastStateChangedDate ?? []);
    expect(new Set(texts.map((text) => text.endsWith("Z")))).toEqual(new Set([true, false]));
  });
});
