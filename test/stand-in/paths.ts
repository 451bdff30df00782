import { homedir, tmpdir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";
import type { App } from "electron";
import type { Manifest } from "./manifest.ts";

/** A folder that Electron has a name for. */
export type PathName = Parameters<App["getPath"]>[0];

/** The folders of one run; user data is never that of the real app. */
export class Paths {
  readonly #paths: Map<string, string>;

  constructor({ name }: Manifest, userDataDir: string) {
    const appData = configFolder();
    const userData = userDataDir === "" ? join(appData, `${name} (stand-in)`) : resolve(userDataDir);
    this.#paths = new Map([
      ["home", homedir()],
      ["appData", appData],
      ["userData", userData],
      ["sessionData", userData],
      ["temp", tmpdir()],
      ["exe", process.execPath],
      ["logs", join(userData, "logs")],
    ]);
  }

  /** Throws Electron's error for a name that has no folder here. */
  get(name: PathName): string {
    const path = this.#paths.get(name);
    if (path === undefined) throw new Error(`Failed to get '${name}' path`);
    return path;
  }

  /** Throws Electron's errors for a relative path and for a name that has no folder here. */
  set(name: string, path: string): void {
    if (!isAbsolute(path)) throw new Error("Path must be absolute");
    if (!this.#paths.has(name)) throw new Error(`Failed to set path`);
    this.#paths.set(name, path);
  }
}

function configFolder(): string {
  if (process.platform === "darwin") return join(homedir(), "Library", "Application Support");
  if (process.platform === "win32") return process.env["APPDATA"] ?? join(homedir(), "AppData", "Roaming");
  const configured = process.env["XDG_CONFIG_HOME"] ?? "";
  return isAbsolute(configured) ? configured : join(homedir(), ".config");
}
