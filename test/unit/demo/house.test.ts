import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DOOR_STATE, LOCK_STATE, type DemoState } from "../../../src-main/demo/demo-lock.ts";
import { FIRST_DOOR_MS, HOLD_MS, HOUSE, houseLocks, houseScript, LOOP_MS } from "../../../src-main/demo/house.ts";

/** What a lock reports so many milliseconds after the start; the shed is moved by nothing. */
const stateOf = (serial: string, ms: number): DemoState => {
  const lock = houseLocks.find((each) => each.serial === serial);
  const state = houseScript.momentOf(serial, ms)?.state ?? lock?.state;
  if (state === undefined) throw new Error(`No lock ${serial}`);
  return state;
};

const LOOPS = 3;
const serials = houseLocks.map((lock) => lock.serial);

/** Every change of a lock over three loops, found by looking each second. */
function changesOf(serial: string): readonly { readonly atMs: number; readonly state: DemoState }[] {
  const changes: { atMs: number; state: DemoState }[] = [];
  let before = JSON.stringify(stateOf(serial, 0));
  for (let atMs = 1000; atMs <= LOOPS * LOOP_MS; atMs += 1000) {
    const state = stateOf(serial, atMs);
    const text = JSON.stringify(state);
    if (text !== before) changes.push({ atMs, state });
    before = text;
  }
  return changes;
}

const seen = (serial: string): readonly DemoState[] => [stateOf(serial, 0), ...changesOf(serial).map((c) => c.state)];

describe("the house", () => {
  it("is the six locks, in their order", () => {
    expect(houseLocks.map((lock) => lock.name)).toEqual([
      "Front door",
      "Back door",
      "Garage",
      "Cellar",
      "Office",
      "Shed",
    ]);
    expect(new Set(houseLocks.map((lock) => lock.id)).size).toBe(6);
    expect(new Set(serials).size).toBe(6);
  });

  it("is all locked and shut until the first door opens, after 25 seconds", () => {
    for (const lock of houseLocks) {
      const before = stateOf(lock.serial, FIRST_DOOR_MS - 1);
      expect(before.state).toBe(LOCK_STATE.locked);
      expect(before.doorState).not.toBe(DOOR_STATE.opened);
    }
    expect(FIRST_DOOR_MS).toBe(25_000);
    expect(stateOf(HOUSE.back.serial, 25_000)).toMatchObject({
      state: LOCK_STATE.unlocked,
      doorState: DOOR_STATE.opened,
    });
    const open = serials.filter((serial) => stateOf(serial, 25_000).doorState === DOOR_STATE.opened);
    expect(open).toEqual([HOUSE.back.serial]);
  });

  it.each(houseLocks.map((lock) => [lock.name, lock.serial] as const))(
    "holds every state of %s for 45 seconds at least",
    (_, serial) => {
      const times = changesOf(serial).map((change) => change.atMs);
      const gaps = times.slice(1).map((at, i) => at - (times[i] ?? at));
      expect(gaps.filter((gap) => gap < HOLD_MS)).toEqual([]);
      expect(HOLD_MS).toBe(45_000);
    },
  );

  it("moves at whole seconds only, so that looking each second sees all", () =>
    fc.assert(
      fc.property(fc.constantFrom(...serials), fc.nat(LOOPS * LOOP_MS), (serial, ms) => {
        expect(stateOf(serial, ms)).toBe(stateOf(serial, Math.floor(ms / 1000) * 1000));
      }),
    ));

  it("does the same again, for ever", () =>
    fc.assert(
      fc.property(fc.constantFrom(...serials), fc.nat(LOOP_MS), fc.nat(3000), (serial, ms, loops) => {
        expect(stateOf(serial, ms + loops * LOOP_MS)).toEqual(stateOf(serial, ms % LOOP_MS));
      }),
    ));

  it("never tells a bolt's move that lies ahead, nor one while it stood still", () =>
    fc.assert(
      fc.property(fc.constantFrom(...serials), fc.nat(LOOPS * LOOP_MS), (serial, ms) => {
        const movedAtMs = houseScript.momentOf(serial, ms)?.movedAtMs ?? null;
        const bolt = stateOf(serial, ms).state;
        const from = movedAtMs ?? 0;
        expect(from).toBeGreaterThanOrEqual(0);
        expect(from).toBeLessThanOrEqual(ms);
        for (let at = from; at <= ms; at += 5000) expect(stateOf(serial, at).state).toBe(bolt);
        if (movedAtMs !== null) expect(stateOf(serial, movedAtMs - 1).state).not.toBe(bolt);
      }),
    ));

  it("opens and shuts doors that have a sensor, and leaves the others without", () => {
    for (const { serial } of [HOUSE.front, HOUSE.back]) {
      const doors = seen(serial).map((state) => state.doorState);
      expect(doors).toContain(DOOR_STATE.opened);
      expect(doors).toContain(DOOR_STATE.closed);
    }
    for (const { serial } of [HOUSE.garage, HOUSE.shed]) {
      expect(new Set(seen(serial).map((state) => state.doorState))).toEqual(new Set([DOOR_STATE.notPaired]));
    }
    expect(seen(HOUSE.garage.serial).map((state) => state.state)).toContain(LOCK_STATE.unlocked);
  });

  it("never opens a door that stays locked", () => {
    for (const serial of serials) {
      for (const state of seen(serial)) {
        if (state.doorState === DOOR_STATE.opened) expect(state.state).toBe(LOCK_STATE.unlocked);
      }
    }
  });

  it("takes the cellar off its bridge for exactly four minutes a loop, and nobody else", () => {
    const changes = changesOf(HOUSE.cellar.serial);
    expect(changes.map((change) => change.state.isConnected)).toEqual([false, true, false, true, false, true]);
    for (let i = 0; i < changes.length; i += 2) {
      expect((changes[i + 1]?.atMs ?? 0) - (changes[i]?.atMs ?? 0)).toBe(4 * 60_000);
    }
    for (const { serial } of [HOUSE.front, HOUSE.back, HOUSE.garage, HOUSE.office]) {
      expect(seen(serial).every((state) => state.isConnected === true)).toBe(true);
    }
  });

  it("runs the office's battery below 20 and 10 percent and charges it again", () => {
    const states = seen(HOUSE.office.serial);
    expect(Math.max(...states.map((state) => state.batteryLevel ?? 0))).toBeGreaterThan(50);
    expect(states.some(({ batteryLevel, isCharging }) => (batteryLevel ?? 100) < 10 && !isCharging)).toBe(true);
    const changes = changesOf(HOUSE.office.serial).filter((change) => change.atMs <= LOOP_MS);
    const low = changes.findIndex(({ state }) => (state.batteryLevel ?? 100) < 20);
    const veryLow = changes.findIndex(({ state }) => (state.batteryLevel ?? 100) < 10);
    const charging = changes.findIndex(({ state }) => state.isCharging);
    expect([low, veryLow, charging].every((at, i, all) => at > (all[i - 1] ?? -1))).toBe(true);
  });

  it("never connects the shed, which has no bridge", () => {
    expect(HOUSE.shed.bridgeId).toBeNull();
    expect(seen(HOUSE.shed.serial).map((state) => state.isConnected)).toEqual([null]);
  });
});
