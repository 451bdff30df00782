import { fireEvent, screen } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { choicesOf, defaultSettings, type SettingsChange } from "../../src-main/core/app/settings.ts";
import { say } from "../../src-main/core/words/words.ts";
import type { WindowState } from "../../src-main/ipc/contract.ts";
import { english } from "../unit/support/words.ts";
import { many, row, sample } from "./support/rows.ts";
import { kept, within } from "./support/scenes.ts";
import { button, click, open, PROBLEM, settle, textOf, textsOf, useWindows, type Opened } from "./support/window.ts";

useWindows();

const garage = row("Garage").serial;
const cellar = row("Cellar").serial;

const page = (change: SettingsChange = {}, base = sample()): WindowState => ({
  ...within("settings", kept("keyring"), base),
  choices: choicesOf({ ...defaultSettings, ...change }, true),
});

/** Opens the settings over a main process that takes every change. */
async function show(state = page()): Promise<Opened> {
  const opened = open(state);
  let { choices } = state;
  opened.desk.answers.changeSettings = (change) => (choices = { ...choices, ...change });
  opened.desk.answers.state = () => ({ ...state, choices });
  await settle();
  return opened;
}

/** A text as it is read: what no line break parts counts as a space. */
const plain = (text: string): string => text.replace(/\s+/g, " ").trim();

const group = (name: string): HTMLElement => screen.getByRole("radiogroup", { name });
const radio = (name: string): HTMLInputElement => screen.getByRole("radio", { name: (said) => plain(said) === name });
const chosen = (name: string): readonly string[] =>
  [...group(name).querySelectorAll("label")]
    .filter((label) => label.querySelector("input")?.checked === true)
    .map((label) => plain(label.textContent));

async function pick(name: string): Promise<void> {
  radio(name).focus();
  await fireEvent.click(radio(name));
  await settle();
}

describe("how often Tedee is asked", () => {
  it("is one of three intervals, named as a group", async () => {
    await show(page({ intervalSeconds: 30 }));
    const offered = [...group("Ask Tedee every").querySelectorAll("label")];
    expect(offered.map((label) => plain(label.textContent))).toEqual(["20 s", "30 s", "60 s"]);
    expect(chosen("Ask Tedee every")).toEqual(["30 s"]);
  });

  it("changes at once, and one choice stands", async () => {
    const { desk } = await show();
    await pick("60 s");
    expect(desk.given("changeSettings")).toEqual([{ intervalSeconds: 60 }]);
    expect(chosen("Ask Tedee every")).toEqual(["60 s"]);
    expect(document.activeElement).toBe(radio("60 s"));
  });
});

describe("the alert of a lock that goes offline", () => {
  const select = (): HTMLSelectElement => screen.getByRole("combobox", { name: "Alert when a lock goes offline" });

  it("waits as long as is chosen", async () => {
    const { desk } = await show();
    expect([...select().options].map(({ text }) => plain(text))).toEqual([
      "At once",
      "After 2 min",
      "After 5 min",
      "After 15 min",
      "After 1 h",
    ]);
    expect(plain(select().value)).toBe("After 2 min");
    select().selectedIndex = 0;
    await fireEvent.change(select());
    await settle();
    expect(desk.given("changeSettings")).toEqual([{ lossDelayMinutes: 0 }]);
    expect(select().value).toBe("At once");
  });
});

it.each([
  [0, "A lock goes offline"],
  [2, "A lock has been offline for 2 minutes"],
  [60, "A lock has been offline for 60 minutes"],
] as const)("the alerts step says the delay that is chosen: %i min", (lossDelayMinutes, text) => {
  open({ ...page({ lossDelayMinutes }), view: { page: "alerts", search: "", selected: null, scroll: 0 } });
  expect(textsOf("main li")).toContain(text);
});

describe("the glyph in the tray", () => {
  it("is chosen for panels that do not tell their colour", async () => {
    const { desk } = await show();
    expect(chosen("Tray icon")).toEqual(["Auto"]);
    await pick("Dark");
    expect(desk.given("changeSettings")).toEqual([{ trayGlyph: "dark" }]);
    expect(chosen("Tray icon")).toEqual(["Dark"]);
  });

  it("is none of the owner's business elsewhere", async () => {
    await show({ ...page(), choices: choicesOf(defaultSettings, false) });
    expect(screen.queryByRole("radiogroup", { name: "Tray icon" })).toBeNull();
    expect(button("Start at login", "switch")).toBeDefined();
  });
});

describe("locks that do not count", () => {
  const offered = (): readonly (readonly [string, boolean])[] =>
    [...screen.getByRole("group", { name: "Locks that do not count" }).querySelectorAll('[role="switch"]')].map(
      (each) => [
        document.getElementById(each.getAttribute("aria-labelledby") ?? "")?.textContent ?? "",
        each.getAttribute("aria-checked") === "true",
      ],
    );

  it("are listed by name, each with a switch", async () => {
    await show(page({ notWatched: [garage] }));
    expect(offered()).toEqual([
      ["Back door", false],
      ["Cellar", false],
      ["Front door", false],
      ["Garage", true],
      ["Office", false],
    ]);
  });

  it("are switched one by one, and stay in their place", async () => {
    const { desk } = await show(page({ notWatched: [garage] }));
    await click("Cellar", "switch");
    await click("Garage", "switch");
    expect(desk.given("changeSettings")).toEqual([{ notWatched: [garage, cellar] }, { notWatched: [cellar] }]);
    expect(offered().filter(([, out]) => out)).toEqual([["Cellar", true]]);
  });

  it("are folded where there are many", async () => {
    const rows = many(9);
    await show(page({ notWatched: rows.slice(0, 1).map(({ serial }) => serial) }, sample({ rows })));
    expect(offered()).toEqual([]);
    expect(textsOf("fieldset .line p")).toEqual(["1 of 9 locks does not count"]);
    await click("Choose");
    expect(offered()).toHaveLength(9);
    expect(button("Done").getAttribute("aria-expanded")).toBe("true");
    await click("Done");
    expect(offered()).toEqual([]);
  });

  it("are not offered where there are no locks", async () => {
    await show(page({}, sample({ rows: [] })));
    expect(screen.queryByRole("group", { name: "Locks that do not count" })).toBeNull();
  });
});

describe("a choice", () => {
  it("that main does not take is taken back, and said", async () => {
    const { desk } = await show();
    desk.answers.changeSettings = () => Promise.reject(new Error("refused"));
    await pick("60 s");
    expect(chosen("Ask Tedee every")).toEqual(["20 s"]);
    expect(textOf(".toast")).toMatch(/^That didn’t work/);
    expect(desk.calls).toContainEqual(PROBLEM);
  });

  it("that could not be saved is said in the same place", async () => {
    const { desk } = await show();
    const text = say(english, "shell.not-saved", { what: "settings.json" });
    desk.push("snapshot", sample({ notices: [text] }).snapshot);
    expect(screen.getAllByRole("status").map((each) => each.textContent.trim())).toContain(text);
  });

  it("is not undone by an answer that it overtook", async () => {
    const { desk, models } = await show();
    const asked = Promise.withResolvers<WindowState>();
    desk.answers.state = () => asked.promise;
    const renewed = models.connection.renew();
    await pick("60 s");
    asked.resolve(page());
    await renewed;
    expect(chosen("Ask Tedee every")).toEqual(["60 s"]);
  });

  it("made elsewhere is seen when the window is asked anew", async () => {
    const { desk, models } = await show();
    desk.answers.state = () => page({ intervalSeconds: 30 });
    await models.connection.renew();
    await settle();
    expect(chosen("Ask Tedee every")).toEqual(["30 s"]);
  });
});
