import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { same } from "../../src-main/core/lock/equal.ts";

const plain = fc.jsonValue({ maxDepth: 4 });

describe("same", () => {
  it.each([
    [{ a: 1 }, { a: 1 }, true],
    [{ a: 1, b: 2 }, { b: 2, a: 1 }, true],
    [{ a: undefined }, {}, false],
    [{ a: undefined }, { b: undefined }, false],
    [[], {}, false],
    [[1, [2]], [1, [2]], true],
    [[1, 2], [1], false],
    [null, {}, false],
    [NaN, NaN, true],
    [0, "0", false],
    [{ a: { b: [{ c: null }] } }, { a: { b: [{ c: null }] } }, true],
    [{ a: { b: [{ c: null }] } }, { a: { b: [{ c: 0 }] } }, false],
  ])("%j and %j: %j", (a, b, expected) => {
    expect(same(a, b)).toBe(expected);
    expect(same(b, a)).toBe(expected);
  });

  it("is true for a copy, and for two values exactly when both are written alike", () => {
    const sorted = (value: unknown): string =>
      JSON.stringify(value, (_, inner: unknown) =>
        typeof inner === "object" && inner !== null && !Array.isArray(inner)
          ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
          : inner,
      );
    fc.assert(
      fc.property(plain, plain, (a, b) => {
        expect(same(a, structuredClone(a))).toBe(true);
        fc.pre(!JSON.stringify([a, b]).includes("__proto__"));
        expect(same(a, b)).toBe(sorted(a) === sorted(b));
      }),
    );
  });
});
