import { CAUSES } from "./oracle/detection.ts";
import { FACTS } from "./oracle/events.ts";
import { FAULTS } from "./world/fault-kinds.ts";
import { VISITS } from "./world/house-life.ts";
import { SLEEPS, type Soaked } from "./world/simulator.ts";
import { PORTALS } from "./world/network.ts";

/** One line of the verdict. `kind`: a rule that may not be broken, or a count that may not be zero. */
export interface Line {
  readonly kind: "rule" | "count";
  readonly name: string;
  readonly found: string;
  readonly limit: string;
  readonly ok: boolean;
  /** The first few cases of a breach. */
  readonly examples: readonly string[];
}

/** Detection times that held polling explains, and other figures that are told and not judged. */
export interface Told {
  readonly requests: number;
  readonly mostInHour: number;
  readonly unseen: number;
  readonly late: readonly string[];
}

export interface Verdict {
  readonly lines: readonly Line[];
  readonly told: Told;
}

/** Ten seconds and twenty of an interval of 20 s, with half a second for everything but the round trip. */
const MEDIAN_MS = 10_500;
const WORST_MS = 20_500;
const GROWTH = 0.05;
const CODE_BYTES = 8e6;

/** The rule that is broken when more and more is held, whatever V8 compiles. */
export const HEAP_RULE = "heap growth";

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;

/** What is judged of a world beside the rules: the times, the heap, and whether every kind of fault and fact happened. */
export interface Judged {
  readonly times: boolean;
  readonly complete: boolean;
}

/** What a world came to, line by line. */
export function verdictOf(soaked: Soaked, { times, complete }: Judged): Verdict {
  const { oracle, requests } = soaked;
  const late = CAUSES.flatMap((cause) => {
    const times = oracle.times.held.get(cause);
    if (times === undefined) return [];
    return [`${cause}: ${times.count}, median ${seconds(times.quantile(0.5))}, most ${seconds(times.most)}`];
  });
  return {
    lines: [
      ...rules(soaked),
      ...(times ? detection(soaked) : []),
      ...(complete ? [heap(soaked), code(soaked), ...counts(soaked)] : []),
    ],
    told: { requests, mostInHour: oracle.load.mostInHour, unseen: oracle.times.unseen, late },
  };
}

const rules = ({ oracle }: Soaked): readonly Line[] =>
  oracle.breaches().map(({ rule, count, examples }) => ({
    kind: "rule",
    name: rule,
    found: `${count}`,
    limit: "0",
    ok: count === 0,
    examples,
  }));

function detection({ oracle }: Soaked): readonly Line[] {
  const { calm, roundTrips, missed } = oracle.times;
  const line = (name: string, ms: number, limitMs: number): Line => ({
    kind: "rule",
    name,
    found: seconds(ms),
    limit: seconds(limitMs),
    examples: [],
    // of no change at all there is no time, which is no good one
    ok: calm.count > 0 && ms <= limitMs,
  });
  const worst = WORST_MS + roundTrips.quantile(0.99);
  return [
    line(`detection, median of ${calm.count}`, calm.quantile(0.5), MEDIAN_MS),
    line("detection, 99th percentile", calm.quantile(0.99), worst),
    {
      kind: "rule",
      name: "long changes never shown",
      found: `${missed.length}`,
      limit: "0",
      ok: missed.length === 0,
      examples: missed.slice(0, 4),
    },
  ];
}

function heap({ heap: { before, after, days } }: Soaked): Line {
  const growth = (after.held - before.held) / before.held;
  const found = `${(growth * 100).toFixed(1)} % of ${megabytes(before.held)} in ${days} days`;
  return { kind: "rule", name: HEAP_RULE, found, limit: "5 %", ok: growth < GROWTH, examples: [] };
}

/** Hot loops are compiled again and again for weeks, which ends well below this. */
function code({ heap: { before, after } }: Soaked): Line {
  const found = `${megabytes(before.code)}, then ${megabytes(after.code)}`;
  const limit = megabytes(CODE_BYTES);
  return { kind: "rule", name: "code that V8 compiled", found, limit, ok: after.code < CODE_BYTES, examples: [] };
}

function counts({ oracle, happened }: Soaked): readonly Line[] {
  const line = (name: string, count: number): Line => ({
    kind: "count",
    name,
    found: `${count}`,
    limit: "1 or more",
    ok: count > 0,
    examples: [],
  });
  const befell = new Set([...FAULTS, ...PORTALS, ...Object.values(SLEEPS), "end of summer time", ...VISITS]);
  return [
    ...FACTS.map((fact) => line(`fact: ${fact}`, oracle.facts.get(fact) ?? 0)),
    line("judged: times in words", oracle.since.judged),
    ...[...befell].map((kind) => line(`happened: ${kind}`, happened.get(kind) ?? 0)),
  ];
}

/** Prints the verdicts of some worlds beside each other, then the cases behind each breach. */
export function print(verdicts: ReadonlyMap<string, Verdict>): void {
  const worlds = [...verdicts.keys()];
  // a median is of so many changes in each world
  const keyOf = ({ name }: Line): string => name.replace(/, median of \d+$/, ", median");
  const names = [...new Set([...verdicts.values()].flatMap(({ lines }) => lines.map(keyOf)))];
  const rows = names.map((name) => {
    const lines = worlds.map((world) => verdicts.get(world)?.lines.find((line) => keyOf(line) === name));
    const limit = lines.find((line) => line !== undefined)?.limit ?? "";
    const ok = lines.every((line) => line?.ok !== false);
    return [name, limit, ...lines.map((line) => line?.found ?? ""), ok ? "ok" : "RED"];
  });
  table([["", "limit", ...worlds, ""], ...rows]);
  for (const [world, { lines, told }] of verdicts) {
    console.log(`\n${world}: ${told.requests} requests, ${told.mostInHour} in the fullest hour`);
    console.log(`  changes over before anybody could look: ${told.unseen}`);
    for (const line of told.late) console.log(`  seen late for a reason, ${line}`);
    for (const { name, examples, ok } of lines)
      if (!ok) for (const example of examples) console.log(`  ${name}: ${example}`);
  }
}

/** Prints cells in columns. */
export function table(rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of rows) {
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    );
  }
}
