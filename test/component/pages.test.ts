import { describe, expect, it, vi } from "vitest";
import { PAGES } from "../../src-main/ipc/arguments.ts";
import { REMEMBER_AFTER_MS } from "../../src-renderer/view-memory.ts";
import { Navigation } from "../../src-renderer/navigation.svelte.ts";
import { row, sample } from "./support/rows.ts";
import { kept, within, without } from "./support/scenes.ts";
import { STATES } from "./support/states.ts";
import { button, click, focused, open, press, setVisible, settle, textOf, useWindows } from "./support/window.ts";

useWindows();

const inUse = kept("keyring");

describe("the first frame", () =>
  it.each([
    ["settings", "Settings"],
    ["key", "Replace the key"],
    ["alerts", "When Ajar speaks up"],
    ["home", "All 5 locked and closed"],
  ] as const)("is already on %s", (page, title) => {
    open(within(page, inUse));
    expect(textOf("h1")).toBe(title);
    expect(document.querySelectorAll("main, header")).toHaveLength(2);
  }));

describe("Esc", () => {
  it.each([
    ["settings", "All 5 locked and closed"],
    ["alerts", "All 5 locked and closed"],
    ["key", "All 5 locked and closed"],
  ] as const)("leads back from %s, then hides the window", async (page, title) => {
    const { desk } = open(within(page, inUse));
    await press("Escape");
    expect(textOf("h1")).toBe(title);
    expect(desk.calls).not.toContain("hide");
    await press("Escape");
    expect(desk.calls).toContain("hide");
  });

  it("takes one step at a time: menu, search, window", async () => {
    const { desk } = open(STATES.search);
    await click("Menu");
    await press("Escape");
    expect(document.querySelector("[role='menuitem']")).toBeNull();
    expect(document.querySelector("input")?.value).toBe("attic");
    await press("Escape");
    expect(document.querySelector("input")?.value).toBe("");
    expect(desk.calls).not.toContain("hide");
    await press("Escape");
    expect(desk.calls).toContain("hide");
  });

  it("takes one step at a time: question, page, window", async () => {
    const { desk } = open(within("settings", inUse));
    await click("Remove key");
    await press("Escape");
    expect(textOf("h1")).toBe("Settings");
    await press("Escape");
    expect(textOf("h1")).toBe("All 5 locked and closed");
    await press("Escape");
    expect(desk.calls).toContain("hide");
  });

  it("does not clear a search that is not in sight", async () => {
    const base = STATES.search;
    const { desk } = open({ ...base, view: { ...base.view, page: "settings" } });
    await press("Escape");
    expect(document.querySelector("input")?.value).toBe("attic");
    expect(desk.calls).not.toContain("hide");
  });
});

describe("a page that main turns to", () => {
  it("is opened, and Back leads to where one was", async () => {
    const { desk } = open(sample());
    await press("End");
    expect(focused()).toBe("Office");
    desk.push("page", "settings");
    await settle();
    expect([textOf("h1"), focused()]).toEqual(["Settings", "H1"]);
    await click("Back");
    expect(focused()).toBe("Office");
  });

  it("changes nothing when it is open already", async () => {
    const { desk } = open(within("settings", inUse));
    await click("Remove key");
    desk.push("page", "settings");
    await settle();
    expect(document.activeElement).toBe(button("Cancel"));
    await vi.advanceTimersByTimeAsync(REMEMBER_AFTER_MS);
    expect(desk.given("rememberView")).toEqual([]);
  });

  it("waits for a window that was hidden, and is there before it is shown", async () => {
    const { desk } = open(sample());
    await setVisible(false);
    desk.answers.state = () => Promise.resolve(within("settings", kept("memory")));
    const told = vi.fn(() => {
      expect(textOf("h1")).toBe("Settings");
      return Promise.resolve(null);
    });
    Object.assign(desk.api, { drawn: told });
    desk.push("snapshot", sample().snapshot);
    await settle();
    expect(told).toHaveBeenCalledTimes(1);
    expect(textOf("main")).toContain("Kept until you quit Ajar");
  });

  it("gives way to one that a person turned meanwhile", async () => {
    const { desk } = open(sample());
    const asked = Promise.withResolvers<ReturnType<typeof sample>>();
    desk.answers.state = () => asked.promise;
    await setVisible(false);
    await setVisible(true);
    desk.push("page", "settings");
    asked.resolve(sample());
    await settle();
    expect(textOf("h1")).toBe("Settings");
  });

  it("is home for a lock that main asks for", async () => {
    const { desk } = open(within("settings", inUse));
    desk.push("focus", row("Cellar").serial);
    await settle();
    expect(focused()).toBe("Cellar");
  });

  it("is home for an alert whose lock is to be shown", async () => {
    open(within("settings", inUse, STATES.notes));
    await click("Show: Back door opened");
    await settle();
    expect(focused()).toBe("Back door");
  });
});

describe("what is remembered", () =>
  it("is the page", async () => {
    const { desk } = open(STATES.setup);
    await click("Connect to Tedee");
    await vi.advanceTimersByTimeAsync(REMEMBER_AFTER_MS);
    expect(desk.given("rememberView")).toEqual([{ page: "key", search: "", selected: null, scroll: 0 }]);
  }));

describe("refresh by key", () =>
  it.each([
    ["settings", within("settings", inUse)],
    ["the key step", without("key")],
    ["the welcome", STATES.setup],
    ["the locked keyring", STATES["keyring-locked"]],
  ])("does nothing on %s", async (_, state) => {
    const { desk } = open(state);
    await press("r", { ctrlKey: true });
    expect(desk.calls).not.toContain("refresh");
  }));

describe("navigation", () => {
  it.each(PAGES)("leads home from %s in at most three steps, and ends there", (page) => {
    const navigation = new Navigation("home", () => undefined);
    navigation.navigate(page);
    for (let step = 0; step < 3; step += 1) navigation.back();
    expect(navigation.page).toBe("home");
    expect(navigation.back()).toBe(false);
  });

  it("closes overlays, the last first, and not twice", () => {
    const closed: string[] = [];
    const navigation = new Navigation("home", () => undefined);
    const end = navigation.overlay(() => closed.push("menu"));
    navigation.overlay(() => closed.push("question"));
    expect([navigation.closeOverlay(), closed]).toEqual([true, ["question"]]);
    end();
    expect([navigation.closeOverlay(), closed]).toEqual([false, ["question"]]);
  });
});
