import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { HouseEvent } from "../../src-main/core/lock/house-event.ts";
import { DOOR_STATES, LOCK_STATES, type Reading } from "../../src-main/core/lock/lock.ts";
import { english } from "./support/words.ts";
import { present } from "../../src-main/core/view/presenter.ts";
import { defaultSettings, type Settings } from "../../src-main/core/app/settings.ts";
import { trayModel } from "../../src-main/core/view/tray-model.ts";
import { after, allWell, at, away, failed, listed, lock, lockFor, read, reading } from "./support/house.ts";

const around = { words: english, key: "in-use" as const, demo: false, otherCloud: null, alerts: [], notices: [] };

function shown(events: readonly HouseEvent[], seconds: number, settings: Settings = defaultSettings, hasKey = true) {
  const key = hasKey ? "in-use" : "none";
  const snapshot = present(after(events).house, settings, { ...around, key }, at(seconds)).snapshot;
  const tray = trayModel(snapshot, english, at(seconds));
  return { snapshot, tray, headline: snapshot.headline.sentence.text };
}

const sees = (...differs: Partial<Reading>[]): readonly HouseEvent[] => [
  listed(
    0,
    differs.map((one, i) => ({ lock: lockFor(i + 1, one), reading: reading(i + 1, 0) })),
  ),
  read(20, ...differs.map((one, i) => reading(i + 1, 20, one))),
];

describe("the tray", () => {
  it.each([
    ["all well", sees({}, {}), "secure", "Both locked and closed"],
    ["no sensor somewhere", sees({}, { door: "none" }), "secure", "Both locked"],
    ["an unlocked door", sees({}, { lock: "unlocked" }), "unlocked", /^Door 2 unlocked since \d\d:00/],
    ["an open door", sees({}, { lock: "unlocked", door: "open" }), "open", /^Door 2 open since \d\d:00/],
    ["an open door that locks", sees({ lock: "locking", door: "open" }, {}), "open", /^Door 1 open/],
    ["open while locked", sees({ door: "open" }, {}), "alarm", /^Door 1: Open while locked/],
    ["a failed move", sees({ moveFailed: true, lock: "unlocked" }, { lock: "unlocked" }), "alarm", /\(\+1 more\)$/],
    ["a moving lock", sees({ lock: "locking" }, {}), "unlocked", "Door 1: Locking…"],
    ["an updating lock", sees({ lock: "updating" }, {}), "offline", "Door 1: Updating…"],
    ["an unknown lock", sees({ lock: "unknown" }, {}), "offline", "Door 1: Unknown state"],
    [
      "a lost connection",
      [allWell(2), read(20, away(2, 20)), read(40, reading(1, 40), away(2, 40))],
      "offline",
      /^Door 2: No connection/,
    ],
    ["one lost poll", [allWell(1), read(20, away(1, 20))], "secure", "Door 1 locked and closed"],
    [
      "a lock without bridge",
      sees({}, { link: "no-bridge", lock: "unknown" }),
      "secure",
      "1 locked and closed, 1 not reachable",
    ],
    ["only locks without bridge", sees({ link: "no-bridge", lock: "unknown" }), "offline", "No lock can be reached"],
    ["an empty account", [listed(0, [])], "offline", "No locks"],
    ["nothing yet", [], "offline", "Asking Tedee…"],
  ] as const)("with %s", (_, events, icon, tooltip) => {
    const { tray } = shown(events, 40);
    expect(tray.icon).toBe(icon);
    if (typeof tooltip === "string") expect(tray.tooltip).toBe(tooltip);
    else expect(tray.tooltip).toMatch(tooltip);
  });

  it("is offline when all data is old, even with a door known open", () => {
    expect(shown(sees({ door: "open" }, {}), 200).tray.icon).toBe("offline");
    const oneOld = [allWell(2), read(20, reading(1, 20, { door: "open" })), read(200, reading(2, 200))];
    expect(shown(oneOld, 200).tray.icon).toBe("alarm");
  });

  it("keeps its glyph while a failing network only makes the data late", () => {
    const events = [...sees({}, {}), failed(40, "no-network", 1), failed(60, "no-network", 2)];
    expect(shown(events, 70).tray.icon).toBe("secure");
    expect(shown(events, 70).headline).toMatch(/^Offline since/);
    expect(shown(events, 130).tray).toMatchObject({ icon: "offline" });
    expect(shown(events, 130).tray.tooltip).toMatch(/^No connection since \d\d:00/);
  });

  it("is setup without a key", () =>
    expect(shown([], 0, defaultSettings, false).tray).toMatchObject({ icon: "setup", tooltip: "Not set up" }));

  it("shows a pause only in place of secure", () => {
    const paused: Settings = { ...defaultSettings, pausedUntil: at(600) };
    expect(shown(sees({}, {}), 40, paused).tray.icon).toBe("paused");
    expect(shown(sees({ door: "open" }, {}), 40, paused).tray.icon).toBe("alarm");
    expect(shown(sees({}, {}), 40, { ...paused, pausedUntil: at(40) }).tray.icon).toBe("secure");
  });

  it("begins with the window and the sentence, then names eight locks, the worst first, counts the rest, and ends with Quit", () => {
    const many = [allWell(50), read(20, reading(50, 20, { lock: "unlocked" }))];
    const labels = shown(many, 40)
      .tray.menu.filter((item) => item.separator !== true)
      .map((item) => item.label);
    expect(labels[0]).toBe("Show Ajar");
    expect(labels[1]).toMatch(/^Door 50 unlocked since/);
    expect(labels[2]).toMatch(/^Door 50: Unlocked since/);
    expect(labels.slice(10)).toEqual(["42 more locks", "Refresh", "Pause alerts for 1 hour", "Settings", "Quit Ajar"]);
  });

  it("is the same for a hundred polls in which nothing happened", () => {
    const models = Array.from({ length: 100 }, (_, i) => {
      const now = 20 + i * 20;
      return shown([allWell(3), read(now, ...[1, 2, 3].map((n) => reading(n, now)))], now).tray;
    });
    expect(new Set(models.map((model) => JSON.stringify(model))).size).toBe(1);
  });

  const anyReading = fc.record({
    lock: fc.constantFrom(...LOCK_STATES),
    door: fc.constantFrom(...DOOR_STATES),
    link: fc.constantFrom("connected", "disconnected", "no-bridge" as const),
    moveFailed: fc.boolean(),
  });

  it("is secure only when every counted lock is locked by a reading that is not old, its door not known open", () =>
    fc.assert(
      fc.property(
        fc.array(anyReading, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 0, max: 90_000 }),
        (each, later) => {
          const listing = listed(
            0,
            each.map((one, i) => ({ lock: lockFor(i + 1, one), reading: reading(i + 1, 0, one) })),
          );
          const { tray, snapshot } = shown([listing], later);
          if (tray.icon === "secure" || snapshot.headline.tone === "secure") {
            const counted = each.filter((one) => one.link !== "no-bridge");
            expect(counted.length).toBeGreaterThan(0);
            expect(
              counted.every((one) => one.link === "connected" && one.lock === "locked" && one.door !== "open"),
            ).toBe(true);
            expect(later).toBeLessThanOrEqual(100);
          }
          if (snapshot.headline.sentence.text.includes("closed")) {
            expect(each.filter((one) => one.link !== "no-bridge").every((one) => one.door === "closed")).toBe(true);
          }
          for (const row of snapshot.rows) {
            if (row.tone === "secure")
              expect(row.status.freshness === "live" || row.status.freshness === "late").toBe(true);
          }
        },
      ),
    ));
});

describe("the headline", () =>
  it.each([
    ["one lock", sees({}), "Door 1 locked and closed"],
    ["attention", sees({ lock: "unlocked" }, {}), "1 lock needs attention"],
    ["attention of two", sees({ lock: "unlocked" }, { door: "open" }, {}), "2 locks need attention"],
    ["one moving", sees({ lock: "locking" }, {}), "Door 1 locking…"],
    ["two moving", sees({ lock: "locking" }, { lock: "unlocking" }, {}), "2 locks are moving…"],
    ["a refused key", [allWell(2), failed(20, "key-refused", 3, true)], /^No updates since/],
  ] as const)("for %s", (_, events, sentence) => {
    const { headline } = shown(events, 40);
    if (typeof sentence === "string") expect(headline).toBe(sentence);
    else expect(headline).toMatch(sentence);
  }));

describe("the banner", () =>
  it.each([
    ["no-network", 1, false, null],
    ["no-network", 2, false, "no-network"],
    ["timeout", 2, false, "timeout"],
    ["blocked", 2, false, "blocked"],
    ["broken-answer", 2, false, "broken-answer"],
    ["not-allowed", 2, false, "not-allowed"],
    ["key-refused", 2, false, null],
    ["key-refused", 3, true, "key-refused"],
  ] as const)("after %s, %i times in a row", (kind, times, refused, banner) =>
    expect(shown([allWell(1), failed(20, kind, times, refused)], 30).snapshot.banner?.kind ?? null).toBe(banner),
  ));

describe("a tooltip", () =>
  it("stays within what Windows shows, whole characters and all", () => {
    const name = "Tür 🚪 ".repeat(40);
    const open = { lock: lock(1, name), reading: reading(1, 0, { lock: "unlocked", door: "open" }) };
    const { tooltip, menu } = shown([listed(0, [open, { lock: lock(2), reading: reading(2, 0) }])], 0).tray;
    expect(tooltip.length).toBeLessThanOrEqual(127);
    expect(tooltip.isWellFormed()).toBe(true);
    expect(menu.find(({ id }) => id === "status")?.label).toContain(name);
  }));
