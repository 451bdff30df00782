import { spawnSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { findBrowser } from "../e2e/browser.ts";
import { findPython } from "./session.ts";

/** Runs the app on real session buses, or says in one line what this computer lacks for that. */

const REPORT = resolve("test-results/desktop.json");
const TOOLS = ["dbus-run-session", "dbus-send"];

/** What is not here, in words, or the browser's path. */
function prepare(): { readonly lack: string } | { readonly chromium: string } {
  const lack = missing();
  if (lack !== null) return { lack };
  const browser = findBrowser(console.log);
  return browser.path === null ? { lack: browser.advice } : { chromium: browser.path };
}

function missing(): string | null {
  if (process.platform !== "linux") return "they need Linux.";
  const lacking = TOOLS.filter((tool) => spawnSync(tool, ["--version"], { stdio: "ignore" }).error !== undefined);
  if (lacking.length > 0) return `${lacking.join(" and ")} cannot be found (apt-get install dbus).`;
  if (findPython() === null) return "no Python here has dbusmock (apt-get install python3-dbusmock).";
  return existsSync("dist/main/index.js") ? null : "Ajar is not built (npm run build).";
}

// a report of an earlier run must not be taken for this one's
rmSync(REPORT, { force: true });
const found = prepare();
if ("lack" in found) {
  console.log(`The tests on a real session bus cannot run: ${found.lack}`);
  process.exit(1);
}
const run = spawnSync(
  process.execPath,
  [
    ...["node_modules/vitest/vitest.mjs", "run", "--config", "test/desktop/vitest.config.ts"],
    ...["--reporter=default", "--reporter=json", `--outputFile.json=${REPORT}`, ...process.argv.slice(2)],
  ],
  { stdio: "inherit", env: { ...process.env, CHROMIUM_PATH: found.chromium } },
);
process.exit(run.status ?? 1);
