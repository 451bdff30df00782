import { spawn, type ChildProcess } from "node:child_process";
import type { BrowserContext, Locator, Page } from "@playwright/test";
import { AppLog } from "./app-log.ts";
import type {
  Driver,
  LaunchOptions,
  NotificationView,
  PowerEvent,
  TraceKind,
  TraceOf,
  TraceRecord,
  TrayView,
  WaitOptions,
} from "./driver.ts";
import { glyphOf } from "./glyph.ts";
import { collectProblems } from "./problems.ts";

const START_MS = 20_000;
const NODE_ARGS = ["--enable-source-maps", "--import", "./test/stand-in/register.ts", "dist/main/index.js"];

const POWER: Readonly<Record<PowerEvent, string>> = {
  suspend: "Suspend",
  resume: "Resume",
  "lock-screen": "Lock screen",
  "unlock-screen": "Unlock screen",
};

/** Pages of the app's windows, as opposed to the desk's own. */
const isWindowUrl = (url: string): boolean => /\/w\/\d+\//.test(url);

/** Drives the app on the stand-in: every act is a click on the desk's page. */
export class StandInDriver implements Driver {
  readonly userData: string;
  readonly #context: BrowserContext;
  readonly #env: Readonly<Record<string, string>>;
  readonly #log = new AppLog();
  readonly #problems: readonly string[];
  #args: readonly string[] = [];
  #child: ChildProcess | null = null;
  #exit: Promise<number | null> = Promise.resolve(null);
  #page: Page | null = null;
  /** Arguments with which the app asked to be started again. */
  #anew: readonly string[] | null = null;

  constructor(context: BrowserContext, userData: string, env: Readonly<Record<string, string>>) {
    this.#context = context;
    this.userData = userData;
    this.#env = env;
    this.#problems = collectProblems(context, isWindowUrl);
  }

  async launch({ flags = [], env = {} }: LaunchOptions = {}): Promise<void> {
    const from = this.#log.text().length;
    const after = this.#log.trace().length;
    this.#args = [...NODE_ARGS, "--trace", `--user-data-dir=${this.userData}`, ...flags];
    const child = this.#spawn(env);
    this.#child = child;
    this.#anew = null;
    child.on("message", (message: { readonly type?: string; readonly args?: readonly string[] }) => {
      if (message.type === "relaunch") this.#anew = message.args ?? [];
    });
    this.#exit = this.#log.follow(child).finally(() => {
      if (this.#child === child) this.#child = null;
    });
    const url = await this.#log.waitForText(/Open (http:\S+)/, from, START_MS);
    await this.#page?.close();
    this.#page = await this.#context.newPage();
    await this.#page.goto(url);
    await this.waitFor("ready", undefined, { after, withinMs: START_MS });
    await this.#desk.getByRole("button", { name: "Quit", exact: true }).waitFor();
  }

  isRunning(): boolean {
    return this.#child !== null;
  }

  async tray(): Promise<TrayView | null> {
    const found = await this.#desk.locator("#tray").evaluate((section) => {
      const tray = section.querySelector<HTMLElement>(".tray");
      if (tray === null) return null;
      const items = [...tray.querySelectorAll<HTMLElement>("[role=menu] button")].map((item) => ({
        id: item.dataset["id"] ?? "",
        label: item.textContent,
        enabled: item.getAttribute("aria-disabled") !== "true",
      }));
      const { image = "", calls = "" } = tray.dataset;
      return { file: image, tip: tray.querySelector(".tip")?.textContent ?? "", items, calls };
    });
    if (found === null) return null;
    return { ...found, icon: glyphOf(found.file), calls: callsOf(found.calls) };
  }

  async chooseTray(label: string): Promise<void> {
    await this.#trayIcon.click();
    await this.#desk.getByRole("menuitem", { name: label, exact: true }).click();
  }

  async clickTray(): Promise<void> {
    await this.#trayIcon.dblclick();
  }

  async notifications(): Promise<readonly NotificationView[]> {
    return await this.#desk.getByRole("alert").evaluateAll((cards) =>
      cards.map((card) => ({
        title: card.querySelector("h3")?.textContent ?? "",
        body: card.querySelector("p")?.textContent ?? "",
        urgency: card.getAttribute("data-urgency") ?? "",
        actions: [...card.querySelectorAll("[data-action]")].map(({ textContent }) => textContent),
      })),
    );
  }

  async clickNotification(title: string): Promise<void> {
    await this.chooseAction(title, "Open");
  }

  async chooseAction(title: string, action: string): Promise<void> {
    const card = this.#desk.getByRole("alert", { name: title, exact: true }).first();
    await card.getByRole("button", { name: action, exact: true }).click();
  }

  async dismissNotification(title: string): Promise<void> {
    await this.chooseAction(title, "Dismiss");
  }

  async power(event: PowerEvent): Promise<void> {
    await this.#press(POWER[event]);
  }

  async offline(on: boolean): Promise<void> {
    await this.#switch("Offline", on);
  }

  async dark(on: boolean): Promise<void> {
    await this.#switch("Dark", on);
  }

  async notificationDaemon(on: boolean): Promise<void> {
    await this.#switch("Notification service", on);
  }

  async trayHost(on: boolean): Promise<void> {
    await this.#switch("Tray host", on);
  }

  async startedAnew(): Promise<readonly string[]> {
    const code = await this.#exit;
    if (this.#anew === null || code !== 0)
      throw new Error(`The app ended with ${code ?? "a signal"}, and not to start anew`);
    return this.#anew;
  }

  async window(): Promise<Page> {
    await this.#windowLine("[data-visible]").first().waitFor();
    const known = this.#context.pages().find((page) => page !== this.#page && !page.isClosed());
    const page = known ?? (await this.#context.waitForEvent("page"));
    await page.waitForURL((url) => isWindowUrl(url.pathname));
    return page;
  }

  async hasWindow(): Promise<boolean> {
    return (await this.#windowLine("").count()) > 0;
  }

  async isWindowVisible(): Promise<boolean> {
    return (await this.#windowLine("[data-visible]").count()) > 0;
  }

  async closeWindow(): Promise<void> {
    const line = this.#windowLine("[data-visible]").first();
    await line.getByRole("button", { name: "Close", exact: true }).click();
    await line.waitFor({ state: "detached" });
  }

  async opened(): Promise<readonly string[]> {
    return await this.#desk.locator("#opened li:not(.none)").allTextContents();
  }

  async copied(): Promise<string> {
    const text = (await this.#desk.locator("[data-clipboard]").textContent()) ?? "";
    return text.replace(/^Copied: /, "");
  }

  async startAgain(): Promise<number | null> {
    return await this.#log.follow(this.#spawn({}));
  }

  trace(): readonly TraceRecord[] {
    return this.#log.trace();
  }

  async waitFor<Kind extends TraceKind>(
    kind: Kind,
    match: (line: TraceOf<Kind>) => boolean = () => true,
    options: WaitOptions = {},
  ): Promise<TraceOf<Kind>> {
    return await this.#log.waitForLine(kind, match, options);
  }

  stderr(): string {
    return this.#log.text();
  }

  problems(): readonly string[] {
    const complaints = this.#log.text().matchAll(/^Stand-in: .*$/gm);
    return [...this.#problems, ...[...complaints].map(([line]) => line)];
  }

  async quit(): Promise<number | null> {
    if (this.isRunning()) await this.#press("Quit");
    return await this.#exit;
  }

  async kill(signal: NodeJS.Signals): Promise<number | null> {
    this.#child?.kill(signal);
    return await this.#exit;
  }

  async dispose(): Promise<void> {
    await this.kill("SIGKILL");
  }

  get #desk(): Page {
    if (this.#page === null) throw new Error("The app was not launched");
    return this.#page;
  }

  get #trayIcon(): Locator {
    return this.#desk.locator("#tray .icon");
  }

  #windowLine(state: string): Locator {
    return this.#desk.locator(`#windows li[data-key]${state}`);
  }

  #spawn(env: Readonly<Record<string, string>>): ChildProcess {
    return spawn(process.execPath, this.#args, {
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      env: { ...this.#env, ...env },
    });
  }

  async #press(name: string): Promise<void> {
    await this.#desk.getByRole("button", { name, exact: true }).click();
  }

  async #switch(name: string, on: boolean): Promise<void> {
    const found = this.#desk.getByRole("switch", { name, exact: true });
    if ((await found.getAttribute("aria-checked")) === String(on)) return;
    await found.click();
    await this.#desk.getByRole("switch", { name, exact: true, checked: on }).waitFor();
  }
}

function callsOf(text: string): TrayView["calls"] {
  const calls = new Map(Object.entries(JSON.parse(text) as Record<string, number>));
  return {
    setImage: calls.get("setImage") ?? 0,
    setToolTip: calls.get("setToolTip") ?? 0,
    setContextMenu: calls.get("setContextMenu") ?? 0,
  };
}
