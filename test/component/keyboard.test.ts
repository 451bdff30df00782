import { describe, expect, it, vi } from "vitest";
import { REMEMBER_AFTER_MS } from "../../src-renderer/view-memory.ts";
import { row, sample } from "./support/rows.ts";
import { STATES } from "./support/states.ts";
import { focused, names, open, press, settle, useWindows } from "./support/window.ts";

useWindows();

const tabStops = (): readonly string[] =>
  [...document.querySelectorAll<HTMLElement>("[role='listitem'][tabindex='0']")].map(
    (row) => row.querySelector(".name")?.textContent ?? "",
  );

describe("the keyboard", () => {
  it("begins at the first row that needs attention", () => {
    open(STATES.trouble);
    expect(focused()).toBe("Garage");
  });

  it("begins at the selected row when nothing needs attention", () => {
    open({ ...STATES.calm, view: { page: "home", search: "", selected: row("Cellar").serial, scroll: 0 } });
    expect(focused()).toBe("Cellar");
  });

  it("shows where it is before it moves", async () => {
    open(STATES.calm);
    await press("ArrowDown");
    expect(focused()).toBe("Front door");
    await press("ArrowDown");
    expect(focused()).toBe("Back door");
  });

  it("walks the rows and holds at both ends", async () => {
    open(STATES.calm);
    await press("End");
    expect(focused()).toBe("Office");
    await press("ArrowDown");
    expect(focused()).toBe("Office");
    await press("ArrowUp");
    expect(focused()).toBe("Cellar");
    await press("Home");
    expect(focused()).toBe("Front door");
    await press("ArrowUp");
    expect(focused()).toBe("Front door");
  });

  it("has one tab stop in the list, where it was last", async () => {
    const { desk } = open(STATES.calm);
    await press("End");
    expect(tabStops()).toEqual(["Office"]);
    await vi.advanceTimersByTimeAsync(REMEMBER_AFTER_MS);
    expect(desk.given("rememberView").at(-1)?.selected).toBe(row("Office").serial);
  });

  it("tells main nothing by opening alone", async () => {
    const { desk } = open(STATES.trouble);
    await vi.advanceTimersByTimeAsync(REMEMBER_AFTER_MS);
    expect(desk.calls).toEqual([]);
  });

  it.each([
    ["/", {}],
    ["f", { ctrlKey: true }],
    ["f", { metaKey: true }],
  ])("goes to the search with %s %o and on into the list", async (key, more) => {
    open(STATES.fifty);
    await press(key, more);
    expect(focused()).toBe("INPUT");
    await press("ArrowDown");
    expect(focused()).toBe("Parcel room");
  });

  it("leaves keys that type to the field", async () => {
    open(STATES.fifty);
    await press("/");
    for (const key of ["Home", "End", "/"]) {
      const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
      document.activeElement?.dispatchEvent(event);
      expect(event.defaultPrevented).toBe(false);
    }
    expect(focused()).toBe("INPUT");
  });

  it("clears the search with Esc, then hides the window", async () => {
    const { desk } = open(STATES.search);
    await press("Escape");
    expect(names()).toHaveLength(50);
    expect(desk.calls).not.toContain("hide");
    await press("Escape");
    expect(desk.calls).toContain("hide");
  });

  it("hides the window at once where nothing is searched for, and remembers the view before", async () => {
    const { desk } = open(STATES.calm);
    await press("End");
    await press("Escape");
    await vi.advanceTimersByTimeAsync(REMEMBER_AFTER_MS);
    expect(desk.calls).toEqual([expect.stringMatching(/^rememberView /), "hide"]);
  });

  it("leaves Esc to an input method that is composing", async () => {
    const { desk } = open(STATES.search);
    await press("Escape", { isComposing: true });
    expect(desk.calls).toEqual([]);
    expect(document.querySelector("input")?.value).toBe("attic");
  });
});

describe("a lock that main asks for", () => {
  it("is focused and scrolled to", async () => {
    const scroll = vi.spyOn(Element.prototype, "scrollIntoView");
    const { desk } = open(STATES.calm);
    desk.push("focus", row("Cellar").serial);
    await settle();
    expect(focused()).toBe("Cellar");
    expect(scroll.mock.contexts).toEqual([document.activeElement]);
  });

  it("is brought out of a search that hides it", async () => {
    const { desk } = open(STATES.search);
    desk.push("focus", row("Boiler room").serial);
    await settle();
    expect(focused()).toBe("Boiler room");
    expect(document.querySelector("input")?.value).toBe("");
  });

  it("is focused again each time", async () => {
    const { desk } = open(STATES.calm);
    desk.push("focus", row("Cellar").serial);
    await settle();
    await press("Home");
    desk.push("focus", row("Cellar").serial);
    await settle();
    expect(focused()).toBe("Cellar");
  });

  it("is waited for while there is no list", async () => {
    const { desk } = open(STATES.loading);
    desk.push("focus", row("Cellar").serial);
    desk.push("snapshot", sample().snapshot);
    await settle();
    expect(focused()).toBe("Cellar");
  });

  it("may be unknown, which changes nothing", async () => {
    const { desk } = open(STATES.calm);
    desk.push("focus", row("Nowhere").serial);
    await settle();
    expect(focused()).toBe("Front door");
    expect(desk.calls).toEqual([]);
  });
});
