import type { Instant } from "../src-main/core/lock/lock.ts";

/** Holds the instant that ages are worded for; it moves only when one of them reads differently. */
export class Clock {
  /** The present instant. */
  readonly read: () => Instant;
  now: Instant;

  /** Begins at the present; `read` gives it from then on. */
  constructor(read: () => Instant) {
    this.read = read;
    this.now = $state.raw(read());
  }

  /** Moves to the present. */
  readonly tick = (): void => {
    this.now = this.read();
  };
}
