import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { newFolder } from "./sample/run.ts";

const START = resolve(import.meta.dirname, "start.js");
const SAMPLE = resolve(import.meta.dirname, "sample");

let root = "";
beforeEach(() => {
  root = newFolder();
  mkdirSync(join(root, "dist"));
  cpSync(SAMPLE, join(root, "dist/main"), { recursive: true });
  cpSync(join(SAMPLE, "main.js"), join(root, "dist/main/index.js"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Runs start.js to its end in a folder that holds the sample app as if it were built. */
async function start(env: Readonly<Record<string, string>>, args: readonly string[] = ["--quit"]) {
  const child = spawn(process.execPath, [START, `--user-data-dir=${join(root, "data")}`, ...args], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NODE_OPTIONS: "", VITEST: "", DISPLAY: "", WAYLAND_DISPLAY: "", AJAR_HOST: "", ...env },
  });
  let out = "";
  let err = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    err += text;
    if (args.includes("--quit")) return;
    if (text.includes("Open http")) child.kill("SIGINT");
  });
  await once(child, "close");
  return { code: child.exitCode, out, err };
}

/** A program that stands where Electron's would. */
function fakeElectron(script: string): Readonly<Record<string, string>> {
  const folder = join(root, "electron");
  mkdirSync(folder);
  writeFileSync(join(folder, "electron"), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, "electron"), 0o755);
  return { DISPLAY: ":77", ELECTRON_OVERRIDE_DIST_PATH: folder };
}

/** Runs the sample app as Electron would be run: `[--no-sandbox] -r hook . args`. */
const workingElectron = (): string => {
  const register = resolve(import.meta.dirname, "register.ts");
  return `[ "$1" = --no-sandbox ] && shift
hook=$2; shift 3
exec "${process.execPath}" --import "${register}" --import "$hook" dist/main/index.js "$@"`;
};

test.runIf(process.platform === "linux")(
  "says why and where in one line, and leaves standard output to the app",
  async () => {
    const { code, out, err } = await start({});
    expect(err).toMatch(/^Running without Electron: there is no display\. Open http:\/\/127\.0\.0\.1:\d+\/[\w-]+\/\n$/);
    expect(out.split("\n")[0]).toBe("entry ended false");
    expect(code).toBe(0);
  },
);

test("ends with 0 when it is interrupted, and leaves nothing running", async () => {
  const { code, out } = await start({ AJAR_HOST: "stand-in" }, []);
  expect(code).toBe(0);
  expect(out).toContain("quit 0");
});

test("refuses a host that it does not know", async () => {
  const { code, err } = await start({ AJAR_HOST: "chrome" });
  expect(err).toBe('AJAR_HOST is "chrome"; it knows electron and stand-in.\n');
  expect(code).toBe(1);
});

describe.runIf(process.platform === "linux")("with a display", () => {
  test("takes the stand-in when Electron cannot be fetched, and says what was in the way", async () => {
    const mirror = createServer((_request, response) => response.writeHead(404).end()).listen(0, "127.0.0.1");
    await once(mirror, "listening");
    const { port } = mirror.address() as AddressInfo;
    const { code, err } = await start({ DISPLAY: ":77", ELECTRON_MIRROR: `http://127.0.0.1:${port}/` });
    mirror.close();
    expect(err).toContain("Electron's program is not here and cannot be fetched (the server answered 404). Open http");
    expect(code).toBe(0);
  });

  test("runs Electron where its program is, and hands the app's own exit on", async () => {
    const { code, out, err } = await start(fakeElectron(workingElectron()), ["--exit", "--quit"]);
    expect(out).toContain("ready Sample 1.2.3");
    expect(err.includes("Running as root: Electron gets --no-sandbox.")).toBe(process.getuid?.() === 0);
    expect(err).not.toContain("ended before");
    expect(code).toBe(7);
  });

  test("does not take the app's own early end for a death of Electron's", async () => {
    writeFileSync(join(root, "dist/main/index.js"), 'import { app } from "electron";\napp.exit(2);\n');
    const { code, err } = await start(fakeElectron(workingElectron()));
    expect(err).not.toContain("ended before");
    expect(code).toBe(2);
  });

  test.each([
    [
      'echo "electron: error while loading shared libraries: libnss3.so: cannot open" >&2; exit 127',
      "error while loading shared libraries: libnss3.so: cannot open",
    ],
    ["kill -TRAP $$", "SIGTRAP"],
  ])("names what ended Electron before it was ready (%s) and takes the stand-in", async (script, words) => {
    const { code, out, err } = await start(fakeElectron(script));
    expect(err).toContain(`Running without Electron: Electron ended before it was ready (${words}). Open http`);
    expect(out).toContain("quit 0");
    expect(code).toBe(0);
  });
});
