/** One measured figure beside what it is judged by; every judgement is a ratio within one run. */
export interface Finding {
  readonly name: string;
  /** What was measured, with its unit. */
  readonly measured: string;
  /** What it is measured against, in the same run. */
  readonly beside: string;
  /** Measured over beside. */
  readonly ratio: number;
  /** The ratio that still passes. */
  readonly limit: number;
}

/** The middle of some figures; NaN of none. */
export function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

/** Prints findings as a table and answers whether all pass. */
export function print(findings: readonly Finding[]): boolean {
  const head = ["", "measured", "beside", "ratio", "limit", ""];
  const lines = findings.map(({ name, measured, beside, ratio, limit }) => [
    ...[name, measured, beside, ratio.toFixed(2), limit.toFixed(2)],
    ratio <= limit ? "ok" : "TOO MUCH",
  ]);
  const widths = head.map((_, column) => Math.max(...[head, ...lines].map((line) => line[column]?.length ?? 0)));
  for (const line of [head, ...lines]) {
    console.log(
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    );
  }
  return findings.every(({ ratio, limit }) => ratio <= limit);
}
