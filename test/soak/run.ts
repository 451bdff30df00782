import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import * as v from "valibot";
import { MUTANT_VARIABLE, MUTANTS, NOT_MADE, type Mutant } from "./mutants.ts";
import { print, table, type Verdict } from "./verdict.ts";
import { WORLDS, type Size, type WorldName } from "./worlds.ts";

/**
 * `npm run soak -- --days 30 --locks 50 --seed 1` runs days in virtual time and judges them. `--seeds 20` runs twenty
 * seeds from the first on. `--mutants` breaks the app in many ways, and the rule that each breaks must find it. `--short`
 * runs a little of both.
 */
const { values } = parseArgs({
  options: {
    days: { type: "string", default: "30" },
    locks: { type: "string", default: "50" },
    seed: { type: "string", default: "1" },
    seeds: { type: "string", default: "1" },
    short: { type: "boolean", default: false },
    mutants: { type: "boolean", default: false },
  },
});

/** Large enough for every mutant to show. */
const SMALL = { days: 4, locks: 10, seed: 2 } as const;
const SHORT_MUTANTS = [
  "retry left on",
  "resume not merged",
  "unknown mapped to closed",
  "a calm house shown as offline",
];

const verdictSchema: v.GenericSchema<unknown, Verdict> = v.object({
  lines: v.array(
    v.object({
      kind: v.picklist(["rule", "count"]),
      name: v.string(),
      found: v.string(),
      limit: v.string(),
      ok: v.boolean(),
      examples: v.array(v.string()),
    }),
  ),
  figures: v.object({
    requests: v.number(),
    mostInHour: v.number(),
    unseen: v.number(),
    late: v.array(v.string()),
  }),
});

interface Run {
  readonly status: number | null;
  readonly verdict: Verdict | null;
  readonly errors: string;
}

/** Runs one world in its own process, so nothing else uses its heap. */
function runWorld(world: WorldName, { days, locks, seed }: Size, mutant: string | null): Promise<Run> {
  const here = (file: string): string => join(import.meta.dirname, file);
  const hook = mutant === null ? [] : ["--import", here("mutant-hook.ts")];
  const size = [days, locks, seed].map(String);
  const child = spawn(process.execPath, [...hook, here("run-world.ts"), world, ...size], {
    env: { ...process.env, TZ: "Europe/Warsaw", ...(mutant !== null && { [MUTANT_VARIABLE]: mutant }) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [output, errors] = ["", ""];
  child.stdout.on("data", (text: Buffer) => (output += text.toString()));
  child.stderr.on("data", (text: Buffer) => (errors += text.toString()));
  return new Promise((resolve, reject) => {
    child.on("error", reject).on("close", (status) => {
      const parsed = status === 0 ? v.safeParse(verdictSchema, JSON.parse(output)) : null;
      resolve({ status, errors, verdict: parsed?.success === true ? parsed.output : null });
    });
  });
}

interface Test {
  readonly name: string;
  readonly passed: boolean;
}

/** Runs all worlds, two processes at a time: the house beside the small ones. */
async function runWorlds(size: Size): Promise<readonly Test[]> {
  const began = performance.now();
  const [house, ...rest] = WORLDS;
  const runs = new Map<string, Run>();
  const others = async (): Promise<void> => {
    for (const world of rest) runs.set(world, await runWorld(world, size, null));
  };
  const [first] = await Promise.all([runWorld(house, size, null), others()]);
  const verdicts = new Map<string, Verdict>();
  for (const [world, { verdict, errors }] of [[house, first] as const, ...runs]) {
    if (verdict === null) console.error(`${world}: no verdict\n${errors}`);
    else verdicts.set(world, verdict);
  }
  print(verdicts);
  const took = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`\n${size.days} days, ${size.locks} locks, seed ${size.seed}: ${took} s`);
  return WORLDS.flatMap((world): readonly Test[] => {
    const lines = verdicts.get(world)?.lines;
    if (lines === undefined) return [{ name: `seed ${size.seed}, ${world}: a verdict`, passed: false }];
    return lines.map(({ name, ok }) => ({ name: `seed ${size.seed}, ${world}: ${name}`, passed: ok }));
  });
}

/** Runs every mutant: each must be made and must break its rule, and without one no rule may be broken. */
async function runMutants(mutants: readonly Mutant[]): Promise<readonly Test[]> {
  const rows: string[][] = [["mutant", "found by"]];
  const tests: Test[] = [];
  // a rule that is broken without a mutant finds nothing
  for (const world of new Set(mutants.map((mutant) => mutant.world))) {
    const { verdict } = await runWorld(world, SMALL, null);
    const clean = verdict?.lines.every(({ kind, ok }) => kind === "count" || ok) === true;
    rows.push([`none, ${world}`, clean ? "nothing" : "RED"]);
    tests.push({ name: `no mutant: ${world}`, passed: clean });
  }
  for (const { name, world, breaks } of mutants) {
    const { verdict, status, errors } = await runWorld(world, SMALL, name);
    const broken = verdict?.lines.filter(({ kind, ok }) => kind === "rule" && !ok) ?? [];
    const passed = broken.some((line) => line.name === breaks);
    const why = status === NOT_MADE ? `NOT MADE: ${errors.trim()}` : `NOT FOUND ${errors.trim()}`;
    const found = broken.map((line) => `${line.name} (${line.found})`).join(", ");
    rows.push([name, passed ? found : `${why}, but ${found}`]);
    tests.push({ name: `mutant: ${name}`, passed });
  }
  table(rows);
  return tests;
}

const { short } = values;
const size: Size = short
  ? SMALL
  : { days: Number(values.days), locks: Number(values.locks), seed: Number(values.seed) };
const tests: Test[] = [];
if (short || !values.mutants) {
  for (let later = 0; later < (short ? 1 : Number(values.seeds)); later += 1) {
    tests.push(...(await runWorlds({ ...size, seed: size.seed + later })));
  }
}
if (short || values.mutants) {
  tests.push(...(await runMutants(MUTANTS.filter(({ name }) => !short || SHORT_MUTANTS.includes(name)))));
}
const failed = tests.filter(({ passed }) => !passed);
mkdirSync("test-results", { recursive: true });
const report = { numPassedTests: tests.length - failed.length, numFailedTests: failed.length, failed };
writeFileSync("test-results/soak.json", JSON.stringify(report));
console.log(`\n${report.numPassedTests} passed, ${report.numFailedTests} failed`);
for (const { name } of failed) console.log(`failed: ${name}`);
process.exitCode = failed.length === 0 ? 0 : 1;
