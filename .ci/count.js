import { existsSync, readFileSync } from "node:fs";

// Adds up what the test runners wrote of themselves; a report that is missing counts as one failure.
const read = (name) => {
  const path = `test-results/${name}.json`;
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : null;
};
const suites = ["unit", "window", "package", "desktop", "soak"].map((name) => {
  const report = read(name);
  return report === null ? [0, 1] : [report.numPassedTests, report.numFailedTests];
});
const e2e = read("e2e");
const specs = e2e === null ? [0, 1] : [e2e.stats.expected, e2e.stats.unexpected + e2e.stats.flaky];
const sum = (index) => [...suites, specs].reduce((total, counts) => total + counts[index], 0);
console.log(`${sum(0)} ${sum(1)}`);
