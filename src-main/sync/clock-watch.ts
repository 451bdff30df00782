import type { Clock } from "../core/lock/clock.ts";

/** Differences below this are the clocks' own coarseness. */
export const STEP_MS = 100;
/** Forward by so much may as well be a sleep that nobody told of. */
export const SLEEP_MS = 5000;
/** A timer and an answer that come this late were held up while the computer stood still, whatever its clocks say. */
const TIMER_LATE_MS = 60_000;
const ANSWER_LATE_MS = 5000;

/** What became of time since the last look. */
export interface Jump {
  /** By how many milliseconds the wall clock was set (back when negative); 0 when it was not. */
  readonly byMs: number;
  /** Time went by that nobody saw: in a sleep, told or not, or while the process was stopped. */
  readonly lost: boolean;
}

/** Compares the wall clock with one that is never set, and both with what was to come by now. */
export interface JumpWatch {
  look(): Jump;
  /** Takes the clocks as they are: after a sleep they differ by the time slept. */
  forgive(): void;
  /** A timer and an answer are to come within so many milliseconds; infinite when none is. */
  expect(what: "timer" | "answer", withinMs: number): void;
}

/** A watch that begins now and expects nothing. */
export function createJumpWatch(clock: Clock): JumpWatch {
  let offset = clock.now() - clock.elapsed();
  const overdueAt = { timer: Infinity, answer: Infinity };
  return {
    look() {
      const next = clock.now() - clock.elapsed();
      const difference = next - offset;
      const byMs = Math.abs(difference) < STEP_MS ? 0 : difference;
      if (byMs !== 0) offset = next;
      const overdue = clock.elapsed() > Math.min(overdueAt.timer, overdueAt.answer);
      return { byMs, lost: overdue || byMs >= SLEEP_MS };
    },
    forgive() {
      offset = clock.now() - clock.elapsed();
    },
    expect(what, withinMs) {
      overdueAt[what] = clock.elapsed() + Math.max(0, withinMs) + (what === "timer" ? TIMER_LATE_MS : ANSWER_LATE_MS);
    },
  };
}
