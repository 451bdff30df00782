import { mkdirSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { builtVerdictOf, verdictOf } from "./report.ts";
import { runBuiltCuts, runPowerCuts } from "./runs.ts";

/** `npm run power-cuts -- [--cuts 200] [--folders 10] [--seed N] [--speed 10] [--tears 0.15]`: kills, judges, and writes a report. */
const { values } = parseArgs({
  options: {
    cuts: { type: "string", default: "200" },
    folders: { type: "string", default: "10" },
    seed: { type: "string", default: String(Date.now() % 100_000) },
    speed: { type: "string", default: "10" },
    tears: { type: "string", default: "0.15" },
  },
});
const options = {
  cuts: Number(values.cuts),
  folders: Number(values.folders),
  seed: Number(values.seed),
  speed: Number(values.speed),
  tears: Number(values.tears),
};
const WHOLE_RUN = 200;
/** A whole run also kills the app as it was built, which takes its time. */
const BUILT = { folders: 10, kills: 2 };

const began = performance.now();
console.log(
  `Seed ${options.seed}: ${options.cuts} kills over ${options.folders} data folders side by side. ` +
    `Time runs ${options.speed} times faster for Ajar and its cloud alike: 20 s take ${20 / options.speed} s.`,
);
const [outcomes, built] = await Promise.all([
  runPowerCuts(options),
  runBuiltCuts(options.cuts < WHOLE_RUN ? 0 : BUILT.folders, BUILT.kills, options.seed),
]);
const verdict = verdictOf(outcomes, WHOLE_RUN);
const app = builtVerdictOf(built);
const failures = [...verdict.failures, ...app.failures];
const seconds = Math.round((performance.now() - began) / 1000);
for (const line of [...verdict.lines, app.line]) console.log(line);
for (const failure of failures) console.error(`WRONG ${failure}`);
const totals = {
  numPassedTests: verdict.numPassedTests + app.numPassedTests,
  numFailedTests: verdict.numFailedTests + app.failures.length,
};
console.log(`${totals.numPassedTests} passed, ${totals.numFailedTests} failed, in ${seconds} s`);
mkdirSync("test-results", { recursive: true });
const report = {
  ...totals,
  success: failures.length === 0,
  ...options,
  seconds,
  counts: verdict.counts,
  builtApp: app.line,
  failures,
};
writeFileSync("test-results/power-cuts.json", `${JSON.stringify(report, undefined, 2)}\n`);
process.exitCode = failures.length === 0 ? 0 : 1;
