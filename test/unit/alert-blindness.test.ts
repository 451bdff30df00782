import { describe, expect, it } from "vitest";
import { freshMemory } from "../../src-main/core/alerts.ts";
import type { HouseEvent } from "../../src-main/core/event.ts";
import { rules, run } from "./support/alerts.ts";
import { allWell, at, failed, listed, read, reading } from "./support/house.ts";

describe("alerts", () => {
  it("says once that it is blind, and takes it back", () => {
    const blind = run([allWell(1), failed(20, "no-network", 1), 599, 600, 900, read(1000, reading(1, 1000))]);
    expect(blind.titles).toEqual(["Ajar cannot see your doors"]);
    expect(blind.withdrawn).toEqual(["app:blind"]);
  });

  it("is blind at once when the key is refused, and does not say it again after a restart", () => {
    const steps = [
      allWell(1),
      failed(20, "key-refused", 1),
      failed(60, "key-refused", 2),
      failed(90, "key-refused", 3, true),
    ];
    expect(run(steps.slice(0, 3)).raised).toEqual([]);
    expect(run([...steps, 500, 1200]).raised).toMatchObject([{ id: "app:blind", body: "Tedee refused the key." }]);
    expect(run([failed(20, "key-refused", 3, true), 900], rules, freshMemory(true)).raised).toEqual([]);
  });

  it("does not count sleep as blindness", () => {
    const slept: HouseEvent[] = [
      { kind: "suspended", at: at(30) },
      { kind: "resumed", at: at(9000) },
    ];
    expect(run([allWell(1), ...slept, 9100]).raised).toEqual([]);
    expect(run([allWell(1), ...slept, 9000 + 600]).titles).toEqual(["Ajar cannot see your doors"]);
  });

  it("is not blind to an account without locks that answers so", () => {
    expect(run([listed(0, []), 600, 4200]).titles).toEqual([]);
    expect(run([listed(0, []), failed(20, "no-network", 2), 620]).titles).toEqual(["Ajar cannot see your doors"]);
  });

  it("is not blind at the first list of an account without locks that fails, but ten minutes later", () => {
    const steps = [listed(0, []), failed(3600, "timeout", 1), failed(3620, "timeout", 2)];
    expect(run([...steps, 4199]).titles).toEqual([]);
    expect(run([...steps, 4200]).titles).toEqual(["Ajar cannot see your doors"]);
  });

  it("is blind to answers that tell of no lock", () => {
    const empty = Array.from({ length: 40 }, (_, i) => read(20 + i * 20));
    expect(run([allWell(1), ...empty]).titles).toEqual(["Ajar cannot see your doors"]);
  });
});
