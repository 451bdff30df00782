import { app } from "electron";
import { describeError } from "../core/app/error-summary.ts";
import { localeIn, type Environment, type Flags } from "../core/app/flags.ts";
import { loginProgram } from "../core/app/login-item.ts";
import { say, type Words } from "../core/words/words.ts";
import { SystemWords } from "./system-words.ts";
import { startOf } from "../core/app/cli.ts";
import type { Trace } from "../core/app/trace.ts";
import { registerAppMenu } from "./app-menu.ts";
import { registerAppScheme } from "./app-protocol.ts";
import { registerCrashRecorder, type CrashRecorder } from "./crash.ts";
import { chooseDataFolder } from "./data-folder.ts";
import { wasOpenedAtLogin } from "./login-item.ts";
import { createReporter, type Reporter } from "./report.ts";
import { registerSecurity } from "./security.ts";
import { claimSingleInstance } from "./single-instance.ts";
import { createTrace } from "./trace.ts";

/** Windows' name for the app in notifications and the taskbar, and the bundle's; never change it. */
const APP_ID = "app.ajar.Ajar";
/** The class that Windows starts for a click on a toast; Electron writes it into the Start menu's entry. */
const TOAST_ACTIVATOR = "4F684A3D-7D3F-46EB-942D-75AD050BCA3F";

/** What a start gives to the app. */
export interface Launched {
  readonly flags: Flags;
  readonly environment: Environment;
  readonly words: Words;
  /** Has the words follow the system's region; true when it is another one. */
  readonly rereadRegion: () => boolean;
  readonly trace: Trace;
  readonly crashes: CrashRecorder;
  readonly reporter: Reporter;
}

const end = (text: string, code: number): void => {
  process.stderr.write(`${text}\n`);
  app.exit(code);
};

/**
 * Prepares Electron, then runs the app when it is ready; `run` returns the function that shows the window. Nothing may
 * wait at the top of a file: Electron becomes ready only after the entry file has ended.
 */
export function launch(run: (launched: Launched) => () => void): void {
  const { words, refresh: rereadRegion } = new SystemWords(localeIn(process.env) ?? "en");
  const start = startOf(process.argv, process.env, app.getVersion(), words);
  if (start.kind === "end") {
    end(start.text, start.code);
    return;
  }
  const { flags, environment } = start;
  const written = createTrace(flags.trace, Date.now, (text) => process.stdout.write(text));
  const reporter = createReporter(Date.now);
  const trace: Trace = (line) => {
    written(line);
    reporter.trace(line);
  };
  const crashes = registerCrashRecorder(words, trace);
  if (!folderChosen(flags, words)) return;
  let show: (() => void) | null = null;
  let called = false;
  const alone = claimSingleInstance(() => {
    called = true;
    show?.();
  });
  if (!alone) {
    end(say(words, "shell.running"), 0);
    return;
  }
  app.setAppUserModelId(APP_ID);
  if (process.platform === "win32") app.setToastActivatorCLSID(TOAST_ACTIVATOR);
  registerAppScheme();
  registerSecurity();
  registerAppMenu();
  // without windows Ajar goes on in the tray
  app.on("window-all-closed", () => undefined);
  app
    .whenReady()
    .then(() => {
      rereadRegion();
      return run({ flags, environment, words, rereadRegion, trace, crashes, reporter });
    })
    .then((running) => {
      show = running;
      app.on("activate", running);
      if (called || !(flags.hidden || wasOpenedAtLogin())) running();
    })
    .catch((error: unknown) => end(say(words, "shell.not-started", { what: describeError(error) }), 1));
}

/** Ends this run and starts another with other arguments; an AppImage starts whole, since its folder ends with this run. */
function relaunch(change: (args: readonly string[]) => readonly string[]): void {
  const args = [...change(process.argv.slice(1))];
  const { execPath, env } = process;
  const program = loginProgram({ packaged: app.isPackaged, execPath, env }) ?? execPath;
  app.relaunch({ args, execPath: program });
  app.quit();
}

/** Starts again without the demo. */
export const relaunchWithoutDemo = (): void => relaunch((args) => args.filter((argument) => argument !== "--demo"));

/** Starts again with the window, as for a keyring that only a new process can ask. */
export const relaunchShown = (): void => relaunch((args) => args.filter((argument) => argument !== "--hidden"));

/** Starts again in the tray, since nobody asked for a window. */
export const relaunchHidden = (): void =>
  relaunch((args) => [...args.filter((argument) => argument !== "--hidden"), "--hidden"]);

function folderChosen(flags: Flags, words: Words): boolean {
  try {
    chooseDataFolder(flags);
    return true;
  } catch (error) {
    const folder = flags.userDataDir ?? app.getPath("userData");
    end(say(words, "shell.bad-folder", { folder, what: describeError(error) }), 2);
    return false;
  }
}
