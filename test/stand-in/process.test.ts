import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { newFolder, runSample } from "./sample/run.ts";

let folder = "";
beforeEach(() => {
  folder = newFolder();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("is ready only after the entry file has ended, says where the desk is, and quits in Electron's order", async () => {
  const run = runSample(folder, ["--quit"]);
  expect(await run.exit).toBe(0);
  expect(run.lines).toEqual([
    "entry ended false",
    "ready Sample 1.2.3 no electron",
    "session-created",
    "web-contents-created",
    "before-quit",
    "close",
    "closed",
    "will-quit",
    "quit 0",
    "started",
  ]);
  expect(run.stderr()).toMatch(/^Running without Electron: .*\. Open http:\/\/127\.0\.0\.1:\d+\/[\w-]{24}\/\n$/);
});

test("stays when a window refuses to close, until somebody makes it exit", async () => {
  const run = runSample(folder, ["--refuse", "--quit", "--exit-later"]);
  expect(await run.exit).toBe(7);
  expect(run.lines.slice(-5)).toEqual(["before-quit", "close", "started", "closed", "quit 7"]);
});

test("hands a second start to the first, and ends with 0 at SIGTERM", async () => {
  const first = runSample(folder);
  await first.line("started");
  const second = runSample(folder, ["hello"]);
  expect(await second.exit).toBe(0);
  expect(second.lines).toEqual(["second", "before-quit", "will-quit", "quit 0"]);
  expect(second.stderr()).toBe("");
  await first.line("second-instance hello");
  first.child.kill("SIGTERM");
  expect(await first.exit).toBe(0);
  expect(first.lines).toContain("quit 0");
  expect(readdirSync(folder)).toEqual([]);
});

test("takes over from a process that was killed", async () => {
  const first = runSample(folder);
  await first.line("started");
  first.child.kill("SIGKILL");
  await first.exit;
  const second = runSample(folder, ["--quit"]);
  expect(await second.exit).toBe(0);
  expect(second.lines).toContain("started");
});

test.each([
  ["on", "true v11"],
  ["weak", "true v10"],
  ["locked", "true v10"],
  ["off", "true not"],
])("begins with a keyring that is %s", async (state, said) => {
  const entry = join(folder, "keyring.mjs");
  writeFileSync(
    entry,
    `import { app, safeStorage } from "electron";
    app.whenReady().then(async () => {
      const sealed = await safeStorage.encryptStringAsync("x").catch(() => Buffer.from("nothing"));
      console.log(await safeStorage.isAsyncEncryptionAvailable(), sealed.toString("latin1").slice(0, 3));
      app.quit();
    });`,
  );
  writeFileSync(join(folder, "package.json"), "{}");
  const run = runSample(folder, [], entry, { STAND_IN_KEYRING: state });
  expect(await run.exit).toBe(0);
  expect(run.lines).toEqual([said]);
});

test("refuses a keyring that it does not know", async () => {
  const run = runSample(folder, ["--quit"], undefined, { STAND_IN_KEYRING: "strong" });
  expect(await run.exit).toBe(1);
  expect(run.stderr()).toContain('STAND_IN_KEYRING is "strong", not on, weak, locked, off');
});

test("nothing reaches the real package, in whatever way it is asked for", async () => {
  const inside = join(import.meta.dirname, "../../node_modules/.cache/stand-in");
  mkdirSync(inside, { recursive: true });
  const entry = join(inside, `${crypto.randomUUID()}.mjs`);
  writeFileSync(
    entry,
    `import { createRequire } from "node:module";
    const require = createRequire(import.meta.url);
    const attempt = async (name, load) => {
      const result = await Promise.resolve().then(load).then((module) => "app" in module, (error) => error.message);
      console.log(name, result);
    };
    await attempt("import", () => import("electron"));
    await attempt("require", () => require("electron"));
    await attempt("main", () => import("electron/main"));
    await attempt("index", () => import("electron/index.js"));
    await attempt("install", () => require("electron/install.js"));
    await attempt("missing", () => import("data:text/javascript,import { autoUpdater } from 'electron'"));
    process.exit(0);`,
  );
  const run = runSample(folder, [], entry);
  expect(await run.exit).toBe(0);
  rmSync(entry);
  expect(run.lines).toEqual([
    "import true",
    "require true",
    "main true",
    "index electron/index.js would load the real electron package",
    "install electron/install.js would load the real electron package",
    expect.stringMatching("does not provide an export named 'autoUpdater'"),
  ]);
});
