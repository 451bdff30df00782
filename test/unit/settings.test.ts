import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultSettings, INTERVALS_S, LOSS_DELAYS_MIN, parseSettings } from "../../src-main/core/settings.ts";

describe("settings", () => {
  it("come out valid from any JSON", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        const { settings } = parseSettings(json);
        expect(INTERVALS_S).toContain(settings.intervalSeconds);
        expect(LOSS_DELAYS_MIN).toContain(settings.lossDelayMinutes);
        expect(parseSettings(settings)).toEqual({ settings, repaired: [] });
      }),
    );
  });

  it("keep each good field beside a bad one, and name the bad", () => {
    const { settings, repaired } = parseSettings({ intervalSeconds: 30, lossDelayMinutes: "soon", notWatched: ["A"] });
    expect(settings).toEqual({ ...defaultSettings, intervalSeconds: 30, notWatched: ["A"] });
    expect(repaired).toEqual(["lossDelayMinutes"]);
  });
});
