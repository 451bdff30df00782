import { existsSync, readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { releaseObstacle } from "../test/stand-in/start/choose.js";

type Env = Readonly<Record<string, string | undefined>>;

/** Where electron-builder gets Electron from; `path` is a folder or a zip on this computer. */
export type ElectronSource =
  | { readonly from: "release" }
  | { readonly from: "here"; readonly path: string }
  | { readonly from: "nowhere"; readonly why: string };

/** Electron as the environment names it, from its release, or what an earlier run left here; never fetches it. */
export async function findElectron(env: Env, version: string): Promise<ElectronSource> {
  const named = env["ELECTRON_OVERRIDE_DIST_PATH"] ?? "";
  if (named !== "") return existsSync(named) ? here(named) : { from: "nowhere", why: `${named} does not exist` };
  const why = await releaseObstacle(env, version);
  if (why === null) return { from: "release" };
  const path = installed(version) ?? cached(env, version);
  return path === null ? { from: "nowhere", why } : here(path);
}

const here = (path: string): ElectronSource => ({ from: "here", path: resolve(path) });

/** The folder that the package's own installer unpacked into, if it holds this version. */
function installed(version: string): string | null {
  const folder = "node_modules/electron/dist";
  const file = join(folder, "version");
  return existsSync(file) && readFileSync(file, "utf8").replace(/^v/, "").trim() === version ? folder : null;
}

/** The zip that a download for this system left behind; @electron/get keeps each in a folder named for its address. */
function cached(env: Env, version: string): string | null {
  const root = env["electron_config_cache"] ?? cacheRoot(env);
  const name = `electron-v${version}-${process.platform}-${process.arch}.zip`;
  if (!existsSync(root)) return null;
  const places = [root, ...readdirSync(root).map((folder) => join(root, folder))].map((folder) => join(folder, name));
  return places.find((place) => existsSync(place)) ?? null;
}

function cacheRoot(env: Env): string {
  if (process.platform === "darwin") return join(homedir(), "Library/Caches/electron");
  if (process.platform === "win32")
    return join(env["LOCALAPPDATA"] ?? join(homedir(), "AppData/Local"), "electron/Cache");
  return join(env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "electron");
}
