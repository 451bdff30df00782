import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { app } from "electron";
import type { Flags } from "../core/app/flags.ts";

/**
 * Makes the data folder, which also tells a second start from the first. The demo has its own folder and never touches
 * the real one. Throws when the folder cannot be made; call it before the instance lock.
 */
export function chooseDataFolder({ userDataDir, demo }: Flags): void {
  const base = userDataDir === null ? app.getPath("userData") : resolve(userDataDir);
  const folder = demo ? join(base, "demo") : base;
  mkdirSync(folder, { recursive: true });
  app.setPath("userData", folder);
}
