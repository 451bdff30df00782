import { mkdirSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { runFuzz } from "./runs.ts";

/** `npm run fuzz -- [--seed N] [--cases 100000] [--from 0]`: mutated answers through transport and decode. */
const { values } = parseArgs({
  options: {
    seed: { type: "string", default: String(Date.now() % 100_000) },
    cases: { type: "string", default: "100000" },
    from: { type: "string", default: "0" },
  },
});
const [seed, cases, from] = [Number(values.seed), Number(values.cases), Number(values.from)];
/** Failures that are printed; all are counted. */
const SHOWN = 20;

const began = performance.now();
console.log(`Seed ${seed}: ${cases} mutated answers through transport and decode`);
const { outcomes, failures } = await runFuzz(seed, cases, from);
const seconds = Math.round((performance.now() - began) / 1000);
for (const [outcome, count] of [...outcomes].sort(([, a], [, b]) => b - a))
  console.log(`${outcome.padEnd(16)}${count}`);
for (const { case: index, wrong } of failures.slice(0, SHOWN)) {
  console.error(`WRONG --seed ${seed} --from ${index} --cases 1: ${wrong.join("; ").slice(0, 400)}`);
}
console.log(`${cases - failures.length} passed, ${failures.length} failed, in ${seconds} s`);
mkdirSync("test-results", { recursive: true });
const report = {
  ...{ numPassedTests: cases - failures.length, numFailedTests: failures.length, success: failures.length === 0 },
  ...{ seed, cases, seconds, outcomes: Object.fromEntries(outcomes), failures: failures.slice(0, SHOWN) },
};
writeFileSync("test-results/fuzz.json", `${JSON.stringify(report, undefined, 2)}\n`);
process.exitCode = failures.length === 0 ? 0 : 1;
