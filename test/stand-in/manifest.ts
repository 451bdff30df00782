import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** What Electron reads of an app's package.json. */
export interface Manifest {
  /** The folder that the file is in. */
  readonly folder: string;
  readonly name: string;
  readonly version: string;
}

/** The manifest of the app that the process was started with: the nearest one above the entry file. */
export function readManifest(entry: string | undefined): Manifest {
  let folder = entry === undefined ? process.cwd() : dirname(resolve(entry));
  while (!existsSync(join(folder, "package.json")) && dirname(folder) !== folder) folder = dirname(folder);
  const json: unknown = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const name = text(json, "productName") ?? text(json, "name") ?? "Electron";
  return { folder, name, version: text(json, "version") ?? "0.0.0" };
}

function text(json: unknown, field: string): string | null {
  if (typeof json !== "object" || json === null) return null;
  const value: unknown = Object.entries(json).find(([key]) => key === field)?.[1];
  return typeof value === "string" ? value : null;
}
