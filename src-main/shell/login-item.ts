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

/** Whether Ajar starts with the session; nothing is written but by `write`, which only a person's act may call. */
export interface LoginItem {
  /** Asks the system anew; `unknown` where it cannot be told, or is not Ajar's to change. Never throws. */
  read(): LoginState;
  /** Switches it and reads it back, so that a system that did not follow is told of. Never throws. */
  write(on: boolean): LoginState;
}

/** What a login item is made from, apart from this process itself. */
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
 * Whether macOS started this process at login; the other systems say so by `--hidden`. Known when the app is ready, not
 * before (Electron, electron_application_delegate.mm).
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
    // only a person can approve it in the system's settings, or take the refusal there back
    if (status === "requires-approval") return "unknown";
    return status === "enabled" ? "on" : "off";
  },
  write: (on) => settings.setLoginItemSettings({ openAtLogin: on }),
});

const windowsCalls = ({ settings }: LoginSystem): Calls => ({
  // the task manager's own switch counts, and a start with other arguments is a start too
  read: () => (settings.getLoginItemSettings(WINDOWS_ITEM).executableWillLaunchAtLogin ? "on" : "off"),
  write: (on) => settings.setLoginItemSettings({ ...WINDOWS_ITEM, openAtLogin: on, enabled: on }),
});

/** An autostart file on Linux; the person's own hides a system-wide one of the same name. */
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

/** The person's own file first (XDG Base Directory Specification 0.8). */
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

/** Replaces a file as a whole or not at all; its draft has an ending that no session starts. */
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
