import type { Clock } from "../core/lock/clock.ts";
import { instant } from "../core/lock/lock.ts";

/** Node takes no longer timer; a wait beyond it ends early and is planned again. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The computer's own clocks and timers. */
export const systemClock: Clock = {
  now: () => instant(Date.now()),
  elapsed: () => performance.now(),
  after(ms, act) {
    const timer = setTimeout(act, Math.min(Math.max(0, ms), LONGEST_TIMER_MS));
    return () => clearTimeout(timer);
  },
};
