import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { findBrowser } from "./browser.ts";
import { electronProgram, findHost } from "./host.ts";

/** Runs the end-to-end specs and says how many ran on which host; leaves them out aloud where they cannot run. */

const REPORT = "test-results/e2e.json";

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const host = findHost();
const browser = host.name === "electron" ? null : findBrowser(console.log);
const missing =
  host.name === "electron" && electronProgram() === null
    ? "Electron's program is not here: run `npx install-electron --no`."
    : browser?.path === null
      ? browser.advice
      : null;

if (missing !== null) {
  console.log(`\nThe end-to-end specs were left out. ${missing}`);
  process.exit(process.env["CI"] === "true" ? 1 : 0);
}

// a report of an earlier run must not be taken for this one's
rmSync(REPORT, { force: true });
const run = spawnSync(process.execPath, ["node_modules/@playwright/test/cli.js", "test", ...process.argv.slice(2)], {
  stdio: "inherit",
  env: { ...process.env, ...(browser === null ? {} : { CHROMIUM_PATH: browser.path ?? "" }), AJAR_HOST: host.name },
});
const counts = readCounts();
// a run that could not even begin has said why
if (counts !== null && counts.passed + counts.failed + counts.skipped > 0) {
  const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : "";
  console.log(`End-to-end: ${counts.passed} specs passed, ${counts.failed} failed${skipped}, on ${host.words}.`);
}
process.exit(run.status ?? 1);

/** What Playwright's report counts; null when it wrote none. */
function readCounts(): Counts | null {
  try {
    const json: unknown = JSON.parse(readFileSync(REPORT, "utf8"));
    if (typeof json !== "object" || json === null || !("stats" in json)) return null;
    const stats = new Map<string, unknown>(Object.entries(json.stats ?? {}));
    const count = (name: string): number => Number(stats.get(name) ?? 0);
    return { passed: count("expected"), failed: count("unexpected") + count("flaky"), skipped: count("skipped") };
  } catch {
    return null;
  }
}
