import { describe, expect, it } from "vitest";
import { DEMO_KEY } from "../../../src-main/demo/cloud.ts";
import { DOOR_STATE, LOCK_STATE, demoLock } from "../../../src-main/demo/demo-lock.ts";
import { HOUSE, houseLocks, houseScript } from "../../../src-main/demo/house.ts";
import { dateText } from "../../../src-main/demo/wire-form.ts";
import { bench, LIST, locksOf, START_MS, SYNC, type Wire } from "./support.ts";

const { front, back, garage, cellar, shed } = HOUSE;
const namesOf = (locks: readonly Wire[]) => locks.map((lock) => lock.name);

describe("the endpoints", () => {
  it("list the locks with what each reports", () => {
    const locks = locksOf(bench().get(0, LIST));
    expect(namesOf(locks)).toEqual(houseLocks.map((lock) => lock.name));
    expect(locks[0]).toMatchObject({
      id: front.id,
      serialNumber: front.serial,
      connectedToId: front.bridgeId,
      isConnected: true,
      revision: 1,
      deviceSettings: { autoPullSpringEnabled: true, pullSpringEnabled: true },
      deviceState: { state: 6, doorState: 3, batteryLevel: 80, isCharging: false, stateChangeResult: 0 },
    });
  });

  it.each([
    ["Page=1&ItemsPerPage=4", ["Front door", "Back door", "Garage", "Cellar"]],
    ["Page=2&ItemsPerPage=4", ["Office", "Shed"]],
    ["page=2&itemsperpage=5", ["Shed"]],
    ["ITEMSPERPAGE=1", ["Front door"]],
    ["Page=3&ItemsPerPage=3", []],
    ["Page=2", []],
  ])("page the list by %s", (query, names) => {
    expect(namesOf(locksOf(bench().get(0, `${LIST}?${query}`)))).toEqual(names);
  });

  it("name door sensors when accessories are asked for, and only then", () => {
    const sensors = (query: string) =>
      locksOf(bench().get(0, LIST + query)).map((lock) => lock.accessories?.map((accessory) => accessory.deviceType));
    expect(sensors("?IncludeAccessories=true")).toEqual([[8], [8], [], [8], [8], []]);
    expect(sensors("")).toEqual(Array.from({ length: 6 }, () => undefined));
  });

  it("give one lock as the list does", () => {
    const one = bench().get(0, `${LIST}/${back.id}`);
    expect(locksOf(one)).toEqual([locksOf(bench().get(0, LIST))[1]]);
    expect(JSON.parse(one.body)).not.toHaveProperty("result.0");
  });

  it("sync one lock as an object, without name, serial number or settings", () => {
    const { status, body } = bench().get(0, `${LIST}/${back.id}/sync`);
    expect(status).toBe(200);
    expect(JSON.parse(body)).toEqual({
      result: {
        id: back.id,
        isConnected: true,
        deviceState: {
          state: 6,
          doorState: 3,
          isCharging: false,
          batteryLevel: 80,
          stateChangeResult: 0,
          lastStateChangedDate: expect.any(String) as unknown,
        },
        revision: 1,
      },
      success: true,
      errorMessages: [],
      statusCode: 200,
    });
  });

  it.each([
    ["", houseLocks.map((lock) => lock.id)],
    [`?id=${cellar.id}`, [cellar.id]],
    [`?id=${cellar.id}&ID=${front.id}`, [cellar.id, front.id]],
    [`?id=${cellar.id}&id=${cellar.id}`, [cellar.id]],
    [`?id=${cellar.id}&id=1`, [cellar.id]],
    ["?id=1", []],
  ])("sync together, asked as sync%s", (query, ids) => {
    expect(locksOf(bench().get(0, SYNC + query)).map((lock) => lock.id)).toEqual(ids);
  });

  it("answer an account without locks with empty arrays", () => {
    const { get } = bench({ locks: [] });
    expect([locksOf(get(0, LIST)), locksOf(get(0, SYNC))]).toEqual([[], []]);
  });

  it("ignore case in paths", () => {
    expect(locksOf(bench().get(0, "/API/V37/My/Lock/SYNC"))).toHaveLength(6);
  });

  it.each([
    ["GET", "/", 404],
    ["GET", "/api/v37/my/gate", 404],
    ["GET", "/api/v37/my/locks", 404],
    ["GET", "/my/lock", 404],
    ["GET", "/api/v1.36/my/lock", 404],
    ["GET", `${LIST}/`, 404],
    ["GET", `${LIST}/abc`, 404],
    ["GET", `${LIST}/1`, 404],
    ["GET", `${LIST}/1/sync`, 404],
    ["GET", `${LIST}/${front.id}/sync/x`, 404],
    ["POST", LIST, 405],
    ["POST", SYNC, 405],
    ["DELETE", `${LIST}/${front.id}`, 405],
    ["GET", `${LIST}?Page=0`, 400],
    ["GET", `${LIST}?Page=x`, 400],
    ["GET", `${LIST}?ItemsPerPage=-1`, 400],
    ["GET", `${SYNC}?id=x`, 400],
  ])("answer %s %s with %i in the envelope", (method, path, status) => {
    const answer = bench().ask(0, path, { method });
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body)).toMatchObject({ result: null, success: false, statusCode: status });
    expect(answer.headers["Allow"]).toBe(status === 405 ? "GET" : undefined);
  });

  it("send the documented headers with every answer", () => {
    const { get } = bench();
    const answers = [get(0, LIST), get(1, "/nothing")];
    expect(answers.map((answer) => answer.headers)).toEqual([
      {
        "Content-Type": "application/json; charset=utf-8",
        Date: "Tue, 24 Nov 2026 13:00:00 GMT",
        "X-Correlation-ID": "00000000-0000-4000-8000-000000000001",
        "API-Supported-Versions": "1.33, 1.34, 1.35, 1.36, 37",
      },
      expect.objectContaining({
        Date: "Tue, 24 Nov 2026 13:00:01 GMT",
        "X-Correlation-ID": "00000000-0000-4000-8000-000000000002",
      }),
    ]);
  });
});

describe("the key", () => {
  it("has the documented form", () => {
    expect(DEMO_KEY).toMatch(/^[a-z]{6}\.[A-Za-z0-9+/]{43}$/);
  });

  it.each([
    [`PersonalKey ${DEMO_KEY}`, 200],
    [null, 401],
    ["", 401],
    [DEMO_KEY, 401],
    [`Bearer ${DEMO_KEY}`, 401],
    [`personalkey ${DEMO_KEY}`, 401],
    [`PersonalKey  ${DEMO_KEY}`, 401],
    [`PersonalKey ${DEMO_KEY}x`, 401],
  ])("is told from %s", (authorization, status) => {
    expect(bench().ask(0, LIST, { authorization }).status).toBe(status);
  });

  it.each([
    ["PersonalKey any.thing", 200],
    ["Bearer a.b.c", 200],
    ["PersonalKey ", 401],
    [null, 401],
  ])("may be any where none is set: %s", (authorization, status) => {
    expect(bench({ key: null }).ask(0, LIST, { authorization }).status).toBe(status);
  });

  it("is refused for everything while revoked", () => {
    const { cloud, get } = bench();
    cloud.revoke(true);
    expect([LIST, SYNC, `${LIST}/${front.id}`, "/nothing"].map((path) => get(0, path).status)).toEqual([
      401, 401, 401, 401,
    ]);
    cloud.revoke(false);
    expect(get(20, SYNC).status).toBe(200);
    expect(cloud.counts()).toMatchObject({ total: 5, answered401: 4 });
  });
});

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
  ])("%i ms, zoned %s: %s", (ms, zoned, text) => {
    expect(dateText(START_MS + ms, zoned)).toBe(text);
  });

  it("come in both forms in one answer", () => {
    const texts = locksOf(bench().get(0, SYNC)).flatMap((lock) => lock.deviceState?.lastStateChangedDate ?? []);
    expect(new Set(texts.map((text) => text.endsWith("Z")))).toEqual(new Set([true, false]));
  });
});

describe("the account", () => {
  it("gives a renamed lock the next revision, in the list and in syncs", () => {
    const { cloud, get } = bench();
    get(0, SYNC);
    cloud.rename(garage.serial, "Carport");
    expect(locksOf(get(20, SYNC))[2]).toMatchObject({ id: garage.id, revision: 2 });
    expect(locksOf(get(20, LIST))[2]).toMatchObject({ name: "Carport", revision: 2 });
  });

  it("forgets the old id of a lock that was added again", () => {
    const { cloud, get } = bench();
    cloud.renumber(garage.serial, 77);
    expect(get(0, `${LIST}/${garage.id}`).status).toBe(404);
    expect(get(0, `${LIST}/${garage.id}/sync`).status).toBe(404);
    expect(locksOf(get(0, `${LIST}/77/sync`))[0]).toMatchObject({ id: 77 });
    expect(locksOf(get(0, LIST))[2]).toMatchObject({ id: 77, serialNumber: garage.serial });
  });

  it("loses a lock and takes it back with another id, without what was set", () => {
    const { cloud, get } = bench();
    cloud.set(back.serial, { state: LOCK_STATE.unlocked });
    cloud.remove(back.serial);
    expect(locksOf(get(0, SYNC)).map((lock) => lock.id)).not.toContain(back.id);
    cloud.add({ ...back, id: 88 });
    const lock = locksOf(get(20, SYNC)).at(-1);
    expect([lock?.id, lock?.deviceState?.state]).toEqual([88, LOCK_STATE.locked]);
  });

  it("says what cannot be done", () => {
    const { cloud } = bench();
    expect(() => {
      cloud.set("nobody", {});
    }).toThrow("There is no lock nobody");
    expect(() => {
      cloud.add({ ...back, id: 5 });
    }).toThrow("already");
    expect(() => {
      cloud.add({ ...back, serial: "5" });
    }).toThrow("already");
    expect(() => {
      cloud.renumber(back.serial, front.id);
    }).toThrow("already");
  });
});

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
