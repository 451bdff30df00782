import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { _electron, type ElectronApplication, type Page } from "@playwright/test";
import { serveBus, type PrivateBus } from "../stand-in/bus.ts";
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
import { electronProgram } from "./host.ts";
import { createOutputFile } from "./output-file.ts";
import { collectProblems } from "./problems.ts";

const START_MS = 60_000;
const NOTIFICATIONS = "org.freedesktop.Notifications";
const TRAY_HOST = "org.kde.StatusNotifierWatcher";

/** What recorder.cjs leaves in Electron's main process. */
interface Recorder {
  tray(): Omit<TrayView, "icon"> | null;
  choose(label: string): boolean;
  click(): boolean;
  notifications(): readonly NotificationView[];
  answer(title: string, event: "click" | "close"): boolean;
  answerAction(title: string, action: string): boolean;
  opened(): readonly string[];
  setOffline(on: boolean): void;
}

declare global {
  var ajarRecorder: Recorder;
}

/** Drives the app in real Electron; the tray and notifications are answered where Electron would hand them on. */
export class ElectronDriver implements Driver {
  readonly userData: string;
  readonly #env: Readonly<Record<string, string>>;
  readonly #log = new AppLog();
  readonly #problems: (readonly string[])[] = [];
  #args: readonly string[] = [];
  #app: ElectronApplication | null = null;
  #bus: PrivateBus | null = null;
  #exit: Promise<number | null> = Promise.resolve(null);

  constructor(userData: string, env: Readonly<Record<string, string>>) {
    this.userData = userData;
    this.#env = env;
  }

  async launch({ flags = [], env = {} }: LaunchOptions = {}): Promise<void> {
    const after = this.#log.trace().length;
    this.#args = [".", "--trace", `--user-data-dir=${this.userData}`, ...flags];
    const output = createOutputFile(this.#log);
    const app = await _electron.launch({
      executablePath: programPath(),
      // the keyring of whoever runs the specs is none of their business
      args: ["-r", resolve("test/e2e/recorder.cjs"), "--password-store=basic", "--use-mock-keychain", ...this.#args],
      env: { ...this.#env, ...(await this.#busEnv()), ...env, AJAR_E2E_OUTPUT: output.path },
    });
    this.#app = app;
    this.#problems.push(collectProblems(app.context(), (url) => url.startsWith("app://")));
    this.#exit = this.#log.end(app.process()).finally(() => {
      output.close();
      if (this.#app === app) this.#app = null;
    });
    await this.waitFor("ready", undefined, { after, withinMs: START_MS });
  }

  isRunning(): boolean {
    return this.#app !== null;
  }

  async tray(): Promise<TrayView | null> {
    const found = await this.#electron.evaluate(() => globalThis.ajarRecorder.tray());
    return found === null ? null : { ...found, icon: glyphOf(found.file) };
  }

  async chooseTray(label: string): Promise<void> {
    const chosen = await this.#electron.evaluate((_electron, text) => globalThis.ajarRecorder.choose(text), label);
    if (!chosen) throw new Error(`The tray's menu has no line "${label}" that can be chosen`);
  }

  async clickTray(): Promise<void> {
    await this.#electron.evaluate(() => globalThis.ajarRecorder.click());
  }

  async notifications(): Promise<readonly NotificationView[]> {
    return await this.#electron.evaluate(() => globalThis.ajarRecorder.notifications());
  }

  async clickNotification(title: string): Promise<void> {
    await this.#answer(title, "click");
  }

  async chooseAction(title: string, action: string): Promise<void> {
    const chosen = await this.#electron.evaluate(
      (_electron, [name, text]) => globalThis.ajarRecorder.answerAction(name, text),
      [title, action] as const,
    );
    if (!chosen) throw new Error(`No notification "${title}" with the action "${action}"`);
  }

  async dismissNotification(title: string): Promise<void> {
    await this.#answer(title, "close");
  }

  async power(event: PowerEvent): Promise<void> {
    await this.#electron.evaluate(({ powerMonitor }, name) => powerMonitor.emit(name), event);
  }

  async offline(on: boolean): Promise<void> {
    await this.#electron.evaluate((_electron, state) => globalThis.ajarRecorder.setOffline(state), on);
  }

  async dark(on: boolean): Promise<void> {
    await this.#electron.evaluate(({ nativeTheme }, state) => {
      nativeTheme.themeSource = state ? "dark" : "light";
    }, on);
  }

  notificationDaemon(on: boolean): Promise<void> {
    this.#bus?.own(NOTIFICATIONS, on);
    return Promise.resolve();
  }

  trayHost(on: boolean): Promise<void> {
    this.#bus?.own(TRAY_HOST, on);
    return Promise.resolve();
  }

  startedAnew(): Promise<readonly string[]> {
    return Promise.reject(new Error("What Electron starts anew is out of Playwright's reach"));
  }

  async window(): Promise<Page> {
    const app = this.#electron;
    const page = app.windows().find((known) => !known.isClosed()) ?? (await app.waitForEvent("window"));
    await app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      if (window === undefined || window.isVisible()) return null;
      return new Promise<null>((resolve) => {
        window.once("show", () => resolve(null));
      });
    });
    return page;
  }

  async hasWindow(): Promise<boolean> {
    return await this.#electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length > 0);
  }

  async isWindowVisible(): Promise<boolean> {
    return await this.#electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().some((window) => window.isVisible()),
    );
  }

  async closeWindow(): Promise<void> {
    await this.#electron.evaluate(({ BrowserWindow }) => {
      for (const window of BrowserWindow.getAllWindows()) window.close();
    });
  }

  async opened(): Promise<readonly string[]> {
    return await this.#electron.evaluate(() => globalThis.ajarRecorder.opened());
  }

  async copied(): Promise<string> {
    return await this.#electron.evaluate(({ clipboard }) => clipboard.readText());
  }

  async startAgain(): Promise<number | null> {
    const asRoot = process.platform === "linux" && process.getuid?.() === 0;
    const args = [...(asRoot ? ["--no-sandbox"] : []), ...this.#args];
    const env = { ...this.#env, ...(await this.#busEnv()) };
    return await this.#log.follow(spawn(programPath(), args, { stdio: ["ignore", "pipe", "pipe"], env }));
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
    return this.#problems.flat();
  }

  async quit(): Promise<number | null> {
    // the answer may not arrive any more: the process ends while it is under way
    await this.#app?.evaluate(({ app }) => app.quit()).catch(() => undefined);
    return await this.#exit;
  }

  async kill(signal: NodeJS.Signals): Promise<number | null> {
    this.#app?.process().kill(signal);
    return await this.#exit;
  }

  async dispose(): Promise<void> {
    await this.kill("SIGKILL");
    this.#bus?.close();
  }

  get #electron(): ElectronApplication {
    if (this.#app === null) throw new Error("The app was not launched");
    return this.#app;
  }

  async #answer(title: string, event: "click" | "close"): Promise<void> {
    const answered = await this.#electron.evaluate(
      (_electron, [name, what]) => globalThis.ajarRecorder.answer(name, what),
      [title, event] as const,
    );
    if (!answered) throw new Error(`No notification "${title}" is on show`);
  }

  async #busEnv(): Promise<Record<string, string>> {
    if (process.platform !== "linux") return {};
    if (this.#bus === null) {
      this.#bus = await serveBus();
      this.#bus.own(NOTIFICATIONS, true);
      this.#bus.own(TRAY_HOST, true);
    }
    return { DBUS_SESSION_BUS_ADDRESS: this.#bus.address };
  }
}

function programPath(): string {
  const program = electronProgram();
  if (program === null) throw new Error("Electron's program is not here: run `npx install-electron --no`");
  return program;
}
