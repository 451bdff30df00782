import { mkdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, isAbsolute, join } from "node:path";
import { app } from "electron";
import type { LoginState } from "../core/app/key-state.ts";
import {
  autostartState,
  autostartText,
  DESKTOP_ID,
  LOGIN_ARGUMENTS,
  loginProgram,
  loginStateOf,
  noAutostartText,
  type AutostartState,
  type OwnProcess,
} from "../core/app/login-item.ts";

/** Whether Ajar starts with the session; only `write` changes that, and only a person calls it. */
export interface LoginItem {
  /** Asks the system; `unknown` where it does not tell, or where Ajar may not change it. Never throws. */
  read(): LoginState;
  /** Switches it, then reads it back, since a system may refuse. Never throws. */
  write(on: boolean): LoginState;
}

/** Where a login item lives: this process, its system, and the system's calls. */
export interface LoginSystem extends OwnProcess {
  readonly platform: NodeJS.Platform;
  readonly name: string;
  /** The two calls of macOS and Windows. */
  readonly settings: Pick<Electron.App, "getLoginItemSettings" | "setLoginItemSettings">;
}

/** The icon's name in the theme, which is the program's (electron-builder, linux.executableName). */
const ICON = "ajar";
const WINDOWS_ITEM = { args: [...LOGIN_ARGUMENTS] };

/** The login item of this system; in development, in a Flatpak and in a Snap it is `unknown` and stays so. */
export function createLoginItem(system: LoginSystem = thisSystem()): LoginItem {
  const calls = callsOf(system);
  const read = (): LoginState => (calls === null ? "unknown" : attempt(calls.read, "unknown"));
  return {
    read,
    write(on) {
      attempt(() => calls?.write(on), undefined);
      return read();
    },
  };
}

/**
 * True when macOS started this process at login; other systems pass `--hidden`. Known only when the app is ready
 * (Electron, electron_application_delegate.mm).
 */
export const wasOpenedAtLogin = (): boolean =>
  process.platform === "darwin" && app.getLoginItemSettings().wasOpenedAtLogin;

const thisSystem = (): LoginSystem => ({
  platform: process.platform,
  packaged: app.isPackaged,
  execPath: process.execPath,
  env: process.env,
  name: app.getName(),
  settings: app,
});

interface Calls {
  readonly read: () => LoginState;
  readonly write: (on: boolean) => void;
}

function callsOf(system: LoginSystem): Calls | null {
  if (system.platform === "linux") {
    const exec = loginProgram(system);
    return exec === null ? null : autostartCalls(system, exec);
  }
  if (!system.packaged) return null;
  if (system.platform === "darwin") return macCalls(system);
  return system.platform === "win32" ? windowsCalls(system) : null;
}

function attempt<T>(work: () => T, otherwise: T): T {
  try {
    return work();
  } catch {
    return otherwise;
  }
}

const macCalls = ({ settings }: LoginSystem): Calls => ({
  read() {
    const { status } = settings.getLoginItemSettings();
    // only the system's settings can approve it, or undo a refusal
    if (status === "requires-approval") return "unknown";
    return status === "enabled" ? "on" : "off";
  },
  write: (on) => settings.setLoginItemSettings({ openAtLogin: on }),
});

const windowsCalls = ({ settings }: LoginSystem): Calls => ({
  // this field counts the task manager's switch, and a start with other arguments
  read: () => (settings.getLoginItemSettings(WINDOWS_ITEM).executableWillLaunchAtLogin ? "on" : "off"),
  write: (on) => settings.setLoginItemSettings({ ...WINDOWS_ITEM, openAtLogin: on, enabled: on }),
});

/** An autostart file on Linux; the person's file hides a system-wide one of the same name. */
function autostartCalls({ env, name }: LoginSystem, exec: string): Calls {
  const [own, ...systemWide] = autostartFiles(env);
  const stateOf = (files: readonly string[]): AutostartState => {
    for (const file of files) {
      const text = readText(file);
      if (text !== null) return autostartState(text, exec, realPath);
    }
    return "off";
  };
  const read = (): LoginState => loginStateOf(stateOf([own, ...systemWide]));
  return {
    read,
    write(on) {
      if (stateOf([own, ...systemWide]) === "foreign") return;
      if (on) replaceFile(own, autostartText({ exec, args: LOGIN_ARGUMENTS, name, icon: ICON }));
      else rmSync(own, { force: true });
      if (!on && read() !== "off") replaceFile(own, noAutostartText(name));
    },
  };
}

/** Autostart files, the person's first (XDG Base Directory Specification 0.8). */
function autostartFiles(env: OwnProcess["env"]): readonly [own: string, ...systemWide: string[]] {
  const { XDG_CONFIG_HOME = "", XDG_CONFIG_DIRS = "", HOME = homedir() } = env;
  const home = isAbsolute(XDG_CONFIG_HOME) ? XDG_CONFIG_HOME : join(HOME, ".config");
  const folders = (XDG_CONFIG_DIRS === "" ? "/etc/xdg" : XDG_CONFIG_DIRS).split(":").filter(isAbsolute);
  const fileIn = (folder: string): string => join(folder, "autostart", `${DESKTOP_ID}.desktop`);
  return [fileIn(home), ...folders.map(fileIn)];
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR")) return null;
    throw error;
  }
}

function realPath(program: string): string | null {
  try {
    return realpathSync(program);
  } catch {
    return null;
  }
}

/** Replaces a file whole or not at all; no session starts a draft, since its name ends in `.tmp`. */
function replaceFile(file: string, text: string): void {
  const draft = `${file}.${process.pid}.tmp`;
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  try {
    writeFileSync(draft, text, { flush: true });
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
