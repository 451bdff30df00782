import type { BuiltOutcome } from "./built-app.ts";
import { MOMENTS, type Cut, type Moment, type Outcome } from "./household.ts";

/** Kills that must fall in each named moment of a whole run. */
const LEAST_PER_MOMENT = 20;

/** What a run came to, one line of text and one of data each. */
export interface Verdict {
  readonly lines: readonly string[];
  readonly failures: readonly string[];
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly counts: Readonly<Record<Moment, Count>>;
}

export interface Count {
  readonly meant: number;
  /** Verifiably in this moment; the others fell between two moments. */
  readonly fell: number;
  /** A sync came before the kill and another after it. */
  readonly floorJudged: number;
  readonly shortestGapMs: number | null;
}

/** Counts kills by moment and collects faults; a whole run has `whole` kills or more. */
export function verdictOf(outcomes: readonly Outcome[], whole: number): Verdict {
  const cuts = outcomes.flatMap((outcome) => outcome.cuts);
  const counts = {
    settings: count(cuts, "settings"),
    list: count(cuts, "list"),
    key: count(cuts, "key"),
    request: count(cuts, "request"),
    anywhere: count(cuts, "anywhere"),
  } satisfies Record<Moment, Count>;
  const bad = cuts.filter(({ wrong }) => wrong.length > 0);
  const together = [
    ...outcomes.flatMap(({ wrong }, folder) => wrong.map((what) => `folder ${folder}: ${what}`)),
    ...(cuts.length < whole ? [] : MOMENTS.filter((moment) => counts[moment].fell < LEAST_PER_MOMENT)).map(
      (moment) => `only ${counts[moment].fell} kills fell in ${moment}`,
    ),
  ];
  return {
    lines: [
      ...linesOf(cuts, counts),
      `The limit of list pages was judged in ${outcomes.filter(({ listJudged }) => listJudged).length} of ${outcomes.length} folders, the floor in all`,
    ],
    failures: [...bad.flatMap(({ meant, wrong }) => wrong.map((what) => `${meant}: ${what}`)), ...together],
    numPassedTests: cuts.length - bad.length + (together.length === 0 ? 1 : 0),
    numFailedTests: bad.length + together.length,
    counts,
  };
}

/** What came of the kills of the app as it was built. */
export function builtVerdictOf(outcomes: readonly BuiltOutcome[]): {
  readonly line: string;
  readonly failures: readonly string[];
  readonly numPassedTests: number;
} {
  const kills = outcomes.reduce((sum, outcome) => sum + outcome.kills, 0);
  const gaps = outcomes.flatMap(({ gapsMs }) => gapsMs);
  const shortest = gaps.length === 0 ? "" : `, shortest time between syncs ${(Math.min(...gaps) / 1000).toFixed(2)} s`;
  return {
    line: `${kills} kills of the built app on the stand-in, in real time: floor judged after ${gaps.length}${shortest}`,
    failures: outcomes.flatMap(({ wrong }, folder) => wrong.map((what) => `built app, folder ${folder}: ${what}`)),
    numPassedTests: outcomes.filter(({ wrong }) => wrong.length === 0).reduce((sum, one) => sum + one.kills, 0),
  };
}

function count(cuts: readonly Cut[], moment: Moment): Count {
  const fallen = cuts.filter(({ fell }) => fell === moment);
  const gaps = fallen.flatMap(({ gapMs }) => gapMs ?? []);
  return {
    meant: cuts.filter(({ meant }) => meant === moment).length,
    fell: fallen.length,
    floorJudged: gaps.length,
    shortestGapMs: gaps.length === 0 ? null : Math.round(Math.min(...gaps)),
  };
}

function linesOf(cuts: readonly Cut[], counts: Verdict["counts"]): readonly string[] {
  const rows = MOMENTS.map((moment) => {
    const { meant, fell, floorJudged, shortestGapMs } = counts[moment];
    const gap = shortestGapMs === null ? "–" : `${(shortestGapMs / 1000).toFixed(2)} s`;
    return [moment, `${meant}`, `${fell}`, `${floorJudged}`, gap];
  });
  const table = [["kill while", "meant", "fell there", "floor judged", "shortest time between syncs"], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const torn = cuts.filter((cut) => cut.torn).length;
  return [
    ...table.map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    ),
    `${cuts.length} kills; after ${torn} of them a file was torn by hand, to be set aside by the next start`,
  ];
}
