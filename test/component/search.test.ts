import { fireEvent } from "@testing-library/svelte";
import { describe, expect, it, vi } from "vitest";
import { REMEMBER_AFTER_MS } from "../../src-renderer/view-memory.ts";
import { many, row, sample } from "./support/rows.ts";
import { STATES } from "./support/states.ts";
import { names, open, setVisible, settle, textOf, useWindows } from "./support/window.ts";

useWindows();

const field = (): HTMLInputElement | null => document.querySelector("input");
const type = async (text: string): Promise<void> => {
  const input = field();
  input?.focus();
  if (input !== null) await fireEvent.input(input, { target: { value: text } });
};

describe("search", () => {
  it.each([
    [8, false],
    [9, true],
  ])("with %s locks is there: %s", (count, there) => {
    open(sample({ rows: many(count) }));
    expect(field() !== null).toBe(there);
  });

  it("finds names without regard to accents, capitals and spaces around, and says how many", async () => {
    open(sample({ rows: [...many(9), row("Łazienka"), row("Küche")] }));
    await type(" KUCHE ");
    expect(names()).toEqual(["Küche"]);
    expect(textOf("search [role='status']")).toBe("1 lock found");
  });

  it("leaves the header's sentence alone", async () => {
    open(STATES.fifty);
    await type("boiler");
    expect(textOf("h1")).toBe("4 locks need attention");
    expect(names()).toEqual(["Boiler room"]);
  });

  it("without a hit says so and offers to clear it, with the cursor back in the field", async () => {
    open(STATES.search);
    expect(textOf("main h2")).toBe("No lock named “attic”");
    const clear = document.querySelector("main button");
    if (clear !== null) await fireEvent.click(clear);
    await settle();
    expect(names()).toHaveLength(50);
    expect(document.activeElement).toBe(field());
  });

  it("is cleared by its own button", async () => {
    open(STATES.search);
    const clear = document.querySelector("[aria-label='Clear search']");
    if (clear !== null) await fireEvent.click(clear);
    expect(field()?.value).toBe("");
    expect(names()).toHaveLength(50);
  });

  it("begins where the last window left it, and tells main what it is now", async () => {
    const { desk } = open({ ...STATES.fifty, view: { page: "home", search: "lift", selected: null, scroll: 0 } });
    expect(names()).toEqual(["Lift room"]);
    await type("li");
    await type("lif");
    await vi.advanceTimersByTimeAsync(REMEMBER_AFTER_MS);
    expect(desk.given("rememberView")).toEqual([{ page: "home", search: "lif", selected: null, scroll: 0 }]);
  });

  it.each([
    ["is hidden", () => setVisible(false)],
    ["goes", () => fireEvent(window, new Event("pagehide"))],
  ])("is told at once when the window %s", async (_, leave) => {
    const { desk } = open(STATES.fifty);
    await type("lif");
    await leave();
    expect(desk.given("rememberView")).toEqual([{ page: "home", search: "lif", selected: null, scroll: 0 }]);
  });

  it("ends when too few locks are left for it", async () => {
    const { desk } = open({ ...STATES.fifty, view: { page: "home", search: "attic", selected: null, scroll: 0 } });
    desk.push("snapshot", sample().snapshot);
    expect(names()).toHaveLength(5);
    await fireEvent.keyDown(document.body, { key: "Escape" });
    expect(desk.calls).toEqual(["hide"]);
  });
});
