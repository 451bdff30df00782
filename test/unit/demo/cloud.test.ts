import { describe, expect, it } from "vitest";
import { HOUSE, houseLocks } from "../../../src-main/demo/house.ts";
import { bench, LIST, locksOf, SYNC, type Wire } from "./support.ts";

const { front, back, cellar } = HOUSE;
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
  ])("page the list by %s", (query, names) =>
    expect(namesOf(locksOf(bench().get(0, `${LIST}?${query}`)))).toEqual(names),
  );

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
  ])("sync together, asked as sync%s", (query, ids) =>
    expect(locksOf(bench().get(0, SYNC + query)).map((lock) => lock.id)).toEqual(ids),
  );

  it("answer an account without locks with empty arrays", () => {
    const { get } = bench({ locks: [] });
    expect([locksOf(get(0, LIST)), locksOf(get(0, SYNC))]).toEqual([[], []]);
  });

  it("ignore case in paths", () => expect(locksOf(bench().get(0, "/API/V37/My/Lock/SYNC"))).toHaveLength(6));

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
