import type { SoakOptions } from "./world/simulator.ts";
import type { Judged } from "./verdict.ts";

/** The worlds of a soak: a whole house, one, two and many locks for detection times, an account short of requests. */
export const WORLDS = ["house", "one lock", "two locks", "500 locks", "pressed"] as const;
export type WorldName = (typeof WORLDS)[number];

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** The size of a soak. */
export interface Size {
  readonly days: number;
  readonly locks: number;
  readonly seed: number;
}

/** What a verdict judges of a world: everything of the house, and no times of an account too short of requests. */
export const judged = (world: WorldName): Judged => ({ complete: world === "house", times: world !== "pressed" });

/** A world's options for the size of a soak. */
export function worldOf(world: WorldName, { days, locks, seed }: Size): SoakOptions {
  const usual = { seed, pressed: false, legMs: [20, 150] } as const;
  switch (world) {
    case "house":
      return { ...usual, days, locks, restMs: 2 * HOUR_MS, faults: "each" };
    case "one lock":
      return { ...usual, days: days / 5, locks: 1, restMs: 10 * MINUTE_MS, faults: "chance" };
    case "two locks":
      return { ...usual, days: days / 3, locks: 2, restMs: 30 * MINUTE_MS, faults: "chance" };
    case "500 locks":
      return { ...usual, days: days / 40, locks: 500, restMs: 4 * HOUR_MS, faults: "chance" };
    case "pressed":
      // so many that the app still asks in parts, on a network so fast that locks apart stay apart
      return { seed, days: 3 / 24, locks: 200, restMs: 4 * HOUR_MS, faults: "none", pressed: true, legMs: [10, 14] };
  }
}
