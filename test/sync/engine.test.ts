import { describe, expect, it } from "vitest";
import type { Alert } from "../../src-main/core/alerts/alert.ts";
import { english } from "../unit/support/words.ts";
import { defaultSettings, type Settings } from "../../src-main/core/app/settings.ts";
import type { Change } from "../../src-main/core/lock/change.ts";
import type { Instant } from "../../src-main/core/lock/lock.ts";
import type { TraceLine } from "../../src-main/core/app/trace.ts";
import { Engine, type EngineOptions } from "../../src-main/sync/engine.ts";
import { allWell, at, away, failed, read, reading } from "../unit/support/house.ts";

/** An engine whose outputs are written down. */
function watched(settings: Settings = defaultSettings, key: EngineOptions["key"] = "in-use") {
  const seen = {
    snapshots: 0,
    checked: 0,
    trayBroken: false,
    trays: [] as string[],
    raised: [] as Alert[],
    withdrawn: [] as string[],
    changes: [] as Change[],
  };
  const lines: TraceLine[] = [];
  const kept: Settings[] = [];
  const engine = new Engine({
    words: english,
    startedAt: at(0),
    key,
    demo: false,
    otherCloud: null,
    settings,
    saveSettings: (next) => kept.push(next),
    trace: (line) => lines.push(line),
    output: {
      snapshot: () => (seen.snapshots += 1),
      tray: (model) => {
        if (seen.trayBroken) throw new Error("tray");
        seen.trays.push(model.icon);
      },
      raise: (alert) => seen.raised.push(alert),
      withdraw: (id) => seen.withdrawn.push(id),
      changes: (some) => seen.changes.push(...some),
      checked: () => (seen.checked += 1),
    },
  });
  return { engine, seen, lines, kept };
}

const kinds = (lines: readonly TraceLine[]): readonly string[] => lines.map(({ kind }) => kind);

describe("the engine", () => {
  it("is quiet over a hundred polls in which nothing happens", () => {
    const { engine, seen, lines, kept } = watched();
    engine.apply(allWell(5), at(0));
    const before = { snapshots: seen.snapshots, trays: seen.trays.length, lines: lines.length };
    for (let poll = 1; poll <= 100; poll += 1) {
      const now = poll * 20;
      engine.apply(read(now, ...[1, 2, 3, 4, 5].map((n) => reading(n, now))), at(now));
      engine.run(at(now + 5));
    }
    expect({ snapshots: seen.snapshots, trays: seen.trays.length, lines: lines.length }).toEqual(before);
    expect(seen.checked).toBe(101);
    expect(kept).toEqual([]);
  });

  it("says an opened door to the trace, the tray and the desktop within one poll", () => {
    const { engine, seen, lines } = watched();
    engine.apply(allWell(2), at(0));
    lines.length = 0;
    engine.apply(read(20, reading(1, 20, { lock: "unlocked", door: "open" }), reading(2, 20)), at(20));
    expect(kinds(lines)).toEqual(["lock"]);
    expect(seen.trays).toEqual(["secure", "open"]);
    expect(seen.raised.map(({ title }) => title)).toEqual(["Door 1 opened"]);
  });

  it("moves by itself when data gets old, and knows when", () => {
    const { engine, seen } = watched();
    engine.apply(allWell(1), at(0));
    expect(engine.nextAt()).toBe(at(50) + 1);
    engine.run(at(101));
    expect(seen.trays).toEqual(["secure", "offline"]);
  });

  it("hands on every change, also one that raises no alert, and none where nothing changed", () => {
    const { engine, seen } = watched();
    engine.apply(allWell(1), at(0));
    engine.apply(read(20, reading(1, 20)), at(20));
    expect(seen.changes).toEqual([]);
    engine.apply(read(40, reading(1, 40, { lock: "unlocked" })), at(40));
    expect(seen.changes).toMatchObject([{ kind: "bolt", from: "locked", to: "unlocked", certain: true }]);
    expect(seen.raised).toEqual([]);
  });

  it("names a problem once", () => {
    const { engine, lines } = watched();
    engine.apply(allWell(1), at(0));
    for (const n of [1, 2, 3, 4]) engine.apply(failed(20 * n, "no-network", n), at(20 * n));
    const problems = lines.filter((line) => line.kind === "problem");
    expect(problems).toMatchObject([{ failure: "no-network" }]);
  });

  it("keeps a pause, and that it told of its blindness", () => {
    const { engine, kept } = watched();
    engine.pause(true, at(1));
    expect(kept.at(-1)?.pausedUntil).toBe(at(3601));
    engine.pause(false, at(2));
    engine.apply(failed(20, "key-refused", 3, true), at(20));
    expect(kept.at(-1)?.blindTold).toBe(true);
  });

  it("saves no alert as raised that a pause holds back: the next run raises it", () => {
    const first = watched();
    first.engine.pause(true, at(1));
    first.engine.apply(failed(20, "key-refused", 3, true), at(20));
    const saved = first.kept.at(-1) ?? defaultSettings;
    expect(saved.blindTold).toBe(false);
    const second = watched({ ...saved, pausedUntil: null });
    second.engine.apply(failed(40, "key-refused", 3, true), at(40));
    expect(second.seen.raised.map(({ id }) => id)).toEqual(["app:blind"]);
  });

  it("keeps nothing from the window that the tray did not take", () => {
    const { engine, seen } = watched();
    engine.apply(allWell(1), at(0));
    const before = seen.snapshots;
    seen.trayBroken = true;
    expect(() => engine.apply(read(20, reading(1, 20, { lock: "unlocked", door: "open" })), at(20))).toThrow("tray");
    expect(seen.snapshots).toBe(before + 1);
  });

  it("names no time of an answer that told of no lock", () => {
    const { engine, seen } = watched();
    engine.apply(allWell(1), at(0));
    expect(seen.checked).toBe(1);
    engine.apply(read(20), at(20));
    expect(seen.checked).toBe(1);
    expect(engine.checkedAt()).toBe(at(0));
  });

  it("gives the tray again what a throw kept from it", () => {
    const { engine, seen } = watched();
    engine.apply(allWell(1), at(0));
    seen.trayBroken = true;
    const opened = read(20, reading(1, 20, { lock: "unlocked", door: "open" }));
    expect(() => engine.apply(opened, at(20))).toThrow("tray");
    seen.trayBroken = false;
    engine.run(at(21));
    expect(seen.trays).toEqual(["secure", "open"]);
  });

  it("takes an alert out of the window when it ends", () => {
    const { engine, seen } = watched();
    engine.apply(allWell(1), at(0));
    engine.apply(read(20, reading(1, 20, { lock: "unlocked", door: "open" })), at(20));
    for (const alert of seen.raised) engine.showInWindow(alert, at(20));
    engine.apply(read(40, reading(1, 40)), at(40));
    expect(engine.snapshot(at(40)).alerts).toEqual([]);
  });

  it("moves the end of a pause with the clock, and believes none that is longer than a pause", () => {
    const { engine, kept } = watched();
    engine.pause(true, at(0));
    engine.apply({ kind: "clock-jumped", at: at(-86_400), byMs: -86_400_000 }, at(-86_400));
    expect(kept.at(-1)?.pausedUntil).toBe(at(3600 - 86_400));
    const wrong = watched({ ...defaultSettings, pausedUntil: at(4_000_000) });
    expect(wrong.engine.snapshot(at(0)).pausedUntil).toBeNull();
  });

  it("shows in the window what the desktop cannot, until it is dismissed", () => {
    const { engine, seen } = watched();
    engine.apply(allWell(1), at(0));
    engine.apply(read(20, reading(1, 20, { door: "open" })), at(20));
    const [alert] = seen.raised;
    if (alert === undefined) throw new Error("no alert was raised");
    engine.showInWindow(alert, at(20));
    expect(engine.snapshot(at(20)).alerts).toMatchObject([{ id: "S1:opened", title: "Door 1 opened" }]);
    engine.dismissed("S1:opened", at(21));
    expect(engine.snapshot(at(21)).alerts).toEqual([]);
  });

  it("shows alerts that the desktop cannot, five at most, each once, until they are dismissed", () => {
    const { engine } = watched();
    const alert = (n: number): Alert => ({
      id: `S${n}:opened`,
      rule: "opened",
      facts: [],
      over: false,
      title: `Door ${n} opened`,
      body: "",
      urgency: "normal",
      silent: false,
      replaces: null,
      serial: null,
      tone: "attention",
    });
    for (const n of [1, 2, 3, 4, 5, 6, 6]) engine.showInWindow(alert(n), at(n));
    const ids = (): readonly string[] => engine.snapshot(at(10)).alerts.map(({ id }) => id);
    expect(ids()).toEqual([6, 5, 4, 3, 2].map((n) => `S${n}:opened`));
    engine.dismissed("S4:opened", at(11));
    engine.dismissed("S4:opened", at(12));
    expect(ids()).toEqual([6, 5, 3, 2].map((n) => `S${n}:opened`));
  });

  it("keeps one of each word about the desktop, and changes nothing for the same again", () => {
    const { engine, seen } = watched();
    engine.notice("No tray.", true, at(1));
    const shown = seen.snapshots;
    engine.notice("No tray.", true, at(2));
    engine.notice("Never said.", false, at(3));
    expect(seen.snapshots).toBe(shown);
    expect(engine.snapshot(at(4)).notices).toEqual(["No tray."]);
    engine.notice("No tray.", false, at(5));
    expect(engine.snapshot(at(6)).notices).toEqual([]);
  });

  it.each([
    [3600, true],
    [3601, false],
  ])("believes in a pause that was saved %i s ahead: %s", (seconds, believed) => {
    const { engine } = watched({ ...defaultSettings, pausedUntil: at(seconds) });
    expect(engine.snapshot(at(0)).pausedUntil).toBe(believed ? at(seconds) : null);
  });
});

function engineWith(settings?: Settings, key?: EngineOptions["key"]): Engine {
  const { engine } = watched(settings, key);
  engine.run(at(0));
  return engine;
}

const seconds = (deadline: Instant | null): number | null => (deadline === null ? null : (deadline - at(0)) / 1000);

describe("the next deadline of an engine", () => {
  it("is when it would be blind, with a key alone", () => {
    expect(seconds(engineWith().nextAt())).toBe(600);
    expect(engineWith(defaultSettings, "none").nextAt()).toBeNull();
    expect(engineWith(defaultSettings, "keyring-locked").nextAt()).toBeNull();
  });

  it("is when what is read gets late, old and, after that, when it is blind", () => {
    const engine = engineWith();
    engine.apply(allWell(1), at(0));
    engine.apply(failed(20, "no-network", 1), at(20));
    const deadlines: (number | null)[] = [];
    while (deadlines.length < 3) {
      const next = engine.nextAt();
      deadlines.push(seconds(next));
      if (next === null) break;
      engine.run(next);
    }
    // the first millisecond of the new freshness
    expect(deadlines).toEqual([50.001, 100.001, 600]);
  });

  it("is when a lost connection raises an alert, and the end of a pause where that comes first", () => {
    const polls = [20, 40, 60, 80, 100, 120, 130].map((now) => read(now, away(1, now)));
    const deadline = (settings: Settings): number | null => {
      const engine = engineWith(settings);
      engine.apply(allWell(1), at(0));
      for (const poll of polls) engine.apply(poll, poll.at);
      return seconds(engine.nextAt());
    };
    expect(deadline(defaultSettings)).toBe(140);
    expect(deadline({ ...defaultSettings, pausedUntil: at(135) })).toBe(135);
    // told at once, it is not told again: what comes next is that its last reading gets late
    expect(deadline({ ...defaultSettings, lossDelayMinutes: 0 })).toBe(180.001);
  });
});
