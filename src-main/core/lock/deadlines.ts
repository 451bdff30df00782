import { instant, type Instant } from "./lock.ts";

/** Judges limits at one instant, and keeps the first of those to come: what was judged changes then by itself. */
export class Deadlines {
  readonly now: Instant;
  #next = Infinity;

  constructor(now: Instant) {
    this.now = now;
  }

  /** Whether a limit, in milliseconds since the epoch, is now or was before. */
  readonly passed = (limit: number): boolean => {
    if (limit <= this.now) return true;
    this.#next = Math.min(this.#next, limit);
    return false;
  };

  /** The first limit to come; null when none is. */
  readonly nextAt = (): Instant | null => (this.#next === Infinity ? null : instant(this.#next));
}
