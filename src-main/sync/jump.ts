import type { Clock } from "../core/clock.ts";

/** The wall clock is steered by less than this; more is a clock that was set, or a sleep nobody told of. */
export const JUMP_MS = 5000;

/** Compares the wall clock with one that is never set. */
export interface JumpWatch {
  /** By how many milliseconds the wall clock was set since the last look (back when negative); 0 when it was not. */
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
      offset = next;
      return Math.abs(by) < JUMP_MS ? 0 : by;
    },
    forgive() {
      offset = clock.now() - clock.elapsed();
    },
  };
}
