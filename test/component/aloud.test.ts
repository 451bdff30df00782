import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Row, Snapshot, WindowAlert } from "../../src-main/core/view/snapshot.ts";
import { ANNOUNCE_GAP_MS, createAnnouncer } from "../../src-renderer/announcer.ts";
import { speak } from "../../src-renderer/i18n.svelte.ts";
import { urgentOf } from "../../src-renderer/urgent.ts";
import { english } from "../unit/support/words.ts";
import { failed, row, sample } from "./support/rows.ts";

beforeEach(() => {
  speak(english.language);
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("the announcer", () => {
  const recorded = (): { readonly said: string[]; readonly announcer: ReturnType<typeof createAnnouncer> } => {
    const said: string[] = [];
    return { said, announcer: createAnnouncer((text) => said.push(text)) };
  };

  it("speaks at once, then one text a gap, then takes the last one back", () => {
    const { said, announcer } = recorded();
    for (const text of ["a", "b", "c"]) announcer.say(() => text);
    expect(said).toEqual(["a"]);
    vi.advanceTimersByTime(2 * ANNOUNCE_GAP_MS);
    expect(said).toEqual(["a", "b", "c"]);
    vi.advanceTimersByTime(ANNOUNCE_GAP_MS);
    expect(said).toEqual(["a", "b", "c", ""]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("never speaks twice within a gap, whenever it is asked", () => {
    const { said, announcer } = recorded();
    announcer.say(() => "a");
    vi.advanceTimersByTime(ANNOUNCE_GAP_MS - 1);
    announcer.say(() => "b");
    expect(said).toEqual(["a"]);
    vi.advanceTimersByTime(1);
    expect(said).toEqual(["a", "b"]);
  });

  it("skips what is over, without a gap for it", () => {
    const { said, announcer } = recorded();
    announcer.say(() => "a");
    announcer.say(() => null);
    announcer.say(() => "c");
    vi.advanceTimersByTime(ANNOUNCE_GAP_MS);
    expect(said).toEqual(["a", "c"]);
  });

  it("says the same again after a silence", () => {
    const { said, announcer } = recorded();
    announcer.say(() => "a");
    vi.advanceTimersByTime(ANNOUNCE_GAP_MS);
    announcer.say(() => "a");
    expect(said).toEqual(["a", "", "a"]);
  });

  it("forgets what waits when it stops", () => {
    const { said, announcer } = recorded();
    announcer.say(() => "a");
    announcer.say(() => "b");
    announcer.stop();
    vi.advanceTimersByTime(3 * ANNOUNCE_GAP_MS);
    expect(said).toEqual(["a"]);
  });
});

describe("what is urgent", () => {
  const house = (rows: readonly Row[], alerts: readonly WindowAlert[] = []): Snapshot =>
    sample({ rows, alerts }).snapshot;
  const said = (before: Snapshot, after: Snapshot, then = after): readonly (string | null)[] =>
    urgentOf(before, after).map((wording) => wording(then));
  const alert: WindowAlert = {
    id: "app:blind",
    title: "Ajar cannot see",
    body: "Since 14:02.",
    tone: "unknown",
    serial: null,
  };

  it("is a row that turns dangerous, once", () => {
    const calm = house([row("Garage")]);
    const jammed = house([failed("Garage")]);
    expect(said(calm, jammed)).toEqual(["Garage: Didn’t lock or unlock: check the door"]);
    expect(said(jammed, jammed)).toEqual([]);
    expect(said(jammed, calm)).toEqual([]);
  });

  it("is a dangerous lock that is new", () => expect(said(house([]), house([failed("Garage")]))).toHaveLength(1));

  it("is an alert that is new, not one that changed its words", () => {
    expect(said(house([]), house([], [alert]))).toEqual(["Ajar cannot see: Since 14:02."]);
    expect(said(house([], [alert]), house([], [{ ...alert, title: "Ajar sees again" }]))).toEqual([]);
  });

  it("is worded by what is so when it is said", () => {
    const later = house([failed("Garage", { text: "Open while locked" })]);
    expect(said(house([]), house([failed("Garage")]), later)).toEqual(["Garage: Open while locked"]);
    expect(said(house([]), house([failed("Garage")], [alert]), house([row("Garage")]))).toEqual([null, null]);
  });

  it("is one sentence for more than three rows", () => {
    const rows = ["A", "B", "C"].map((name) => failed(name));
    expect(said(house([]), house(rows))).toHaveLength(3);
    expect(said(house([]), house([...rows, failed("D")]))).toEqual(["All 5 locked and closed"]);
  });
});
