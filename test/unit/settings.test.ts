import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseSettings } from "../../src-main/core/app/settings-file.ts";
import { defaultSettings, INTERVALS_S, LOSS_DELAYS_MIN, TRAY_GLYPHS } from "../../src-main/core/app/settings.ts";

describe("settings", () => {
  it("come out valid from any JSON", () =>
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        const { settings } = parseSettings(json);
        expect(INTERVALS_S).toContain(settings.intervalSeconds);
        expect(LOSS_DELAYS_MIN).toContain(settings.lossDelayMinutes);
        expect(parseSettings(settings)).toEqual({ settings, repaired: [] });
      }),
    ));

  it("keep every good field, whatever stands in the others", () => {
    const good = fc.record({
      intervalSeconds: fc.constantFrom(...INTERVALS_S),
      lossDelayMinutes: fc.constantFrom(...LOSS_DELAYS_MIN),
      trayGlyph: fc.constantFrom(...TRAY_GLYPHS),
      notWatched: fc.array(fc.string()),
      pausedUntil: fc.option(fc.integer(), { nil: null }),
      blindTold: fc.boolean(),
    });
    const junk = fc.dictionary(fc.constantFrom(...Object.keys(defaultSettings)), fc.jsonValue());
    fc.assert(
      fc.property(good, junk, (fields, spoilt) => {
        const { settings, repaired } = parseSettings({ ...fields, ...spoilt });
        for (const [name, value] of Object.entries(fields)) {
          if (!Object.hasOwn(spoilt, name)) expect(Reflect.get(settings, name)).toEqual(value);
        }
        expect(repaired.every((name) => Object.hasOwn(spoilt, name))).toBe(true);
      }),
    );
  });

  it("keep each good field beside a bad one, and name the bad", () => {
    const { settings, repaired } = parseSettings({ intervalSeconds: 30, lossDelayMinutes: "soon", notWatched: ["A"] });
    expect(settings).toEqual({ ...defaultSettings, intervalSeconds: 30, notWatched: ["A"] });
    expect(repaired).toEqual(["lossDelayMinutes"]);
  });
});
