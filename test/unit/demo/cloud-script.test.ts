import { describe, expect, it } from "vitest";
import { DOOR_STATE } from "../../../src-main/demo/demo-lock.ts";
import { HOUSE, houseScript } from "../../../src-main/demo/house.ts";
import { bench, LIST, locksOf, START_MS, SYNC, type Wire } from "./support.ts";

const { back, cellar } = HOUSE;

describe("the script in the cloud", () => {
  const doorAt = (locks: readonly Wire[]) => locks.find(({ id }) => id === back.id)?.deviceState?.doorState;

  it("begins with the first sync, not with a list", () => {
    const { cloud, get } = bench({ script: houseScript });
    get(0, LIST);
    expect(doorAt(locksOf(get(300, LIST)))).toBe(DOOR_STATE.closed);
    expect(cloud.counts().scriptStartedAt).toBeNull();
    get(400, SYNC);
    expect(cloud.counts().scriptStartedAt).toBe(START_MS + 400_000);
    expect(doorAt(locksOf(get(424.999, LIST)))).toBe(DOOR_STATE.closed);
    expect(doorAt(locksOf(get(425, LIST)))).toBe(DOOR_STATE.opened);
  });

  it("moves whether asked or not", () => {
    const asked = bench({ script: houseScript });
    const left = bench({ script: houseScript });
    asked.get(0, SYNC);
    left.get(0, SYNC);
    for (let seconds = 20; seconds < 500; seconds += 20) asked.get(seconds, SYNC);
    expect(left.get(500, SYNC).body).toBe(asked.get(500, SYNC).body);
  });

  it("shows every change of a door and of a connection to a poll each 20 seconds", () => {
    const { get } = bench({ script: houseScript });
    const doors: (number | undefined)[] = [];
    const links: (boolean | null | undefined)[] = [];
    for (let seconds = 0; seconds <= 900; seconds += 20) {
      const locks = locksOf(get(seconds, SYNC));
      const [door, link] = [doorAt(locks), locks.find(({ id }) => id === cellar.id)?.isConnected];
      if (doors.at(-1) !== door) doors.push(door);
      if (links.at(-1) !== link) links.push(link);
    }
    expect(doors).toEqual([3, 2, 3, 2, 3]);
    expect(links).toEqual([true, false, true]);
  });

  it("tells when the bolt moved, anew each time around", () => {
    const { get } = bench({ script: houseScript });
    const movedAt = (seconds: number) => locksOf(get(seconds, SYNC))[1]?.deviceState?.lastStateChangedDate;
    expect(movedAt(0)).toBe("2026-11-24T09:59:47.655Z");
    expect(movedAt(60)).toBe("2026-11-24T13:00:25.000Z");
    expect(movedAt(960)).toBe("2026-11-24T13:15:25.000Z");
  });

  it("no longer moves what was set, and goes on with the rest", () => {
    const { cloud, get } = bench({ script: houseScript });
    cloud.set(back.serial, { doorState: DOOR_STATE.closed });
    get(0, SYNC);
    expect(locksOf(get(30, SYNC))[1]?.deviceState).toMatchObject({ state: 2, doorState: 3 });
  });

  it("stands still while the clock is set back, and goes on from there", () => {
    const { get } = bench({ script: houseScript });
    get(0, SYNC);
    expect(doorAt(locksOf(get(30, SYNC)))).toBe(DOOR_STATE.opened);
    get(-86_400, LIST);
    expect(doorAt(locksOf(get(-86_380, SYNC)))).toBe(DOOR_STATE.opened);
    expect(doorAt(locksOf(get(-86_340, SYNC)))).toBe(DOOR_STATE.closed);
  });
});
