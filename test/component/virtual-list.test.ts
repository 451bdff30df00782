import { fireEvent } from "@testing-library/svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { many, row, sample } from "./support/rows.ts";
import { STATES } from "./support/states.ts";
import { focused, names, open, settle, textsOf, useWindows } from "./support/window.ts";

useWindows();
beforeEach(() => {
  // a list as tall as a real window shows it: the document here has no layout
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(500);
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(400);
});

const main = (): HTMLElement => document.querySelector("main") ?? document.body;
const scroll = async (top: number): Promise<void> => {
  main().scrollTop = top;
  await fireEvent.scroll(main());
};

const rowValues = (attribute: string): readonly (string | null)[] =>
  [...document.querySelectorAll("[role='listitem']")].map((row) => row.getAttribute(attribute));

describe("the virtual list", () => {
  it("begins above 50 locks", () => {
    open(STATES.fifty);
    expect(names()).toHaveLength(50);
  });

  it("draws only what is in sight, with its place in its group", () => {
    open(STATES["five-hundred"]);
    expect(names().length).toBeLessThan(25);
    expect(document.querySelectorAll("*").length).toBeLessThan(500);
    expect(new Set(rowValues("aria-setsize"))).toEqual(new Set(["4", "496"]));
    expect(rowValues("aria-posinset").slice(0, 6)).toEqual(["1", "2", "3", "4", "1", "2"]);
    expect(textsOf("main h2")).toEqual(["Needs attention 4", "All other locks 496"]);
  });

  it("draws other rows where it is scrolled to, within the same height", async () => {
    open(STATES["five-hundred"]);
    const lists = [...document.querySelectorAll<HTMLElement>("[role='list']")];
    const heights = (): readonly (string | undefined)[] => lists.map((list) => list.style.blockSize);
    expect(heights()).toEqual([`${String(4 * 52)}px`, `${String(496 * 52)}px`]);
    await scroll(13_000);
    expect(names()).not.toContain("Parcel room");
    expect(names().length).toBeLessThan(30);
    expect(heights()).toEqual([`${String(4 * 52)}px`, `${String(496 * 52)}px`]);
    expect(parseFloat(lists[1]?.style.paddingBlockStart ?? "0")).toBeGreaterThan(12_000);
    // without them the headings of the rows would skip a level
    expect(textsOf("main h2")).toEqual(["Needs attention 4", "All other locks 496"]);
  });

  it("always has one tab stop that is drawn", async () => {
    open(STATES["five-hundred"]);
    await scroll(13_000);
    const stops = document.querySelectorAll("[role='listitem'][tabindex='0']");
    expect(stops).toHaveLength(1);
    expect(Number(stops[0]?.getAttribute("aria-posinset"))).toBeGreaterThan(240);
  });

  it("scrolls to a row that the keyboard or main asks for", async () => {
    const { desk } = open(STATES["five-hundred"]);
    await fireEvent.keyDown(document.body, { key: "End" });
    await settle();
    expect(document.activeElement?.getAttribute("aria-posinset")).toBe("496");
    desk.push("focus", row("Boiler room").serial);
    await settle();
    expect(focused()).toBe("Boiler room");
    expect(main().scrollTop).toBeLessThan(500);
  });

  it("shows the heading above a row that begins its group", async () => {
    open(STATES["five-hundred"]);
    await scroll(13_000);
    await fireEvent.keyDown(document.body, { key: "Home" });
    await settle();
    expect([focused(), main().scrollTop]).toEqual(["Parcel room", 0]);
  });

  it("begins where the last window was scrolled to", () => {
    open({ ...STATES["five-hundred"], view: { page: "home", search: "", selected: null, scroll: 13_000 } });
    expect(main().scrollTop).toBe(13_000);
    expect(Number(document.querySelector("[role='listitem']")?.getAttribute("aria-posinset"))).toBeGreaterThan(230);
  });

  it("tells main where it is scrolled to, when it rests", async () => {
    const { desk } = open(STATES["five-hundred"]);
    await scroll(100);
    await scroll(200);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(desk.given("rememberView").map((view) => view.scroll)).toEqual([200]);
  });

  it("gives way to plain rows when locks leave", () => {
    const { desk } = open(STATES["five-hundred"]);
    desk.push("snapshot", sample({ rows: many(8) }).snapshot);
    expect(names()).toHaveLength(8);
  });
});
