import { describe, expect, it } from "vitest";
import { forgotten, afterKill, afterStart, nothingKnown, type Known, type Lived } from "./judge.ts";
import type { Opened } from "./protocol.ts";
import { verdictOf } from "./report.ts";
import { runPowerCuts } from "./runs.ts";

describe("a process that is killed", { timeout: 240_000 }, () =>
  it("leaves everything readable or set aside, ten times, and polls no lock too early after it", async () => {
    const outcomes = await runPowerCuts({ cuts: 10, folders: 5, seed: 20_261_124, speed: 10, tears: 0.15 });
    const { failures, counts } = verdictOf(outcomes, Infinity);
    expect(failures).toEqual([]);
    expect(outcomes.flatMap(({ cuts }) => cuts)).toHaveLength(10);
    expect(counts.request.fell).toBe(2);
    expect(counts.settings.fell + counts.list.fell + counts.key.fell).toBeGreaterThan(0);
    expect(Object.values(counts).reduce((sum, { floorJudged }) => sum + floorJudged, 0)).toBeGreaterThan(0);
  }),
);

describe("the judge of a kill", () => {
  const known: Known = { held: { settings: 4, list: "plain", key: 5 }, ownKey: true, next: 6, unfinished: [] };
  const lived: Lived = { writes: "settings", about: 8, saved: 7, kept: false, from: 1000, pages: 0 };
  const left = { held: known.held, ownKey: true, listTimes: [], unfinished: [] };
  const settings = (held: Known["held"]["settings"], life: Partial<Lived> = {}): number =>
    afterKill(known, { ...lived, ...life }, { ...left, held: { ...left.held, settings: held } }).wrong.length;

  it("takes the saved value, or the one on its way", () => {
    expect([settings(7), settings(8)]).toEqual([0, 0]);
    expect([settings(4, { saved: null, about: 6 }), settings(6, { saved: null, about: 6 })]).toEqual([0, 0]);
  });

  it("takes no older value, no later one, no mixture, no default and no loss", () => {
    expect([settings(6), settings(9), settings(4)]).toEqual([1, 1, 1]);
    expect([settings("mixed"), settings("plain"), settings("broken"), settings("absent")]).toEqual([1, 1, 1, 1]);
    expect(settings(7, { writes: null })).toBe(1);
  });

  it("misses a key that is gone, and a page of the list that was asked for unnoted", () => {
    expect(afterKill(known, { ...lived, writes: null }, { ...left, ownKey: false }).wrong).toHaveLength(1);
    const asked = { ...lived, writes: null, pages: 1 };
    expect(afterKill(known, asked, { ...left, listTimes: [1500] }).wrong).toEqual([]);
    expect(afterKill(known, asked, { ...left, listTimes: [-1500] }).wrong).toHaveLength(1);
  });

  it("holds a start to the files that are left, and sets a torn one aside", () => {
    const found: Opened = { say: "opened", settings: 4, list: null, key: 5, ownKey: true, setAside: [] };
    expect(afterStart(known, found, null)).toEqual([]);
    expect(afterStart(known, { ...found, settings: null }, null)).toHaveLength(1);
    expect(afterStart(known, { ...found, setAside: ["key.corrupt-1.json"] }, null)).toHaveLength(1);
    const torn = { ...found, settings: null, setAside: ["settings.corrupt-1.json"] };
    expect(afterStart(known, torn, "settings")).toEqual([]);
    expect(afterStart(known, { ...torn, setAside: [] }, "settings")).toHaveLength(1);
    expect(forgotten(known, "key")).toMatchObject({ ownKey: false, held: { key: "plain", settings: 4 } });
    expect(nothingKnown.ownKey).toBe(false);
  });
});
