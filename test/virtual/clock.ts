import type { Clock } from "../../src-main/core/lock/clock.ts";
import { instant, type Instant } from "../../src-main/core/lock/lock.ts";

interface Timer {
  readonly dueMs: number;
  readonly act: () => void;
}

/** A clock that moves only in a test's hands; between two timers all promises settle. */
export interface VirtualClock extends Clock {
  /** Runs everything that comes due within so many milliseconds. */
  advance(ms: number): Promise<void>;
  /** The computer sleeps: the wall clock goes on, timers and the steady clock stand still. */
  readonly sleep: (ms: number) => void;
  /** The same of a computer whose steady clock goes on in its sleep, or of a process that is stopped: timers are late. */
  readonly freeze: (ms: number) => void;
  /** Somebody sets the wall clock, forward or (negative) back. */
  set(byMs: number): void;
  /** What time it really is, which no setting of the clock moves: the cloud's time. */
  trueNow(): number;
  /** Timers that wait. */
  pending(): number;
  /** Milliseconds until the first of them is due, 0 and up; infinite without any. */
  nextIn(): number;
}

/** Lets promises settle, those of streams too. */
export const settle = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

/** A virtual clock whose wall clock begins at `startMs`. */
export function createVirtualClock(startMs: number): VirtualClock {
  let steadyMs = 0;
  let sleptMs = 0;
  let setMs = 0;
  const timers = new Set<Timer>();
  const next = (untilMs: number): Timer | null => {
    let first: Timer | null = null;
    for (const timer of timers)
      if (timer.dueMs <= untilMs && (first === null || timer.dueMs < first.dueMs)) first = timer;
    return first;
  };
  return {
    now: (): Instant => instant(startMs + steadyMs + sleptMs + setMs),
    elapsed: () => steadyMs,
    after(ms, act) {
      const timer: Timer = { dueMs: steadyMs + Math.max(0, ms), act };
      timers.add(timer);
      return () => {
        timers.delete(timer);
      };
    },
    async advance(ms) {
      const untilMs = steadyMs + ms;
      await settle();
      for (let timer = next(untilMs); timer !== null; timer = next(untilMs)) {
        timers.delete(timer);
        steadyMs = Math.max(steadyMs, timer.dueMs);
        timer.act();
        await settle();
      }
      steadyMs = untilMs;
    },
    sleep(ms) {
      sleptMs += ms;
    },
    freeze(ms) {
      steadyMs += ms;
    },
    set(byMs) {
      setMs += byMs;
    },
    trueNow: () => startMs + steadyMs + sleptMs,
    pending: () => timers.size,
    nextIn: () => Math.max(0, (next(Infinity)?.dueMs ?? Infinity) - steadyMs),
  };
}
