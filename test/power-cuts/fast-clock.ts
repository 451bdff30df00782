import type { Clock } from "../../src-main/core/lock/clock.ts";
import { instant } from "../../src-main/core/lock/lock.ts";

/** Tuesday 24 November 2026, 13:00 UTC: where every run begins. */
export const START_MS = Date.UTC(2026, 10, 24, 13, 0, 0);

/** When a run began, by this computer's wall clock, and how many times faster than real its time runs. */
export interface Speed {
  readonly beganAt: number;
  readonly speed: number;
}

/** A clock that several processes share: by each of them it is the same time, and a wait is as short as it runs fast. */
export function createFastClock({ beganAt, speed }: Speed): Clock {
  // a wall clock that is set while a run lasts would move one process and not another
  const elapsed = (): number => (performance.timeOrigin + performance.now() - beganAt) * speed;
  return {
    now: () => instant(START_MS + elapsed()),
    elapsed,
    after(ms, act) {
      const timer = setTimeout(act, Math.max(0, ms) / speed);
      return () => clearTimeout(timer);
    },
  };
}
