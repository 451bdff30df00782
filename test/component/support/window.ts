import { fireEvent, render, screen } from "@testing-library/svelte";
import { flushSync, tick } from "svelte";
import { afterEach, beforeEach, expect, vi } from "vitest";
import { instant } from "../../../src-main/core/lock/lock.ts";
import type { WindowState } from "../../../src-main/ipc/contract.ts";
import App from "../../../src-renderer/App.svelte";
import { speak } from "../../../src-renderer/i18n.svelte.ts";
import { WindowModels } from "../../../src-renderer/window-models.ts";
import { FakeMain } from "../../window/fake-main.ts";
import { installPopovers } from "./popover.ts";
import { NOW } from "./rows.ts";

/** The call that tells main of an error which was thrown by a test: its name and place. */
export const PROBLEM: unknown = problem("Error at [\\w.-]+:\\d+:\\d+", false);

/** The call that tells main of a problem; its text matches a pattern. */
export function problem(pattern: string, uncaught: boolean): unknown {
  const end = JSON.stringify({ uncaught }).slice(1);
  return expect.stringMatching(new RegExp(`^reportProblem \\{"what":"${pattern}",${end}$`));
}

/** A main process that holds one state. */
export const createDesk = (state: WindowState): FakeMain =>
  new FakeMain(
    {
      state: () => state,
      refresh: () => ({ asked: true }),
      checkKey: () => ({ ok: false, refusal: "key-refused", retryAt: null }),
      keepKey: () => "keyring",
      readLogin: () => "off",
      writeLogin: () => "off",
      tryAlerts: () => true,
    },
    flushSync,
  );

/** An open window. */
export interface Opened {
  readonly desk: FakeMain;
  readonly models: WindowModels;
}

let ends: (() => void)[] = [];

/** Sets the timers to the samples' minute for each test of a file, and closes the windows it opened. */
export function useWindows(): void {
  installPopovers();
  beforeEach(() => {
    vi.useFakeTimers({ now: NOW, toFake: ["setTimeout", "clearTimeout", "Date"] });
  });
  afterEach(() => {
    closeAll();
    vi.useRealTimers();
    vi.restoreAllMocks();
  });
}

/** Closes every window that `open` opened. */
export function closeAll(): void {
  for (const end of ends) end();
  ends = [];
}

/** Opens the window on a state, at the time of the timers. */
export function open(state: WindowState): Opened {
  const desk = createDesk(state);
  speak(state.words);
  const models = new WindowModels(desk.api, () => instant(Date.now()), state);
  const disconnect = models.connect();
  const { unmount } = render(App, { models });
  ends.push(unmount, disconnect);
  return { desk, models };
}

/** Lets answers arrive and the window draw what they changed. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  await tick();
}

/** Presses a key where the keyboard is. */
export async function press(key: string, more: KeyboardEventInit = {}): Promise<void> {
  await fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more });
  await settle();
}

/** The button, switch or menu item of a name; none is an error, and so are two. */
export const button = (name: string | RegExp, role: "button" | "switch" | "menuitem" = "button"): HTMLElement =>
  screen.getByRole(role, { name });

/** Clicks a button by its name, with the keyboard going to it as it does in a browser. */
export async function click(name: string | RegExp, role?: "button" | "switch" | "menuitem"): Promise<void> {
  const found = button(name, role);
  found.focus();
  await fireEvent.click(found);
  await settle();
}

/** Names of all buttons, in their order. */
export const buttons = (): readonly string[] =>
  screen
    .queryAllByRole("button")
    .map((element) => element.getAttribute("aria-label") ?? element.textContent.replace(/\s+/g, " ").trim());

/** Words of an element, spaces made single; empty when there is no such element. */
export const textOf = (selector: string): string => textsOf(selector)[0] ?? "";

/** Words of every element that matches. */
export const textsOf = (selector: string): readonly string[] =>
  [...document.querySelectorAll(selector)].map((element) => element.textContent.replace(/\s+/g, " ").trim());

/** Names in the order of the list. */
export const names = (): readonly string[] => textsOf(".lock .name");

/** The name of the row that has the focus, or the tag of what has it instead. */
export function focused(): string {
  const element = document.activeElement;
  const name = element?.role === "listitem" ? element.querySelector(".name")?.textContent : element?.tagName;
  return name ?? "";
}

/** Shows or hides the document, as the desktop does with a window. */
export async function setVisible(visible: boolean): Promise<void> {
  vi.spyOn(document, "visibilityState", "get").mockReturnValue(visible ? "visible" : "hidden");
  document.dispatchEvent(new Event("visibilitychange"));
  await settle();
}
