import type { LoginState } from "./key-state.ts";
import { argvOf, execOf, readDesktopEntry, writeDesktopEntry } from "./desktop-entry.ts";

/** The name of Ajar's desktop entry without `.desktop`, which is also its id for windows, notifications and portals. */
export const DESKTOP_ID = "app.ajar.Ajar";

/** Arguments of a start at login: no window opens. */
export const LOGIN_ARGUMENTS: readonly string[] = ["--hidden"];

/** The key that marks an entry as written by Ajar. */
const OWN_KEY = "X-Ajar-LoginItem";
/** Keys that switch an entry off, in GNOME and its descendants. */
const ENABLED_KEY = "X-GNOME-Autostart-enabled";
const ANY_ENABLED_KEY = /^X-\w+-Autostart-enabled$/;
/** Keys that tie a start to a desktop; only people and distributions write them. */
const CONDITIONS = ["OnlyShowIn", "NotShowIn", "AutostartCondition"] as const;
/** Wraps a program with `=` in its path in a shell, since the specification forbids `=` there. */
const SHELL = ["/bin/sh", "-c", 'exec "$0" "$@"'] as const;

/** The facts of this process that tell how to start it again. */
export interface OwnProcess {
  /** False in development, where Electron or Node itself runs. */
  readonly packaged: boolean;
  /** The absolute path of the running program. */
  readonly execPath: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * The program that a login on Linux has to start: the AppImage itself rather than the folder it is mounted at, else the
 * running program. Null in development, and in a Flatpak or Snap, whose programs cannot be started from outside.
 */
export function loginProgram({ packaged, execPath, env }: OwnProcess): string | null {
  const { APPIMAGE = "", APPDIR = "", SNAP = "", FLATPAK_ID = "" } = env;
  if (!packaged || FLATPAK_ID !== "" || isInside(SNAP, execPath)) return null;
  // a terminal from an AppImage passes its own variables on
  const mounted = APPDIR === "" || isInside(APPDIR, execPath);
  return APPIMAGE.startsWith("/") && mounted ? APPIMAGE : execPath;
}

const isInside = (folder: string, path: string): boolean =>
  folder !== "" && path.startsWith(folder.endsWith("/") ? folder : `${folder}/`);

/** The content of an autostart file. */
export interface Autostart {
  /** The absolute path of the program. */
  readonly exec: string;
  readonly args: readonly string[];
  readonly name: string;
  /** The name of an icon in the theme. */
  readonly icon: string;
}

/** The text of an autostart file (Desktop Application Autostart Specification 0.5). */
export function autostartText({ exec, args, name, icon }: Autostart): string {
  const command = [...(exec.includes("=") ? SHELL : []), exec, ...args];
  return writeDesktopEntry({
    Type: "Application",
    Name: name,
    Icon: icon,
    Exec: execOf(command),
    Terminal: "false",
    [ENABLED_KEY]: "true",
    [OWN_KEY]: "true",
  });
}

/** The text of a file that overrides a system-wide one and starts nothing. */
export const noAutostartText = (name: string): string =>
  writeDesktopEntry({ Type: "Application", Name: name, Hidden: "true", [OWN_KEY]: "true" });

/**
 * What an autostart file of Ajar's name does: starts this Ajar, nothing since it is switched off or empty, nothing since
 * its program is gone (an AppImage that was moved), another copy of Ajar, or something that somebody else arranged.
 */
export type AutostartState = "on" | "off" | "moved" | "other-copy" | "foreign";

/** Reads an autostart file; `resolve` gives the real path of a program, null where there is none. */
export function autostartState(
  text: string,
  exec: string,
  resolve: (program: string) => string | null,
): AutostartState {
  const entry = readDesktopEntry(text);
  const line = entry.get("Exec");
  if (line === undefined || isSwitchedOff(entry)) return "off";
  const program = programOf(argvOf(line) ?? []);
  if (program === null || CONDITIONS.some((key) => entry.has(key))) return "foreign";
  const found = resolve(program);
  if (found === null) return "moved";
  if (found === resolve(exec)) return "on";
  return entry.get(OWN_KEY) === "true" ? "other-copy" : "foreign";
}

function isSwitchedOff(entry: ReadonlyMap<string, string>): boolean {
  if (entry.get("Hidden") === "true") return true;
  return [...entry].some(([key, value]) => ANY_ENABLED_KEY.test(key) && value === "false");
}

/** The program of a command line, if it is named by its whole path. */
function programOf(argv: readonly string[]): string | null {
  const byShell = SHELL.every((part, index) => argv[index] === part);
  const program = argv[byShell ? SHELL.length : 0];
  return program?.startsWith("/") === true ? program : null;
}

/** The state of an autostart file for a person; `unknown` is one that Ajar leaves alone. */
export const loginStateOf = (state: AutostartState): LoginState => LOGIN_STATES[state];

const LOGIN_STATES = {
  on: "on",
  "other-copy": "on",
  off: "off",
  moved: "off",
  foreign: "unknown",
} as const satisfies Record<AutostartState, LoginState>;
