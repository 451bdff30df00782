import { existsSync, readFileSync } from "node:fs";

// Adds up what the test runners wrote of themselves; a report that is missing counts as one failure.
const read = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : null);
const unit = read("test-results/unit.json");
const e2e = read("test-results/e2e.json");
const passed = (unit?.numPassedTests ?? 0) + (e2e?.stats.expected ?? 0);
const failed = (unit === null ? 1 : unit.numFailedTests) + (e2e === null ? 1 : e2e.stats.unexpected + e2e.stats.flaky);
console.log(`${passed} ${failed}`);
