import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { findBrowser } from "./browser.ts";
import { findHost } from "./host.ts";

/** Runs the end-to-end specs and says how many ran on which host; leaves them out aloud where no browser can be had. */

interface Report {
  readonly stats: {
    readonly expected: number;
    readonly unexpected: number;
    readonly flaky: number;
    readonly skipped: number;
  };
}

const browser = findBrowser((text) => {
  console.log(text);
});
const host = findHost();

if (browser.path === null) {
  console.log(`\nThe end-to-end specs were left out. ${browser.advice}`);
  process.exit(process.env["CI"] === "true" ? 1 : 0);
}

const run = spawnSync(process.execPath, ["node_modules/@playwright/test/cli.js", "test", ...process.argv.slice(2)], {
  stdio: "inherit",
  env: { ...process.env, CHROMIUM_PATH: browser.path, AJAR_HOST: host.name },
});

const { stats } = JSON.parse(readFileSync("test-results/e2e.json", "utf8")) as Report;
const left = stats.skipped > 0 ? `, ${String(stats.skipped)} skipped` : "";
console.log(
  `End-to-end: ${String(stats.expected)} specs passed, ${String(stats.unexpected)} failed${left}, on ${host.words}.`,
);
process.exit(run.status ?? 1);
