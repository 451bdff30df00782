import { EventEmitter } from "node:events";
import { mkdirSync } from "node:fs";
import type { App, LoginItemSettings, RelaunchOptions, Settings } from "electron";
import { commandLine } from "./command-line.ts";
import { desk } from "./desk.ts";
import { lifecycle } from "./lifecycle.ts";
import { readManifest } from "./manifest.ts";
import { Paths, type PathName } from "./paths.ts";
import { claimFolder } from "./single-instance.ts";
import { createEvent, strict } from "./strict.ts";

type Used =
  | "requestSingleInstanceLock"
  | "whenReady"
  | "isReady"
  | "quit"
  | "exit"
  | "relaunch"
  | "name"
  | "getName"
  | "setName"
  | "getVersion"
  | "getPath"
  | "setPath"
  | "getAppPath"
  | "isPackaged"
  | "enableSandbox"
  | "setAppUserModelId"
  | "setToastActivatorCLSID"
  | "focus"
  | "dock"
  | "getLocale"
  | "getPreferredSystemLanguages"
  | "setLoginItemSettings"
  | "getLoginItemSettings";

const manifest = readManifest(process.argv[1]);
const paths = new Paths(manifest, commandLine.getSwitchValue("user-data-dir"));

/** Electron's `app`, with its order of events, on a plain Node process. */
class StandInApp extends EventEmitter implements Pick<App, Used> {
  name = manifest.name;
  readonly isPackaged = false;
  readonly dock = undefined;
  readonly commandLine = commandLine;
  private readonly whenItIsReady = Promise.withResolvers<undefined>();
  private lock: boolean | null = null;
  private login: Settings = {};
  private ended = false;

  constructor() {
    super();
    desk.put("app", { name: manifest.name, version: manifest.version });
    desk.receive("app", ({ type }) => {
      if (type === "quit") this.quit();
      if (type === "start") this.emit("second-instance", createEvent({}), process.argv, process.cwd(), null);
    });
    void lifecycle.entry?.then(() => setImmediate(this.start));
    // without an entry file the first listener hears of it in the next turn
    this.on("newListener", (name) => {
      if (name === "ready") this.await();
    });
  }

  readonly whenReady = async (): Promise<void> => {
    this.await();
    await this.whenItIsReady.promise;
  };
  readonly isReady = (): boolean => lifecycle.ready;

  readonly getName = (): string => this.name;
  readonly setName = (name: string): void => {
    this.name = name;
  };
  readonly getVersion = (): string => manifest.version;
  readonly getAppPath = (): string => manifest.folder;
  readonly getPath = (name: PathName): string => paths.get(name);
  readonly setPath = (name: string, path: string): void => paths.set(name, path);

  readonly requestSingleInstanceLock = (): boolean => {
    this.lock ??= claimFolder(paths.get("userData"), ({ argv, workingDirectory }) => {
      void this.whenReady().then(() => this.emit("second-instance", createEvent({}), argv, workingDirectory, null));
    });
    return this.lock;
  };

  /** Asks everything to end: `before-quit`, each window's `close`, `will-quit` and `quit`; the first three may refuse. */
  readonly quit = (): void => {
    if (lifecycle.quitting) return;
    lifecycle.quitting = true;
    if (!this.emitted("before-quit")) return;
    for (const window of [...lifecycle.windows]) window.close();
    if (lifecycle.windows.size > 0) lifecycle.quitting = false;
    else if (this.emitted("will-quit")) this.end(0);
  };

  /** Ends without asking; before the app is ready at once and without a `quit` event, as in Electron. */
  readonly exit = (code = 0): void => {
    if (!lifecycle.ready) {
      lifecycle.end(code);
      return;
    }
    lifecycle.quitting = true;
    for (const window of [...lifecycle.windows]) window.destroy();
    this.end(code);
  };

  /** Starts the same command again once this process has ended; whoever started this one has to do it. */
  readonly relaunch = (options: RelaunchOptions = {}): void => {
    const args = options.args ?? process.argv.slice(2);
    if (process.send !== undefined) process.send({ type: "relaunch", args });
    else desk.complain("app.relaunch: start.js did not start this process, and nobody starts it again");
  };

  /** The last window is gone; an app that listens to nobody quits then. */
  readonly windowGone = (): void => {
    if (lifecycle.quitting || lifecycle.windows.size > 0) return;
    if (!this.emit("window-all-closed")) this.quit();
  };

  /** Takes `--no-sandbox` back, after which no helper process of Electron starts as root (shell/browser/api). */
  readonly enableSandbox = (): void => {
    if (lifecycle.ready) throw new Error("app.enableSandbox() can only be called before app is ready");
    if (commandLine.hasSwitch("no-sandbox")) desk.complain("app.enableSandbox takes the switch --no-sandbox back");
  };

  // what only has a meaning outside of this process
  readonly setAppUserModelId = (): void => undefined;
  readonly setToastActivatorCLSID = (): void => undefined;
  readonly focus = (): void => undefined;

  readonly getLocale = (): string => {
    const asked = commandLine.getSwitchValue("lang");
    return asked === "" ? new Intl.DateTimeFormat().resolvedOptions().locale : asked;
  };

  readonly getPreferredSystemLanguages = (): string[] => {
    const { LANGUAGE, LC_ALL, LC_MESSAGES, LANG } = process.env;
    const named = [...(LANGUAGE ?? "").split(":"), LC_ALL, LC_MESSAGES, LANG];
    const tags = named.map((name) => (name ?? "").replace(/[.@].*$/, "").replace("_", "-"));
    const languages = tags.filter((tag) => tag !== "" && tag !== "C" && tag !== "POSIX");
    return languages.length > 0 ? [...new Set(languages)] : ["en-US"];
  };

  readonly setLoginItemSettings = (settings: Settings): void => {
    // Electron does nothing on Linux (docs/api/app.md)
    if (process.platform !== "linux") this.login = settings;
  };

  readonly getLoginItemSettings = (): LoginItemSettings => {
    const openAtLogin = this.login.openAtLogin === true;
    const status = openAtLogin ? "enabled" : "not-registered";
    const executableWillLaunchAtLogin = openAtLogin && this.login.enabled !== false;
    return { openAtLogin, wasOpenedAtLogin: false, status, executableWillLaunchAtLogin, launchItems: [] };
  };

  private await(): void {
    if (lifecycle.entry === null && !lifecycle.ready) setImmediate(this.start);
  }

  private readonly start = (): void => {
    if (lifecycle.quitting || lifecycle.ready) return;
    mkdirSync(paths.get("userData"), { recursive: true });
    lifecycle.ready = true;
    this.whenItIsReady.resolve(undefined);
    this.emit("ready", createEvent({}), {});
  };

  /** Emits an event that may refuse to quit; false when it did. */
  private emitted(name: "before-quit" | "will-quit"): boolean {
    const event = createEvent({});
    this.emit(name, event);
    if (event.defaultPrevented) lifecycle.quitting = false;
    return !event.defaultPrevented;
  }

  private end(code: number): void {
    if (this.ended) return;
    this.ended = true;
    this.emit("quit", createEvent({}), code);
    // output of this turn still goes out
    setImmediate(() => lifecycle.end(code));
  }
}

/** Electron's `app`. */
export const app = strict("app", new StandInApp());
