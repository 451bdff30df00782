import { describe, expect, it } from "vitest";
import type { Failure } from "../../src-main/core/lock/failure.ts";
import { instant, lockIdOf, type Reading } from "../../src-main/core/lock/lock.ts";
import { judgeFailure, judgeStatus } from "./judge-failure.ts";
import { judgeReadings } from "./judge.ts";
import { CALLS, type Call } from "./bodies.ts";
import type { Result } from "./cases.ts";
import { NOW } from "./now.ts";
import { runFuzz } from "./runs.ts";
import { count, emptyTally, EXPECTED, JUDGED_FROM, lacking } from "./tally.ts";

describe("mutated answers", { timeout: 240_000 }, () =>
  it("make transport and decode neither throw nor hang, nor say more than an answer does", async () => {
    const { tally, failures } = await runFuzz(20_261_124, JUDGED_FROM);
    expect(failures).toEqual([]);
    expect(lacking(tally)).toEqual([]);
    expect(tally.outcomes.get("value")).toBeGreaterThan(0.3 * JUDGED_FROM);
    expect(tally.outcomes.get("broken-answer")).toBeGreaterThan(0.2 * JUDGED_FROM);
  }),
);

describe("the tally of a run", () => {
  const read = { outcome: "value", said: true, wrong: [] } as const;
  const mute = { outcome: "value", said: false, wrong: [] } as const;
  const cut = { outcome: "reset", said: false, wrong: [] } as const;
  const CASES = 6000;
  /** The outcomes that a run lacks, when each case of a kind has the outcome for its number. */
  const lacks = (resultOf: (call: Call, n: number) => Omit<Result, "call">): readonly string[] => {
    const tally = emptyTally();
    for (let n = 0; n < CASES; n += 1) {
      const call = CALLS[n % CALLS.length] ?? "list";
      count(tally, { call, ...resultOf(call, Math.floor(n / CALLS.length)) }, n % 12 === 0 ? "on-wire" : "in-memory");
    }
    return lacking(tally);
  };
  const rare = (n: number): Omit<Result, "call"> => ({ ...cut, outcome: EXPECTED[n % EXPECTED.length] ?? "reset" });
  const mixed = (n: number): Omit<Result, "call"> => (n % 5 < 2 ? read : rare(n));

  it("lacks nothing where all kinds of cases came to values and to every failure", () => {
    expect(lacks((_, n) => mixed(n))).toEqual([]);
    expect(lacking(emptyTally())).toEqual([]);
  });

  it.each<readonly [string, (call: Call, n: number) => Omit<Result, "call">, RegExp]>([
    [
      "every case ended in a failure",
      (_, n) => ({ ...rare(n), ...(n % EXPECTED.length === 0 && cut) }),
      /^no case came to value$/,
    ],
    [
      "one failure never came",
      (_, n) => (mixed(n).outcome === "blocked" ? cut : mixed(n)),
      /^no case came to blocked$/,
    ],
    [
      "one call was always refused",
      (call, n) => (call === "own-key" ? cut : mixed(n)),
      /^only 0\.0 % of own-key came to a value$/,
    ],
    [
      "everything was read",
      (_, n) => (n % 10 === 0 ? rare(n) : read),
      /^as much as \d+\.\d % of sync came to a value$/,
    ],
    [
      "no value of a call says anything",
      (call, n) => (call === "lock" && n % 5 < 2 ? mute : mixed(n)),
      /^only 0\.0 % of lock say/,
    ],
  ])("tells where %s", (_, resultOf, what) => expect(lacks(resultOf)).toContainEqual(expect.stringMatching(what)));
});

describe("the judge of an answer", () => {
  const said: Reading = {
    id: lockIdOf(1),
    at: NOW,
    link: "connected",
    lock: "locked",
    door: "closed",
    battery: 54,
    charging: false,
    moveFailed: false,
    changedAt: null,
    revision: 1,
  };
  const state = { state: 6, doorState: 3, batteryLevel: 54.4 };
  const entry = { id: 1, isConnected: true, deviceState: state, revision: 1 };
  const wrong = (result: unknown, reading: Reading = said): number =>
    judgeReadings([reading], new TextEncoder().encode(JSON.stringify({ result })), NOW).length;

  it("takes what one entry says, alone or among others", () =>
    expect([
      wrong(entry),
      wrong([{ id: 2 }, entry]),
      wrong({ ...entry, deviceState: 6, lockProperties: state }),
    ]).toEqual([0, 0, 0]));

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
  ])("misses nothing invented where a body has %s", (_, result) => expect(wrong(result)).toBeGreaterThan(0));

  it("holds every failure to its status and every wait to its bounds", () => {
    const wrong = (status: number, kind: Failure["kind"] | null, text = "{}", type = "", arrives = true): number => {
      const headers = type === "" ? [] : ([["content-type", type]] as const);
      const failure = kind === null ? null : kind === "tedee-down" ? { kind, status } : ({ kind } as Failure);
      return judgeStatus({ status, headers, bytes: new TextEncoder().encode(text), arrives }, failure).length;
    };
    expect([wrong(401, "key-refused"), wrong(401, null), wrong(200, "key-refused")]).toEqual([0, 1, 1]);
    expect([wrong(401, "not-tedee"), wrong(401, "not-tedee", "\n<p>"), wrong(401, "key-refused", "<p>")]).toEqual([
      1, 0, 1,
    ]);
    expect([wrong(403, "not-tedee", "", "text/html"), wrong(403, "not-allowed", "", "text/html")]).toEqual([0, 1]);
    expect([wrong(403, "reset", "{}", "", false), wrong(403, "reset")]).toEqual([0, 1]);
    expect([wrong(429, "not-tedee", "<p>"), wrong(503, "not-tedee", "<p>"), wrong(511, "not-tedee")]).toEqual([
      1, 1, 0,
    ]);
    expect(judgeFailure({ kind: "limit-reached", retryAt: instant(NOW + 20_000) })).toEqual([]);
    expect(judgeFailure({ kind: "limit-reached", retryAt: instant(NOW + 19_999) })).toHaveLength(1);
    expect(judgeFailure({ kind: "limit-reached", retryAt: instant(NOW + 3_600_001) })).toHaveLength(1);
  });
});
