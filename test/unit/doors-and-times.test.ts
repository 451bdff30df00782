import { describe, expect, it } from "vitest";
import { defaultSettings } from "../../src-main/core/app/settings.ts";
import type { HouseEvent } from "../../src-main/core/lock/house-event.ts";
import { present } from "../../src-main/core/view/presenter.ts";
import { trayModel } from "../../src-main/core/view/tray-model.ts";
import { open, run } from "./support/alerts.ts";
import { allWell, at, away, lock, read, reading } from "./support/house.ts";
import { english } from "./support/words.ts";

/**
 * The soak judges facts and reads no sentence. Here texts name the door and the time of their facts: the tests begin at
 * 14:00 in Warsaw, and the second of two doors does something a minute later.
 */
function saidAfter(events: readonly HouseEvent[], seconds: number): readonly string[] {
  const { house, raised } = run(events);
  const context = { words: english, key: "in-use", demo: false, otherCloud: null, alerts: [], notices: [] } as const;
  const { snapshot } = present(house, defaultSettings, context, at(seconds));
  const row = snapshot.rows.find(({ serial }) => serial === lock(2).serial);
  const alerts = raised.map(({ title, body }) => `${title} ${body}`);
  return [`${row?.name} ${row?.text}`, trayModel(snapshot, english, at(seconds)).tooltip, ...alerts];
}

const both = (seconds: number, second: ReturnType<typeof reading>): HouseEvent =>
  read(seconds, reading(1, seconds), second);
const quiet = both(40, reading(2, 40));
const unlocked = (seconds: number) => reading(2, seconds, { lock: "unlocked" });

describe("a row, the tray and an alert", () => {
  it("name the door that opened, and when", () => {
    const said = saidAfter([allWell(2), quiet, both(60, open(2, 60))], 70);
    expect(said).toHaveLength(3);
    for (const text of said) expect(text).toMatch(/Door 2.*14:01/);
  });

  it("name the lock that was unlocked, and when", () => {
    const said = saidAfter([allWell(2), quiet, both(60, unlocked(60))], 70);
    expect(said).toHaveLength(2);
    for (const text of said) expect(text).toMatch(/Door 2.*14:01/);
  });

  it("name the lock that was lost, and when it was last known", () => {
    const losses = [60, 80, 140, 190].map((seconds) => both(seconds, away(2, seconds)));
    const said = saidAfter([allWell(2), quiet, ...losses], 210);
    expect(said).toHaveLength(3);
    for (const text of said) expect(text).toMatch(/Door 2.*14:00/);
  });

  it("say no time of a door that opened in a gap but the one at which it was noticed", () => {
    const [row, tray, alert] = saidAfter([allWell(2), both(600, open(2, 600))], 610);
    expect([row, tray].join(" ")).not.toMatch(/\d\d:\d\d/);
    expect(alert).toMatch(/Door 2.*14:10/);
  });
});
