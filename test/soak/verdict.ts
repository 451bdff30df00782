import { CAUSES } from "./oracle/detection.ts";
import { FACTS } from "./oracle/events.ts";
import { FAULTS } from "./world/fault-kinds.ts";
import { VISITS } from "./world/visits.ts";
import { SLEEPS } from "./world/computer.ts";
import type { Soaked } from "./world/simulator.ts";
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

/** Figures that are shown and not judged. */
export interface Figures {
  readonly requests: number;
  readonly mostInHour: number;
  readonly unseen: number;
  readonly late: readonly string[];
}

export interface Verdict {
  readonly lines: readonly Line[];
  readonly figures: Figures;
}

/** Half an interval and a whole one of 20 s, with half a second for everything but the round trip. */
const MEDIAN_MS = 10_500;
const WORST_MS = 20_500;
const GROWTH = 0.05;
const CODE_BYTES = 8e6;

/** The rule about what the program holds, without the code that V8 compiles. */
export const HEAP_RULE = "heap growth";

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;

/** What a verdict judges beside the rules: detection times; the heap and whether every kind of fault and fact happened. */
export interface Judged {
  readonly times: boolean;
  readonly complete: boolean;
}

/** The verdict on a world, line by line. */
export function verdictOf(soaked: Soaked, { times, complete }: Judged): Verdict {
  const { oracle, requests } = soaked;
  const late = CAUSES.flatMap((cause) => {
    const times = oracle.times.delayed.get(cause);
    if (times === undefined) return [];
    return [`${cause}: ${times.count}, median ${seconds(times.quantile(0.5))}, most ${seconds(times.most)}`];
  });
  return {
    lines: [
      ...rules(soaked),
      ...(times ? detection(soaked) : []),
      ...(complete ? [heap(soaked), code(soaked), ...counts(soaked)] : []),
    ],
    figures: { requests, mostInHour: oracle.load.mostInHour, unseen: oracle.times.unseen, late },
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
  const { undisturbed, roundTrips, missed } = oracle.times;
  const line = (name: string, ms: number, limitMs: number): Line => ({
    kind: "rule",
    name,
    found: seconds(ms),
    limit: seconds(limitMs),
    examples: [],
    // without any change nothing was measured
    ok: undisturbed.count > 0 && ms <= limitMs,
  });
  const worst = WORST_MS + roundTrips.quantile(0.99);
  return [
    line(`detection, median of ${undisturbed.count}`, undisturbed.quantile(0.5), MEDIAN_MS),
    line("detection, 99th percentile", undisturbed.quantile(0.99), worst),
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

/** V8 compiles hot loops again for weeks, and stops well below the limit. */
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
  const kinds = new Set([...FAULTS, ...PORTALS, ...Object.values(SLEEPS), "end of summer time", ...VISITS]);
  return [
    ...FACTS.map((fact) => line(`fact: ${fact}`, oracle.facts.get(fact) ?? 0)),
    line("judged: times since when", oracle.since.judged),
    ...[...kinds].map((kind) => line(`happened: ${kind}`, happened.get(kind) ?? 0)),
  ];
}

/** Prints the verdicts of several worlds side by side, then the examples of each breach. */
export function print(verdicts: ReadonlyMap<string, Verdict>): void {
  const worlds = [...verdicts.keys()];
  // the name holds a count that differs by world
  const keyOf = ({ name }: Line): string => name.replace(/, median of \d+$/, ", median");
  const names = [...new Set([...verdicts.values()].flatMap(({ lines }) => lines.map(keyOf)))];
  const rows = names.map((name) => {
    const lines = worlds.map((world) => verdicts.get(world)?.lines.find((line) => keyOf(line) === name));
    const limit = lines.find((line) => line !== undefined)?.limit ?? "";
    const ok = lines.every((line) => line?.ok !== false);
    return [name, limit, ...lines.map((line) => line?.found ?? ""), ok ? "ok" : "RED"];
  });
  table([["", "limit", ...worlds, ""], ...rows]);
  for (const [world, { lines, figures }] of verdicts) {
    console.log(`\n${world}: ${figures.requests} requests, ${figures.mostInHour} in the fullest hour`);
    console.log(`  changes over before anybody could look: ${figures.unseen}`);
    for (const line of figures.late) console.log(`  seen late for a reason, ${line}`);
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
