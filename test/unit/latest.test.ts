import { describe, expect, it } from "vitest";
import { Latest } from "../../src-main/core/app/latest.ts";

describe("the latest of many runs", () => {
  it("is the one that began last", () => {
    const runs = new Latest();
    const first = runs.begin();
    expect(first.current).toBe(true);
    const second = runs.begin();
    expect([first.current, second.current]).toEqual([false, true]);
  });

  it("can be joined, until a later one begins", () => {
    const runs = new Latest();
    const [one, other] = [runs.join(), runs.join()];
    expect([one.current, other.current]).toEqual([true, true]);
    runs.begin();
    expect([one.current, other.current]).toEqual([false, false]);
  });

  it("is none after the end", () => {
    const runs = new Latest();
    const run = runs.begin();
    runs.end();
    expect(run.current).toBe(false);
    expect(runs.begin().current).toBe(true);
  });
});
