import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { placeOf, WINDOW_LEAST, type Bounds } from "../../src-main/core/app/window-place.ts";

const screen: Bounds = { x: 0, y: 32, width: 1920, height: 1048 };

describe("the window's place", () => {
  it("is left to the system the first time", () =>
    expect(placeOf(null, [screen])).toEqual({ width: 400, height: 640 }));

  it("is where it last was", () => {
    const bounds = { x: 1500, y: 100, width: 420, height: 700 };
    expect(placeOf(bounds, [screen])).toEqual(bounds);
  });

  it.each([
    ["a screen that is gone", { x: 2500, y: 100, width: 400, height: 640 }],
    ["above every screen", { x: 100, y: -500, width: 400, height: 640 }],
    ["a sliver at the edge", { x: 1900, y: 100, width: 400, height: 640 }],
  ])("is chosen anew after %s, the size kept", (_, bounds) =>
    expect(placeOf(bounds, [screen])).toEqual({ width: 400, height: 640 }),
  );

  it("fits a low screen", () =>
    expect(placeOf(null, [{ ...screen, height: 500 }])).toEqual({ width: 400, height: 484 }));

  it("is never smaller than the window can be, whatever was kept", () => {
    const pixels = fc.integer({ min: -5000, max: 5000 });
    const size = fc.integer({ min: 1, max: 5000 });
    const bounds = fc.record({ x: pixels, y: pixels, width: size, height: size });
    fc.assert(
      fc.property(fc.option(bounds), fc.array(bounds, { maxLength: 3 }), (remembered, areas) => {
        const place = placeOf(remembered, areas);
        expect(place.width).toBeGreaterThanOrEqual(WINDOW_LEAST.width);
        expect(place.height).toBeGreaterThanOrEqual(WINDOW_LEAST.height);
        expect(place.x === undefined).toBe(place.y === undefined);
      }),
    );
  });
});
