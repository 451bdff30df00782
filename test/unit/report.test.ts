import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DIARY_LENGTH, emptyDiary, meterOf, noted, type Diary } from "../../src-main/core/app/diary.ts";
import { english } from "./support/words.ts";
import { present } from "../../src-main/core/view/presenter.ts";
import { reportText } from "../../src-main/core/app/bug-report.ts";
import { defaultSettings } from "../../src-main/core/app/settings.ts";
import type { TraceLine } from "../../src-main/core/app/trace.ts";
import { serialOf, type Instant } from "../../src-main/core/lock/lock.ts";
import { reduce, emptyHouse } from "../../src-main/core/lock/house.ts";
import { allWell, at, away, failed, listed, lock, reading } from "./support/house.ts";

const request = (path: string, differs: Partial<Extract<TraceLine, { kind: "request" }>> = {}): TraceLine => ({
  kind: "request",
  method: "GET",
  path,
  status: 200,
  ms: 12,
  purpose: "sync",
  ...differs,
});

const diaryOf = (lines: readonly (readonly [number, TraceLine])[]): Diary =>
  lines.reduce((diary, [second, line]) => noted(diary, line, at(second)), emptyDiary);
const wordsOf = (...lines: readonly TraceLine[]): readonly string[] =>
  diaryOf(lines.map((line, index) => [index, line])).entries.map(({ what }) => what);

describe("the diary", () => {
  it.each([
    [request("/api/v37/my/lock/123456/sync"), "sync: GET /api/v37/my/lock/…/sync 200 12 ms"],
    [request("/api/v37/my/lock/sync?id=123456&id=7654321&id=3"), "sync: GET /api/v37/my/lock/sync?id×3 200 12 ms"],
    [
      request("/api/v37/my/lock?Page=1&ItemsPerPage=100", { purpose: "list" }),
      "list: GET /api/v37/my/lock?Page=1&ItemsPerPage=100 200 12 ms",
    ],
    [request("/x", { status: 401, failure: "key-refused" }), "sync: GET /x 401 key-refused 12 ms"],
  ])("says of a request what it was, without ids", (line, what) => expect(wordsOf(line)).toEqual([what]));

  it("says of a request without an answer how it failed", () => {
    const line: TraceLine = { kind: "request", method: "GET", path: "/x", failure: "timeout", ms: 12, purpose: "sync" };
    expect(wordsOf(line)).toEqual(["sync: GET /x timeout 12 ms"]);
  });

  it("keeps problems and what the computer did, and nothing that names a lock", () => {
    const lines: readonly TraceLine[] = [
      { kind: "problem", failure: "no-network", text: "No internet." },
      { kind: "power", event: "suspend" },
      { kind: "withdraw", id: "S1:opened" },
      { kind: "suppressed", id: "S1:opened", reason: "paused" },
      {
        kind: "notify",
        id: "S1:opened",
        rule: "opened",
        facts: [],
        over: false,
        title: "Villa opened",
        body: "",
        urgency: "normal",
        actions: [],
        replaces: null,
        via: "system",
      },
    ];
    expect(wordsOf(...lines)).toEqual(["no-network: No internet.", "suspend"]);
  });

  it("keeps the place of an error, counts it each time, and lets one that comes often push nothing out", () => {
    const error = (failure: "window" | "unexpected-error", place: string): TraceLine => ({
      kind: "problem",
      failure,
      text: `Something happened (TypeError at ${place}), 12345678.`,
    });
    const lines: readonly TraceLine[] = [
      request("/first"),
      ...Array.from({ length: 300 }, () => error("window", "index.js:1:45231")),
      error("unexpected-error", "index.js:9001:12"),
      { kind: "problem", failure: "no-network", text: "No internet." },
      { kind: "problem", failure: "no-network", text: "No internet." },
    ];
    expect(wordsOf(...lines)).toEqual([
      "sync: GET /first 200 12 ms",
      "window: Something happened (TypeError at index.js:1:45231), ….",
      "unexpected-error: Something happened (TypeError at index.js:9001:12), ….",
      ...["no-network: No internet.", "no-network: No internet."],
    ]);
    const diary = diaryOf(lines.map((line, index) => [index, line]));
    expect(diary.errors).toEqual({ main: 1, window: 300 });
    expect(diary.entries[1]?.at).toBe(at(300));
  });

  it("holds the newest two hundred, and every request of the last hour up to what an account may send", () => {
    const diary = diaryOf(Array.from({ length: 1000 }, (_, index) => [index, request(`/n${index}`)]));
    expect(diary.entries).toHaveLength(DIARY_LENGTH);
    expect(diary.entries.at(-1)?.what).toContain("/n999");
    expect(meterOf(diary, at(999))).toMatchObject({ lastHour: 700, limit: 700, reserve: 150 });
  });

  it("counts what lies within the hour, by what it was for", () => {
    const diary = diaryOf([
      [0, request("/a", { purpose: "list" })],
      [10, request("/b")],
      [20, request("/c")],
    ]);
    expect(meterOf(diary, at(20))).toMatchObject({ lastHour: 3, list: 1, sync: 2 });
    expect(meterOf(diary, at(3605))).toEqual({ lastHour: 2, sync: 2, limit: 700, reserve: 150 });
    expect(meterOf(diary, at(9999))).toMatchObject({ lastHour: 0 });
  });

  it("shows no number of four digits or more, whatever the path", () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1000, max: 9_999_999 }), { minLength: 1 }), (ids) => {
        const [what = ""] = wordsOf(request(`/my/lock/${ids[0] ?? ""}/sync?${ids.map((id) => `id=${id}`).join("&")}`));
        expect(what).not.toMatch(/\d{4}/);
      }),
    ));
});

describe("a report", () => {
  const around = {
    words: english,
    key: "in-use" as const,
    demo: false,
    otherCloud: null,
    alerts: [],
    notices: ["No tray."],
  };
  const { house } = reduce(emptyHouse(at(0), 20_000), allWell(3));
  const snapshot = present(house, defaultSettings, around, at(1)).snapshot;
  const text = (now: Instant = at(1)): string =>
    reportText(
      {
        versions: { ajar: "0.1.0", electron: null },
        system: { platform: "linux", session: "wayland" },
        account: { kind: "key", storedIn: "keyring", endsAt: at(1_000_000) },
        settings: { ...defaultSettings, notWatched: [serialOf("20210301-000001")] },
        snapshot,
        diary: diaryOf([[0, request("/my/lock/123456/sync")]]),
      },
      now,
    );

  it("holds versions, system, key, settings, locks, budget and what happened, in JSON", () =>
    expect(JSON.parse(text())).toMatchObject({
      versions: { ajar: "0.1.0", electron: null },
      system: { session: "wayland" },
      key: { kind: "key", storedIn: "keyring", endsAt: new Date(at(1_000_000)).toISOString() },
      settings: { intervalSeconds: 20, notWatched: 1 },
      window: { home: "list", updates: "coming", failure: null, notices: ["No tray."] },
      locks: Array.from({ length: 3 }, () => "secure locked live locked closed connected 80"),
      requests: { lastHour: 1, sync: 1, limit: 700 },
      errors: { main: 0, window: 0 },
      recent: [`${new Date(at(0)).toISOString()} request sync: GET /my/lock/…/sync 200 12 ms`],
    }));

  it("says of each lock how it is connected, and of a key that has no end that it has none", () => {
    const mixed = reduce(
      emptyHouse(at(0), 20_000),
      listed(0, [
        { lock: lock(1), reading: away(1, 0) },
        { lock: { ...lock(2), bridgeId: null }, reading: reading(2, 0, { link: "no-bridge" }) },
      ]),
    );
    const troubled = reduce(mixed.house, failed(20, "timeout", 3)).house;
    const shown = present(troubled, defaultSettings, { ...around, otherCloud: "cloud.test" }, at(1)).snapshot;
    const parts = { versions: {}, system: {}, settings: defaultSettings, snapshot: shown, diary: emptyDiary };
    const keyless = JSON.parse(reportText({ ...parts, account: { kind: "demo" } }, at(1))) as unknown;
    expect(keyless).toMatchObject({
      key: { kind: "demo" },
      window: { updates: "failing", failure: "timeout", otherCloud: true },
    });
    expect(keyless).toMatchObject({
      locks: [expect.stringContaining(" lost "), expect.stringContaining(" no-bridge ")] as unknown[],
    });
    const endless = reportText({ ...parts, account: { kind: "key", storedIn: "memory", endsAt: null } }, at(1));
    expect(JSON.parse(endless)).toMatchObject({ key: { endsAt: null } });
    expect(endless).not.toContain("cloud.test");
  });

  it("names no lock and no id", () => {
    for (const row of snapshot.rows) {
      expect(text()).not.toContain(row.name);
      expect(text()).not.toContain(`"${row.serial}"`);
    }
    expect(text()).not.toMatch(/20210301|123456/);
  });
});
