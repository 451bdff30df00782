import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What the specs run on. */
export interface Host {
  readonly name: "electron" | "stand-in";
  readonly words: string;
}

/** Electron when its program is on disk and there is a display; AJAR_HOST forces one. Never fetches anything. */
export function findHost(): Host {
  const forced = process.env["AJAR_HOST"];
  const program = electronProgram();
  const display = process.platform !== "linux" || Boolean(process.env["DISPLAY"] ?? process.env["WAYLAND_DISPLAY"]);
  if (forced === "electron" || (forced !== "stand-in" && program !== null && display)) {
    return { name: "electron", words: "real Electron" };
  }
  return { name: "stand-in", words: "the stand-in for Electron" };
}

/** The path of Electron's program, or null when it was not fetched. */
export function electronProgram(): string | null {
  const folder = "node_modules/electron";
  const pathFile = join(folder, "path.txt");
  const inside = process.env["ELECTRON_OVERRIDE_DIST_PATH"] ?? join(folder, "dist");
  const name = existsSync(pathFile) ? readFileSync(pathFile, "utf8") : "electron";
  const program = join(inside, name);
  return existsSync(program) ? program : null;
}
