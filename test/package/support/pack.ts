import { execFile, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import type { TestProject } from "vitest/node";
import { writeNotices } from "../../../assets/notices.ts";
import manifest from "../../../package.json" with { type: "json" };
import { writeLinuxElectron, writeMacElectron, writeWindowsElectron } from "./electron-folder.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The folder that electron-builder packed into. */
    readonly packed: string;
  }
}

const BUILDER = resolve("node_modules/electron-builder/cli.js");
/** No proxy is listened for here, so that every download fails at once instead of being tried. */
const NOWHERE = "http://127.0.0.1:9";

const run = promisify(execFile);

/** Packs the built app once for all tests, around folders that look like Electron, and removes it in the end. */
export default async function setup(project: TestProject): Promise<() => void> {
  if (spawnSync("dpkg-deb", ["--version"]).status !== 0) {
    throw new Error("These tests make a Debian package and need dpkg-deb: run them on Debian or Ubuntu.");
  }
  writeNotices();
  const work = mkdtempSync(join(tmpdir(), "ajar-package-"));
  const [linux, mac, windows] = [join(work, "linux"), join(work, "mac"), join(work, "windows")];
  const packed = join(work, "packed");
  for (const folder of [linux, mac, windows]) mkdirSync(folder);
  writeLinuxElectron(linux, manifest.devDependencies.electron);
  writeMacElectron(mac, manifest.devDependencies.electron);
  writeWindowsElectron(windows, manifest.devDependencies.electron);
  const env = { ...process.env, CUSTOM_FPM_PATH: writeFpm(work), HTTPS_PROXY: NOWHERE, HTTP_PROXY: NOWHERE };
  const pack = async (electron: string, ...args: readonly string[]): Promise<void> => {
    const folders = [`-c.electronDist=${electron}`, `-c.directories.output=${packed}`];
    const words = [BUILDER, ...args, "--x64", "--publish", "never", ...folders];
    await run(process.execPath, words, { env });
  };
  await pack(linux, "--linux", "dir", "deb");
  await pack(mac, "--mac", "dir");
  await pack(windows, "--win", "dir");
  project.provide("packed", packed);
  return () => rmSync(work, { recursive: true });
}

/** A program that stands in for fpm, which electron-builder would download. */
function writeFpm(folder: string): string {
  const file = join(folder, "fpm");
  writeFileSync(file, `#!/bin/sh\nexec '${process.execPath}' '${resolve("test/package/support/fpm.ts")}' "$@"\n`);
  chmodSync(file, 0o755);
  return file;
}
