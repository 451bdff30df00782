import { describe, expect, it } from "vitest";
import { decide } from "../../src-main/core/alerts/decide.ts";
import { freshMemory } from "../../src-main/core/alerts/memory.ts";
import type { HouseEvent } from "../../src-main/core/lock/house-event.ts";
import { emptyHouse, reduce } from "../../src-main/core/lock/house.ts";
import type { Reading } from "../../src-main/core/lock/lock.ts";
import { english } from "./support/words.ts";
import { present } from "../../src-main/core/view/presenter.ts";
import { defaultSettings } from "../../src-main/core/app/settings.ts";
import { decodeSync } from "../../src-main/tedee/decode.ts";
import { lineOf } from "./support/alerts.ts";
import { allWell, at, away, read, reading } from "./support/house.ts";

/** A sync that names the lock and its state, but not whether it is connected. */
function untold(seconds: number, told: object = {}): readonly Reading[] {
  const deviceState = { state: 6, doorState: 3, batteryLevel: 80 };
  return decodeSync({ result: [{ id: 1, deviceState, revision: 1, ...told }] }, at(seconds)) ?? [];
}

/** The alerts that a house of one lock raises, and whether its row calls it connected in the end. */
function live(events: readonly HouseEvent[]) {
  let house = emptyHouse(at(0), 20_000);
  let memory = freshMemory(false);
  const told: string[] = [];
  let now = at(0);
  for (const event of [allWell(1), ...events]) {
    const step = reduce(house, event);
    [house, now] = [step.house, event.at];
    const decision = decide(step.changes, house, defaultSettings, memory, english, now);
    memory = decision.memory;
    told.push(...decision.raise.map(lineOf));
  }
  const context = { words: english, key: "in-use", demo: false, otherCloud: null, alerts: [], notices: [] } as const;
  return { told, row: present(house, defaultSettings, context, now).snapshot.rows[0] };
}

const lost = [20, 40, 60, 80, 100, 120, 140, 160].map((seconds) => read(seconds, away(1, seconds)));

describe("a sync that does not tell whether a lock is connected", () => {
  it.each([
    ["is silent", {}],
    ["is of another type", { isConnected: "true" }],
  ])("claims neither a connection nor an outage when the flag %s", (_, told) => {
    expect(untold(0, told)).toMatchObject([{ link: "unknown", lock: "unknown", door: "unknown", battery: null }]);
    expect(live([read(20, ...untold(20, told))]).row).toMatchObject({ connected: null, tone: "unknown" });
  });

  it("takes back no loss that was told, which only a yes does", () => {
    const silent = [...lost, read(180, ...untold(180))];
    expect(live(silent).told).toEqual(["S1:connection"]);
    expect(live([...silent, read(200, reading(1, 200))]).told).toEqual(["S1:connection", "S1:connection over"]);
  });

  it("hides no loss that begins after it", () =>
    expect(live([read(10, ...untold(10)), ...lost]).told).toEqual(["S1:connection"]));
});
