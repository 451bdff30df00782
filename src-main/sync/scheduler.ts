import type { Clock } from "../core/lock/clock.ts";
import type { Instant } from "../core/lock/lock.ts";
import { RESUME_MERGE_MS } from "../core/polling/poll-state.ts";
import { ClockWatch, type Jump } from "./clock-watch.ts";

/** Something with work that comes due by itself: the scheduler runs it, and tells it of sleep and of lost time. */
export interface Source {
  /** When there is work next, at once where that is not after `now`; null when none is coming. */
  readonly nextAt: (now: Instant) => Instant | null;
  /** Does the work that is due; from then on `nextAt` names later work, whatever is thrown. */
  readonly run: (now: Instant) => void;
  /** The wall clock was set, time was lost, or both; `now` is by the new clock. */
  readonly jumped?: (jump: Jump, now: Instant) => void;
  /** The computer goes to sleep. */
  readonly suspended?: (now: Instant) => void;
  /** The computer woke. */
  readonly resumed?: (now: Instant) => void;
}

/** How long a sleep may seem to last before Ajar takes the computer for awake. */
const ASLEEP_AT_MOST_MS = 120_000;

const nothing = (): void => undefined;

/** The one timer: it runs each source when its work is due, and notices sleep and clocks that are set. */
export class Scheduler {
  readonly #clock: Clock;
  readonly #watch: ClockWatch;
  #sources: readonly Source[] = [];
  #cancelTimer = nothing;
  #suspendedAt: Instant | null = null;
  /** When the computer last woke, by the clock that nobody sets. */
  #wokeAtMs = -Infinity;
  #stopped = false;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#watch = new ClockWatch(clock);
  }

  /** Takes a source on and runs it if it has work. */
  readonly add = (source: Source): void => {
    this.#sources = [...this.#sources, source];
    this.wake();
  };

  /** Lets a source go, which hears of nothing from then on. */
  readonly remove = (source: Source): void => {
    this.#sources = this.#sources.filter((one) => one !== source);
    if (this.#awake()) this.#arm();
  };

  /** Runs what is due and sets the timer; to be called when a source's next work has another time than before. */
  readonly wake = (): void => {
    if (!this.#awake()) return;
    try {
      this.look();
      const now = this.#clock.now();
      each(this.#sources, (source) => {
        const at = source.nextAt(now);
        if (at !== null && at <= now) source.run(now);
      });
    } finally {
      this.#arm();
    }
  };

  /** Tells the sources of a clock that was set and of lost time; to be called before anything is judged by the clock. */
  readonly look = (): void => {
    if (!this.#awake()) return;
    const jump = this.#watch.look();
    if (jump.lost) this.#wokeAtMs = this.#clock.elapsed();
    if (jump.lost || jump.byMs !== 0) this.#tellJump(jump);
  };

  /** An answer is to come within so many milliseconds; the returned function says that it came, or no longer will. */
  readonly expectAnswer = (withinMs: number): (() => void) => this.#watch.expectAnswer(withinMs);

  /** The computer goes to sleep. */
  readonly suspend = (): void => {
    if (!this.#awake()) return;
    try {
      this.look();
    } finally {
      const now = this.#clock.now();
      this.#suspendedAt = now;
      this.#disarm();
      // a computer that runs this long is awake, told or not: this clock stands still or is overdue while it sleeps
      this.#cancelTimer = this.#clock.after(ASLEEP_AT_MOST_MS, this.resume);
      each(this.#sources, (source) => source.suspended?.(now));
    }
  };

  /** The computer woke, also from a sleep that nobody told of. */
  readonly resume = (): void => {
    if (this.#stopped) return;
    try {
      if (this.#suspendedAt !== null) this.#endSleep(this.#suspendedAt);
      else {
        this.look();
        if (this.#clock.elapsed() - this.#wokeAtMs < RESUME_MERGE_MS) return;
      }
      this.#disarm();
      this.#wokeAtMs = this.#clock.elapsed();
      const now = this.#clock.now();
      each(this.#sources, (source) => source.resumed?.(now));
    } finally {
      this.wake();
    }
  };

  /** A sign of life from a person: it ends a sleep whose end nobody told. */
  readonly awake = (): void => {
    if (this.#suspendedAt !== null) this.resume();
  };

  /** Ends all: no timer is left, and no source is run again. */
  readonly stop = (): void => {
    this.#stopped = true;
    this.#disarm();
  };

  readonly #awake = (): boolean => !this.#stopped && this.#suspendedAt === null;

  /** Forward is the time slept, while the steady clock may have stood still; back can only be a clock that was set. */
  #endSleep(suspendedAt: Instant): void {
    this.#suspendedAt = null;
    this.#watch.look();
    const byMs = Math.min(0, this.#clock.now() - suspendedAt);
    if (byMs < 0) this.#tellJump({ byMs, lost: false });
  }

  #tellJump(jump: Jump): void {
    const now = this.#clock.now();
    each(this.#sources, (source) => source.jumped?.(jump, now));
  }

  #arm(): void {
    this.#disarm();
    const now = this.#clock.now();
    const nextAt = Math.min(...this.#sources.map((source) => source.nextAt(now) ?? Infinity));
    if (nextAt === Infinity) return;
    this.#watch.expectTimer(nextAt - now);
    this.#cancelTimer = this.#clock.after(Math.max(0, nextAt - now), this.wake);
  }

  #disarm(): void {
    this.#cancelTimer();
    this.#cancelTimer = nothing;
    this.#watch.expectTimer(Infinity);
  }
}

/** Calls each source, whatever another one throws; what the last one throws is thrown on. */
function each([first, ...others]: readonly Source[], call: (source: Source) => void): void {
  if (first === undefined) return;
  try {
    call(first);
  } finally {
    each(others, call);
  }
}
