import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { app } from "electron";
import type { Flags } from "../core/app/flags.ts";

/**
 * Makes the folder that this start keeps its data in, which is also what a second start is judged by. The demo has one
 * of its own, so that it runs beside the real house and never touches it. Throws when the folder cannot be made; to be
 * called before the single instance is headlined.
 */
export function chooseDataFolder({ userDataDir, demo }: Flags): void {
  const base = userDataDir === null ? app.getPath("userData") : resolve(userDataDir);
  const folder = demo ? join(base, "demo") : base;
  mkdirSync(folder, { recursive: true });
  app.setPath("userData", folder);
}
