import type { SoakOptions } from "./simulator.ts";

/** The worlds of a soak: the house, one lock and many for the times alone, and an account that is pressed for requests. */
export const WORLDS = ["house", "one lock", "500 locks", "pressed"] as const;
export type WorldName = (typeof WORLDS)[number];

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** What was asked for on the command line. */
export interface Size {
  readonly days: number;
  readonly locks: number;
  readonly seed: number;
}

/** Whether every kind of fault and fact must have happened in a world, and its heap is judged. */
export const complete = (world: WorldName): boolean => world === "house";

/** A world's options for the size of a soak. */
export function worldOf(world: WorldName, { days, locks, seed }: Size): SoakOptions {
  switch (world) {
    case "house":
      return { days, locks, seed, restMs: 2 * HOUR_MS, faults: "each", pressed: false };
    case "one lock":
      return { days: Math.min(days, 6), locks: 1, seed, restMs: 10 * MINUTE_MS, faults: "chance", pressed: false };
    case "500 locks":
      return { days: Math.min(days / 15, 1), locks: 500, seed, restMs: 4 * HOUR_MS, faults: "chance", pressed: false };
    case "pressed":
      return { days: 3 / 24, locks: 300, seed, restMs: 4 * HOUR_MS, faults: "none", pressed: true };
  }
}
