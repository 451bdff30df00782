import { describe, expect, it } from "vitest";
import { emptyListCache } from "../../src-main/core/polling/list-cache.ts";
import { serialOf } from "../../src-main/core/lock/lock.ts";
import { english } from "../unit/support/words.ts";
import { defaultSettings } from "../../src-main/core/app/settings.ts";
import { DOOR_STATE, demoLock, LOCK_STATE } from "../../src-main/demo/demo-lock.ts";
import { Session } from "../../src-main/sync/session.ts";
import { createVirtualClock } from "../virtual/clock.ts";
import { START_MS } from "../virtual/world.ts";
import { begun } from "./support/session.ts";

const HOUR_MS = 3_600_000;
const OPEN = { state: LOCK_STATE.unlocked, doorState: DOOR_STATE.opened } as const;

const names = ({ session }: ReturnType<typeof begun>): readonly string[] =>
  session.snapshot().rows.map(({ name }) => name);

describe("a change of houses", () => {
  it("leaves nothing of the one before on show, and begins with no alert", async () => {
    const app = begun();
    const [mine, demo] = [app.house("Villa"), app.house("Shed")];
    app.session.watch(mine.as("account"));
    await app.clock.advance(30_000);
    expect(names(app)).toEqual(["Villa"]);
    mine.cloud.set(demoLock(1, "").serial, OPEN);
    await app.clock.advance(30_000);
    expect(app.raised.map(({ title }) => title)).toEqual(["Villa opened"]);
    const clears = app.clears();
    demo.cloud.set(demoLock(1, "").serial, OPEN);
    app.session.watch(demo.as("demo"));
    expect(app.clears()).toBe(clears + 1);
    await app.clock.advance(60_000);
    expect(names(app)).toEqual(["Shed"]);
    // what is open at the first look is no event
    expect(app.raised).toHaveLength(1);
    app.session.watch({ kind: "nobody", keyringLocked: false });
    expect(names(app)).toEqual([]);
    expect(app.trays.at(-1)).toBe("setup");
    const asked = demo.cloud.counts().total;
    await app.clock.advance(120_000);
    expect(demo.cloud.counts().total).toBe(asked);
    app.session.stop();
    expect(app.clock.pending()).toBe(0);
  });

  it("keeps what a demo chooses to the demo", async () => {
    const app = begun();
    app.session.watch(app.house("Shed").as("demo"));
    await app.clock.advance(30_000);
    app.session.pause(true);
    expect(app.session.snapshot().pausedUntil).not.toBeNull();
    expect(app.saved).toEqual({ settings: [], lists: [] });
    app.session.watch(app.house("Villa").as("account"));
    await app.clock.advance(30_000);
    expect(app.session.snapshot().pausedUntil).toBeNull();
    app.session.pause(true);
    expect(app.saved.settings).toHaveLength(1);
    expect(app.saved.lists.length).toBeGreaterThan(0);
  });

  it("asks as often as was chosen, and the demo as often as usual", async () => {
    const app = begun({ ...defaultSettings, intervalSeconds: 60 });
    for (const [kind, expected] of [
      ["demo", 5],
      ["account", 2],
    ] as const) {
      const { cloud, as } = app.house("Villa");
      app.session.watch(as(kind));
      await app.clock.advance(25_000);
      const before = cloud.counts().total;
      await app.clock.advance(100_000);
      expect(cloud.counts().total - before).toBe(expected);
    }
  });

  it("takes settings that are chosen meanwhile at once, and saves them but in a demo", async () => {
    const app = begun({ ...defaultSettings, intervalSeconds: 60 });
    const { cloud, as } = app.house("Villa");
    const { serial } = demoLock(1, "");
    app.session.watch(as("account"));
    await app.clock.advance(30_000);
    app.session.changeSettings({ intervalSeconds: 20 });
    const asked = cloud.counts().byPurpose.sync;
    await app.clock.advance(101_000);
    expect(cloud.counts()).toMatchObject({ byPurpose: { sync: asked + 5 }, underFloor: 0 });
    expect(app.saved.settings.at(-1)).toEqual({ ...defaultSettings, intervalSeconds: 20 });
    // with a shorter delay, a connection that is lost for a minute raises an alert at once
    cloud.set(serial, { isConnected: false });
    await app.clock.advance(60_000);
    expect(app.raised).toEqual([]);
    app.session.changeSettings({ lossDelayMinutes: 0 });
    expect(app.raised.map(({ rule }) => rule)).toEqual(["connection"]);
    app.session.changeSettings({ notWatched: [serialOf(serial)] });
    expect(app.snapshots.at(-1)?.rows).toMatchObject([{ status: { kind: "excluded" } }]);
    const chosen = { intervalSeconds: 20, lossDelayMinutes: 0, notWatched: [serialOf(serial)] } as const;
    expect(app.session.settings()).toMatchObject(chosen);
    const { length } = app.saved.settings;
    app.session.watch(app.house("Shed").as("demo"));
    app.session.changeSettings({ intervalSeconds: 30, trayGlyph: "dark" });
    expect(app.session.settings()).toMatchObject({ intervalSeconds: 30, trayGlyph: "dark" });
    expect(app.saved.settings.slice(length)).toEqual([{ ...defaultSettings, ...chosen, trayGlyph: "dark" }]);
    app.session.watch({ kind: "nobody", keyringLocked: false });
    app.session.changeSettings({ intervalSeconds: 60 });
    expect(app.saved.settings.at(-1)).toMatchObject({ intervalSeconds: 60, lossDelayMinutes: 0 });
    app.session.stop();
  });

  it("marks another cloud, and not the demo", async () => {
    const app = begun();
    app.session.watch(app.house("Villa").as("account"));
    expect(app.session.snapshot()).toMatchObject({ otherCloud: "cloud.test", demo: false });
    app.session.watch(app.house("Shed").as("demo"));
    expect(app.session.snapshot()).toMatchObject({ otherCloud: null, demo: true });
    await app.clock.advance(0);
  });

  it("takes words about this desktop along, until they are no longer true", () => {
    const app = begun();
    app.session.notice("No tray.", true);
    app.session.watch({ kind: "nobody", keyringLocked: true });
    expect(app.session.snapshot()).toMatchObject({ home: "keyring-locked", notices: ["No tray."] });
    app.session.notice("No tray.", false);
    app.session.watch({ kind: "nobody", keyringLocked: false });
    expect(app.session.snapshot()).toMatchObject({ home: "setup", notices: [] });
  });
});

describe("what is judged between two polls", () => {
  const JUDGES: readonly (readonly [string, (session: Session) => unknown])[] = [
    ["a window that opens", (session) => session.snapshot()],
    ["an alert that is closed", (session) => session.dismissed("S1:opened")],
    ["a word about the desktop", (session) => session.notice("No tray.", true)],
  ];

  it.each(JUDGES)("is judged by the clock as it is, after %s", async (_, judge) => {
    const app = begun();
    app.session.watch(app.house("Villa").as("account"));
    await app.clock.advance(30_000);
    app.clock.set(-2 * HOUR_MS);
    judge(app.session);
    expect(app.session.checkedAt()).toBeLessThanOrEqual(app.clock.now());
    app.session.stop();
  });
});

describe("a session without a key", () => {
  it.each([false, true])("ends a pause on screen by itself (keyring locked: %s)", async (keyringLocked) => {
    const app = begun();
    app.session.watch({ kind: "nobody", keyringLocked });
    app.session.pause(true);
    const { pausedUntil } = app.session.snapshot();
    expect(pausedUntil).toBe(START_MS + HOUR_MS);
    await app.clock.advance(HOUR_MS - 1);
    expect(app.snapshots.at(-1)?.pausedUntil).toBe(pausedUntil);
    await app.clock.advance(3 * HOUR_MS);
    expect(app.snapshots.at(-1)?.pausedUntil).toBeNull();
    expect(app.snapshots.filter((one) => one.pausedUntil !== null)).toHaveLength(1);
  });

  it("ends a pause later where the clock is set back meanwhile, and on waking where the computer slept", async () => {
    const app = begun();
    app.session.watch({ kind: "nobody", keyringLocked: false });
    app.session.pause(true);
    app.clock.set(-HOUR_MS);
    await app.clock.advance(HOUR_MS - 1);
    expect(app.snapshots.at(-1)?.pausedUntil).not.toBeNull();
    await app.clock.advance(1);
    expect(app.snapshots.at(-1)?.pausedUntil).toBeNull();
    app.session.pause(true);
    app.session.suspend();
    app.clock.sleep(2 * HOUR_MS);
    app.session.resume();
    expect(app.snapshots.at(-1)?.pausedUntil).toBeNull();
    app.session.stop();
    expect(app.clock.pending()).toBe(0);
  });
});

describe("a session of nothing", () => {
  it("raises no alert while a keyring asks its owner, however long that takes", async () => {
    const app = begun();
    await app.clock.advance(3 * HOUR_MS);
    expect(app.raised).toEqual([]);
    expect(app.session.snapshot()).toMatchObject({ home: "loading" });
  });

  it("says so to whoever asks too early, and keeps words for later", () => {
    const clock = createVirtualClock(START_MS);
    const settings = { value: () => defaultSettings, save: () => true };
    const session = new Session({
      words: english,
      trace: () => undefined,
      clock,
      otherCloud: null,
      settings,
      lists: () => ({ value: () => emptyListCache, save: () => true }),
    });
    expect(() => session.snapshot()).toThrow("No house was begun");
    expect(() => session.watch({ kind: "nobody", keyringLocked: false })).toThrow("Nobody is there");
    session.notice("Early.", true);
    session.begin({
      snapshot: () => undefined,
      tray: () => undefined,
      raise: () => undefined,
      withdraw: () => undefined,
      checked: () => undefined,
      changes: () => undefined,
      clear: () => undefined,
    });
    expect(session.snapshot()).toMatchObject({ home: "loading", notices: ["Early."] });
    // there is nobody to ask yet, and no harm in wishing
    expect(session.refresh()).toEqual({ asked: true });
    for (const act of [session.suspend, session.resume, session.awake, session.stop]) act();
    expect(session.checkedAt()).toBeNull();
    session.dismissed("S1:opened");
    expect(clock.pending()).toBe(0);
  });

  it("shows in the window what the desktop could not", () => {
    const app = begun();
    app.session.showInWindow({
      id: "app:blind",
      rule: "blind",
      facts: [],
      over: false,
      title: "Blind",
      body: "",
      urgency: "critical",
      silent: false,
      replaces: null,
      serial: null,
      tone: "danger",
    });
    expect(app.session.snapshot().alerts).toMatchObject([{ id: "app:blind" }]);
    app.session.dismissed("app:blind");
    expect(app.session.snapshot().alerts).toEqual([]);
  });

  it("sleeps and wakes with the computer", async () => {
    const app = begun();
    const mine = app.house("Villa");
    app.session.watch(mine.as("account"));
    await app.clock.advance(30_000);
    const asked = mine.cloud.counts().total;
    app.session.suspend();
    await app.clock.advance(60_000);
    expect(mine.cloud.counts().total).toBe(asked);
    app.session.resume();
    await app.clock.advance(10_000);
    expect(mine.cloud.counts().total).toBe(asked + 1);
    expect(app.session.refresh()).toMatchObject({ asked: false });
    app.session.suspend();
    app.session.awake();
    await app.clock.advance(30_000);
    expect(mine.cloud.counts().total).toBe(asked + 2);
    app.session.stop();
  });
});
