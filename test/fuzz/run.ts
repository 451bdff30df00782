import { mkdirSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { runFuzz } from "./runs.ts";
import { JUDGED_FROM, lacking } from "./tally.ts";

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
const { tally, failures } = await runFuzz(seed, cases, from);
const seconds = Math.round((performance.now() - began) / 1000);
const outcomes = [...tally.outcomes].sort(([, a], [, b]) => b - a);
for (const [outcome, times] of outcomes) console.log(`${outcome.padEnd(16)}${times}`);
for (const [kind, share] of tally.kinds)
  console.log(`${kind.padEnd(16)}${share.cases}, ${share.values} of them values, of which ${share.said} say something`);
const missing = lacking(tally);
if (cases < JUDGED_FROM) console.log(`Shares are judged from ${JUDGED_FROM} cases on`);
for (const what of missing) console.error(`LACKING ${what}`);
for (const { case: index, wrong } of failures.slice(0, SHOWN)) {
  console.error(`WRONG --seed ${seed} --from ${index} --cases 1: ${wrong.join("; ").slice(0, 400)}`);
}
console.log(`${cases - failures.length} passed, ${failures.length} failed, in ${seconds} s`);
mkdirSync("test-results", { recursive: true });
const passed = failures.length + missing.length === 0;
const report = {
  numPassedTests: cases - failures.length,
  numFailedTests: failures.length + missing.length,
  success: passed,
  seed,
  cases,
  seconds,
  outcomes: Object.fromEntries(outcomes),
  kinds: Object.fromEntries(tally.kinds),
  failures: failures.slice(0, SHOWN),
  missing,
};
writeFileSync("test-results/fuzz.json", `${JSON.stringify(report, undefined, 2)}\n`);
process.exitCode = passed ? 0 : 1;
