import { fireEvent, screen } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { instant } from "../../src-main/core/lock/lock.ts";
import { NOW, sample } from "./support/rows.ts";
import { within, without } from "./support/scenes.ts";
import { STATES, type StateName } from "./support/states.ts";
import { button, click, focused, open, press, textOf, textsOf, useWindows } from "./support/window.ts";

useWindows();

const items = (): readonly string[] => textsOf("[role='menuitem']");
const at = (): string => document.activeElement?.textContent.trim() ?? "";

describe("the menu", () => {
  it.each(["calm", "trouble", "empty", "loading", "offline"] as const)(
    "is there with a house: %s",
    (name: StateName) => {
      open(STATES[name]);
      expect(button("Menu").getAttribute("aria-expanded")).toBe("false");
    },
  );

  it.each(["setup", "keyring-locked"] as const)("is not there without one: %s", (name) => {
    open(STATES[name]);
    expect(screen.queryByRole("button", { name: "Menu" })).toBeNull();
  });

  it("holds only what works", async () => {
    open(STATES.calm);
    await click("Menu");
    expect(items()).toEqual(["Settings", "Pause alerts for 1 hour", "Quit Ajar"]);
  });

  it("leads out of the demo", async () => {
    const { desk } = open(STATES.demo);
    desk.answers.state = () => Promise.resolve(without("home"));
    await click("Menu");
    expect(items()).toEqual(["Settings", "Pause alerts for 1 hour", "Connect to Tedee", "Quit Ajar"]);
    await click("Connect to Tedee", "menuitem");
    expect(desk.calls).toContain("leaveDemo");
    expect(textOf("h1")).toBe("Connect to Tedee");
  });

  it.each([
    [null, "Pause alerts for 1 hour", "pauseAlerts true"],
    [instant(NOW + 60_000), "Resume alerts", "pauseAlerts false"],
  ] as const)("pauses alerts and ends the pause: %s", async (pausedUntil, name, call) => {
    const { desk } = open(sample({ pausedUntil }));
    await click("Menu");
    await click(name, "menuitem");
    expect(desk.calls).toEqual([call]);
    expect(items()).toEqual([]);
    expect(document.activeElement).toBe(button("Menu"));
  });

  it("ends Ajar, where no tray can", async () => {
    const { desk } = open(STATES.calm);
    await click("Menu");
    await click("Quit Ajar", "menuitem");
    expect(desk.calls).toEqual(["quit"]);
  });

  it("is walked by the arrow keys, while the list behind it stays", async () => {
    open(STATES.calm);
    await click("Menu");
    expect(at()).toBe("Settings");
    await press("ArrowDown");
    expect(at()).toBe("Pause alerts for 1 hour");
    await press("ArrowDown");
    expect(at()).toBe("Quit Ajar");
    await press("ArrowDown");
    expect(at()).toBe("Quit Ajar");
    await press("Home");
    expect(at()).toBe("Settings");
    await press("End");
    expect(at()).toBe("Quit Ajar");
    await press("ArrowUp");
    expect(at()).toBe("Pause alerts for 1 hour");
  });

  it.each([
    ["ArrowDown", "Settings"],
    ["ArrowUp", "Quit Ajar"],
  ])("unfolds with %s at %s", async (key, text) => {
    open(STATES.calm);
    button("Menu").focus();
    await press(key);
    expect(at()).toBe(text);
  });

  it("is closed by Esc, which does nothing else, with the keyboard back on its button", async () => {
    const { desk } = open(STATES.search);
    await click("Menu");
    await press("Escape");
    expect(items()).toEqual([]);
    expect(document.activeElement).toBe(button("Menu"));
    expect(document.querySelector("input")?.value).toBe("attic");
    expect(desk.calls).toEqual([]);
  });

  it.each([
    ["its button", () => click("Menu")],
    [
      "the keyboard leaving it",
      () =>
        fireEvent.focusOut(document.activeElement ?? document.body, {
          relatedTarget: document.querySelector(".lock"),
        }),
    ],
  ])("is closed by %s", async (_, close) => {
    open(STATES.calm);
    await click("Menu");
    await close();
    expect(items()).toEqual([]);
  });

  it("leads to the settings and back to itself", async () => {
    open(STATES.calm);
    await click("Menu");
    await click("Settings", "menuitem");
    expect(textOf("h1")).toBe("Settings");
    expect(focused()).toBe("H1");
    await click("Back");
    expect(document.activeElement).toBe(button("Menu"));
  });
});

describe("the demo stripe", () => {
  it("leads to the key where none was kept", async () => {
    const { desk } = open(STATES.demo);
    desk.answers.state = () => Promise.resolve(without("home"));
    await click("Connect to Tedee");
    expect(desk.calls).toContain("leaveDemo");
    expect(textOf("h1")).toBe("Connect to Tedee");
    await click("Back");
    expect(textOf("h1")).toBe("Is everything shut?");
  });

  it("leads back to the house whose key was kept", async () => {
    const { desk } = open(within("settings", { kind: "demo" }, STATES.demo));
    desk.answers.state = () => Promise.resolve(sample());
    await click("Connect to Tedee");
    expect(textOf("h1")).toBe("All 5 locked and closed");
    expect(document.querySelector(".stripe")).toBeNull();
  });

  it("leads to the keyring that is locked", async () => {
    const { desk } = open(STATES.demo);
    desk.answers.state = () => Promise.resolve(STATES["keyring-locked"]);
    await click("Connect to Tedee");
    expect(textOf("h1")).toBe("Waiting for your keyring");
  });

  it("waits where leaving is a new start of the app", async () => {
    const { desk, models } = open(STATES.demo);
    desk.answers.state = () => new Promise(() => undefined);
    await click("Connect to Tedee");
    await click("Connect to Tedee");
    expect(desk.calls.filter((call) => call === "leaveDemo")).toHaveLength(1);
    expect(models.navigation.page).toBe("home");
  });
});
