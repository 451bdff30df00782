import { mkdirSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { verdictOf } from "./report.ts";
import { runPowerCuts } from "./runs.ts";

/** `npm run power-cuts -- [--cuts 200] [--folders 10] [--seed N] [--speed 10]`: kills, judges, and writes a report. */
const { values } = parseArgs({
  options: {
    cuts: { type: "string", default: "200" },
    folders: { type: "string", default: "10" },
    seed: { type: "string", default: String(Date.now() % 100_000) },
    speed: { type: "string", default: "10" },
  },
});
const options = {
  ...{ cuts: Number(values.cuts), folders: Number(values.folders) },
  ...{ seed: Number(values.seed), speed: Number(values.speed) },
};
const WHOLE_RUN = 200;

const began = performance.now();
console.log(
  `Seed ${options.seed}: ${options.cuts} kills over ${options.folders} data folders side by side. ` +
    `Time runs ${options.speed} times faster for Ajar and its cloud alike, so that 20 s take ${20 / options.speed} s.`,
);
const { lines, failures, ...totals } = verdictOf(await runPowerCuts(options), WHOLE_RUN);
const seconds = Math.round((performance.now() - began) / 1000);
for (const line of lines) console.log(line);
for (const failure of failures) console.error(`WRONG ${failure}`);
console.log(`${totals.numPassedTests} passed, ${totals.numFailedTests} failed, in ${seconds} s`);
mkdirSync("test-results", { recursive: true });
const report = { ...totals, success: failures.length === 0, ...options, seconds, failures };
writeFileSync("test-results/power-cuts.json", `${JSON.stringify(report, undefined, 2)}\n`);
process.exitCode = failures.length === 0 ? 0 : 1;
