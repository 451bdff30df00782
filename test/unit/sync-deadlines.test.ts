import { describe, expect, it } from "vitest";
import type { Instant } from "../../src-main/core/lock/lock.ts";
import { english } from "./support/words.ts";
import { defaultSettings, type Settings } from "../../src-main/core/app/settings.ts";
import { Engine, type EngineOptions } from "../../src-main/sync/engine.ts";
import { allWell, at, away, failed, read } from "./support/house.ts";

function engineWith(key: EngineOptions["key"], settings: Settings = defaultSettings): Engine {
  const ignore = (): undefined => undefined;
  const engine = new Engine({
    words: english,
    startedAt: at(0),
    key,
    demo: false,
    otherCloud: null,
    settings,
    saveSettings: ignore,
    trace: ignore,
    output: { snapshot: ignore, tray: ignore, raise: ignore, withdraw: ignore, changes: ignore, checked: ignore },
  });
  engine.run(at(0));
  return engine;
}

const seconds = (deadline: Instant | null): number | null => (deadline === null ? null : (deadline - at(0)) / 1000);

describe("the next deadline of an engine", () => {
  it("is when it would be blind, with a key alone", () => {
    expect(seconds(engineWith("in-use").nextAt())).toBe(600);
    expect(engineWith("none").nextAt()).toBeNull();
    expect(engineWith("keyring-locked").nextAt()).toBeNull();
  });

  it("is when what is read gets late, old and, after that, when it is blind", () => {
    const engine = engineWith("in-use");
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

  it("is when a lost connection is told, and the end of a pause where that comes first", () => {
    const polls = [20, 40, 60, 80, 100, 120, 130].map((now) => read(now, away(1, now)));
    const deadline = (settings: Settings): number | null => {
      const engine = engineWith("in-use", settings);
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
