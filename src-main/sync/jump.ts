import type { Clock } from "../core/clock.ts";

/** Differences below this are the clocks' own coarseness. */
export const STEP_MS = 100;
/** Forward by so much may as well be a sleep that nobody told of. */
export const SLEEP_MS = 5000;

/** Compares the wall clock with one that is never set. */
export interface JumpWatch {
  /** By how many milliseconds the wall clock was set since it last was (back when negative); 0 when it was not. */
  look(): number;
  /** Takes the clocks as they are: after a sleep they differ by the time slept. */
  forgive(): void;
}

/** A watch that begins now. */
export function createJumpWatch(clock: Clock): JumpWatch {
  let offset = clock.now() - clock.elapsed();
  return {
    look() {
      const next = clock.now() - clock.elapsed();
      const by = next - offset;
      if (Math.abs(by) < STEP_MS) return 0;
      offset = next;
      return by;
    },
    forgive() {
      offset = clock.now() - clock.elapsed();
    },
  };
}
