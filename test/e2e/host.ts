import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** What the specs run on. */
export interface Host {
  readonly name: "electron" | "stand-in";
  readonly words: string;
}

const ELECTRON: Host = { name: "electron", words: "real Electron" };
const STAND_IN: Host = { name: "stand-in", words: "the stand-in for Electron" };

/** Electron when its program is on disk and there is a display; AJAR_HOST forces one. Never fetches anything. */
export function findHost(): Host {
  const forced = process.env["AJAR_HOST"];
  if (forced === "electron") return ELECTRON;
  return forced !== "stand-in" && electronProgram() !== null && hasDisplay() ? ELECTRON : STAND_IN;
}

function hasDisplay(): boolean {
  if (process.platform !== "linux") return true;
  return [process.env["DISPLAY"], process.env["WAYLAND_DISPLAY"]].some((name) => name !== undefined && name !== "");
}

/** The absolute path of Electron's program, or null when it was not fetched. */
export function electronProgram(): string | null {
  const folder = resolve("node_modules/electron");
  const pathFile = join(folder, "path.txt");
  const inside = process.env["ELECTRON_OVERRIDE_DIST_PATH"] ?? join(folder, "dist");
  const name = existsSync(pathFile) ? readFileSync(pathFile, "utf8") : "electron";
  const program = join(inside, name);
  return existsSync(program) ? program : null;
}
