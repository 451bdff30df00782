import { fireEvent, render, screen } from "@testing-library/svelte";
import { flushSync, tick } from "svelte";
import { afterEach, beforeEach, expect, vi } from "vitest";
import type { KeyState, StoredIn, KeyCheck, LoginState } from "../../../src-main/core/app/key-state.ts";
import { instant, type Instant, type Serial } from "../../../src-main/core/lock/lock.ts";
import type { RefreshAnswer } from "../../../src-main/core/polling/poll-state.ts";
import type { Snapshot } from "../../../src-main/core/view/snapshot.ts";
import type { AjarApi, Page, ViewState, WindowState } from "../../../src-main/ipc/contract.ts";
import App from "../../../src-renderer/App.svelte";
import { WindowModel } from "../../../src-renderer/state.svelte.ts";
import { NOW } from "./rows.ts";

/** Main as the window meets it: an API of the contract, what was asked of it, and what it answers and pushes. */
export interface Desk {
  readonly api: AjarApi;
  /** Every call in words: "hide", "dismiss s:opened". */
  readonly calls: readonly string[];
  readonly views: readonly ViewState[];
  /** Subscriptions that have not ended. */
  listeners(): number;
  /** Every text that was handed to main as a key. */
  readonly pasted: readonly string[];
  /** Answers until others are set. */
  state: () => Promise<WindowState>;
  refresh: () => Promise<RefreshAnswer>;
  checkKey: () => Promise<KeyCheck>;
  keepKey: () => Promise<StoredIn | null>;
  login: () => Promise<LoginState>;
  tryAlerts: () => Promise<boolean>;
  copyReport: () => Promise<null>;
  push(snapshot: Snapshot): void;
  check(at: Instant): void;
  focus(serial: Serial): void;
  account(account: KeyState): void;
  turn(page: Page): void;
}

/** The call that tells main of an error which was thrown by a test: its name and place. */
export const PROBLEM: unknown = expect.stringMatching(/^problem Error at [\w.-]+:\d+:\d+$/);

/** A main process that holds one state. */
export function createDesk(first: WindowState): Desk {
  const calls: string[] = [];
  const views: ViewState[] = [];
  const snapshots = new Set<(snapshot: Snapshot) => void>();
  const checks = new Set<(at: Instant) => void>();
  const wishes = new Set<(serial: Serial) => void>();
  const accounts = new Set<(account: KeyState) => void>();
  const pages = new Set<(page: Page) => void>();
  const pasted: string[] = [];
  const told = (call: string): Promise<null> => {
    calls.push(call);
    return Promise.resolve(null);
  };
  const asked = <T>(call: string, answer: () => Promise<T>): Promise<T> => {
    calls.push(call);
    return answer();
  };
  const api: AjarApi = {
    state: () => desk.state(),
    drawn: () => told("drawn"),
    hide: () => told("hide"),
    rememberView: (view) => {
      views.push(view);
      return told("remember");
    },
    refresh: () => asked("refresh", () => desk.refresh()),
    pauseAlerts: (on) => told(`pause ${String(on)}`),
    dismissAlert: (id) => told(`dismiss ${id}`),
    tryAlerts: () => asked("try alerts", () => desk.tryAlerts()),
    checkKey: (text) => {
      pasted.push(text);
      return asked("check", () => desk.checkKey());
    },
    keepKey: (consent) => asked(`keep ${String(consent)}`, () => desk.keepKey()),
    removeKey: () => told("remove"),
    retryKeyring: () => told("retry"),
    enterDemo: () => told("enter demo"),
    leaveDemo: () => told("leave demo"),
    readLogin: () => asked("read login", () => desk.login()),
    writeLogin: (on) => asked(`login ${String(on)}`, () => desk.login()),
    openExternal: (page) => told(`open ${page}`),
    copyReport: () => asked("copy report", () => desk.copyReport()),
    quit: () => told("quit"),
    reportProblem: ({ what, uncaught }) => told(`${uncaught ? "uncaught" : "problem"} ${what}`),
    onSnapshot: (listener) => subscribe(snapshots, listener),
    onChecked: (listener) => subscribe(checks, listener),
    onFocus: (listener) => subscribe(wishes, listener),
    onAccount: (listener) => subscribe(accounts, listener),
    onPage: (listener) => subscribe(pages, listener),
  };
  const desk: Desk = {
    api,
    calls,
    views,
    pasted,
    listeners: () => [snapshots, checks, wishes, accounts, pages].reduce((sum, { size }) => sum + size, 0),
    state: () => Promise.resolve(first),
    refresh: () => Promise.resolve({ asked: true }),
    checkKey: () => Promise.resolve({ ok: false, refusal: "key-refused", retryAt: null }),
    keepKey: () => Promise.resolve("keyring"),
    login: () => Promise.resolve("off"),
    tryAlerts: () => Promise.resolve(true),
    copyReport: () => Promise.resolve(null),
    push: (snapshot) => tell(snapshots, snapshot),
    check: (at) => tell(checks, at),
    focus: (serial) => tell(wishes, serial),
    account: (account) => tell(accounts, account),
    turn: (page) => tell(pages, page),
  };
  return desk;
}

function subscribe<T>(listeners: Set<(value: T) => void>, listener: (value: T) => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

function tell<T>(listeners: ReadonlySet<(value: T) => void>, value: T): void {
  for (const listener of listeners) listener(value);
  flushSync();
}

/** An open window. */
export interface Opened {
  readonly desk: Desk;
  readonly model: WindowModel;
}

let ends: (() => void)[] = [];

/** Sets the timers to the samples' minute for each test of a file, and closes the windows it opened. */
export function useWindows(): void {
  beforeEach(() => {
    vi.useFakeTimers({ now: NOW, toFake: ["setTimeout", "clearTimeout", "Date"] });
  });
  afterEach(() => {
    for (const end of ends) end();
    ends = [];
    vi.useRealTimers();
    vi.restoreAllMocks();
  });
}

/** Opens the window on a state, at the time of the timers. */
export function open(state: WindowState): Opened {
  const desk = createDesk(state);
  const model = new WindowModel(desk.api, () => instant(Date.now()), state);
  const disconnect = model.connect();
  const { unmount } = render(App, { model });
  ends.push(unmount, disconnect);
  return { desk, model };
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
