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

/** Compares the wall clock with one that is never set, and both with the timer and the answers that are to come. */
export class ClockWatch {
  readonly #clock: Clock;
  #offset: number;
  #timerOverdueAt = Infinity;
  readonly #answers = new Set<{ readonly overdueAt: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#offset = clock.now() - clock.elapsed();
  }

  /** What became of time since the last look; after lost time nothing is expected any more. */
  readonly look = (): Jump => {
    const offset = this.#clock.now() - this.#clock.elapsed();
    const difference = offset - this.#offset;
    const byMs = Math.abs(difference) < STEP_MS ? 0 : difference;
    if (byMs !== 0) this.#offset = offset;
    const lost = byMs >= SLEEP_MS || this.#overdue();
    if (lost) this.#expectNothing();
    return { byMs, lost };
  };

  /** The timer is to come within so many milliseconds; infinite when none is set. */
  readonly expectTimer = (withinMs: number): void => {
    this.#timerOverdueAt = this.#clock.elapsed() + Math.max(0, withinMs) + TIMER_LATE_MS;
  };

  /** An answer is to come within so many milliseconds; the returned function says that it came, or no longer will. */
  readonly expectAnswer = (withinMs: number): (() => void) => {
    const answer = { overdueAt: this.#clock.elapsed() + withinMs + ANSWER_LATE_MS };
    this.#answers.add(answer);
    return () => this.#answers.delete(answer);
  };

  #overdue(): boolean {
    const now = this.#clock.elapsed();
    return now > this.#timerOverdueAt || [...this.#answers].some(({ overdueAt }) => now > overdueAt);
  }

  #expectNothing(): void {
    this.#timerOverdueAt = Infinity;
    this.#answers.clear();
  }
}
