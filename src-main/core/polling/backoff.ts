/** Waits after one, two, three… failures in a row, in milliseconds; the last holds for all that follow. */
export const LADDER_MS = [20_000, 40_000, 80_000, 160_000, 300_000] as const;

/** The wait after `failures` in a row (1 and up), within ±10 % by a chance from 0 to 1. */
export function backoffMs(failures: number, chance: number): number {
  const step = LADDER_MS[Math.min(Math.max(1, failures), LADDER_MS.length) - 1] ?? LADDER_MS[4];
  return Math.round(step * (0.9 + 0.2 * Math.min(1, Math.max(0, chance))));
}
