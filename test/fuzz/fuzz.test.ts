import { describe, expect, it } from "vitest";
import { instant, lockIdOf, type Reading } from "../../src-main/core/lock.ts";
import { judgeFailure, judgeStatus } from "./judge-failure.ts";
import { judgeReadings } from "./judge.ts";
import { NOW } from "./now.ts";
import { runFuzz } from "./runs.ts";

describe("mutated answers", { timeout: 240_000 }, () => {
  it("make transport and decode neither throw nor hang, nor say more than an answer does", async () => {
    const { outcomes, failures } = await runFuzz(20_261_124, 4000);
    expect(failures).toEqual([]);
    // a fuzzer whose every body is refused, or none, looks at nothing
    expect(outcomes.get("value")).toBeGreaterThan(800);
    expect(outcomes.get("broken-answer")).toBeGreaterThan(800);
    for (const kind of ["reset", "blocked", "tedee-down", "limit-reached", "not-tedee", "too-large"] as const) {
      expect(outcomes.get(kind), kind).toBeGreaterThan(0);
    }
  });
});

describe("the judge of an answer", () => {
  const said: Reading = {
    ...{ id: lockIdOf(1), at: NOW, link: "connected", lock: "locked", door: "closed", battery: 54, charging: false },
    ...{ moveFailed: false, changedAt: null, revision: 1 },
  };
  const state = { state: 6, doorState: 3, batteryLevel: 54.4 };
  const entry = { id: 1, isConnected: true, deviceState: state, revision: 1 };
  const wrong = (result: unknown, reading: Reading = said): number =>
    judgeReadings([reading], new TextEncoder().encode(JSON.stringify({ result })), NOW).length;

  it("takes what one entry says, alone or among others", () => {
    expect([
      wrong(entry),
      wrong([{ id: 2 }, entry]),
      wrong({ ...entry, deviceState: 6, lockProperties: state }),
    ]).toEqual([0, 0, 0]);
  });

  it.each([
    ["no entry", []],
    ["another lock", { ...entry, id: 2 }],
    ["an id that is a text", { ...entry, id: "1" }],
    ["no connection", { ...entry, isConnected: false }],
    ["nothing of the connection", { ...entry, isConnected: undefined }],
    ["a connection that is a text", { ...entry, isConnected: "true" }],
    ["another bolt", { ...entry, deviceState: { ...state, state: 2 } }],
    ["a bolt that is a text", { ...entry, deviceState: { ...state, state: "6" } }],
    ["a lost sensor", { ...entry, deviceState: { ...state, doorState: 1 } }],
    ["bolt and door in two states", { ...entry, deviceState: { state: 6 }, lockProperties: { doorState: 3 } }],
    ["another battery", { ...entry, deviceState: { ...state, batteryLevel: 5 } }],
    ["another revision", { ...entry, revision: 2 }],
  ])("misses nothing invented where a body has %s", (_, result) => {
    expect(wrong(result)).toBeGreaterThan(0);
  });

  it("holds every failure to its status and every wait to its bounds", () => {
    expect(judgeStatus(401, { kind: "key-refused" })).toEqual([]);
    expect(judgeStatus(401, null)).toHaveLength(1);
    expect(judgeStatus(200, { kind: "key-refused" })).toHaveLength(1);
    expect(judgeFailure({ kind: "limit-reached", retryAt: instant(NOW + 20_000) })).toEqual([]);
    expect(judgeFailure({ kind: "limit-reached", retryAt: instant(NOW + 19_999) })).toHaveLength(1);
    expect(judgeFailure({ kind: "limit-reached", retryAt: instant(NOW + 3_600_001) })).toHaveLength(1);
  });
});
