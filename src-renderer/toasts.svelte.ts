import { tick } from "svelte";
import type { Instant } from "../src-main/core/lock/lock.ts";
import type { Clock } from "./clock.svelte.ts";

/** Milliseconds that a toast is shown. */
export const TOAST_MS = 5_000;

/** A short answer, spoken once; with `until` the visible text counts down to that instant. */
export interface Toast {
  readonly until: Instant | null;
  readonly spoken: string;
}

/** Shows short answers, one at a time. */
export class Toasts {
  readonly #clock: Clock;
  toast = $state.raw<Toast | null>(null);

  /** Shows toasts whose countdown follows a clock. */
  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Shows and speaks a text for five seconds. */
  readonly say = async (spoken: string, until: Instant | null = null): Promise<void> => {
    // a live region speaks only when its text changes: the same text needs an empty one before it
    this.toast = null;
    await tick();
    this.#clock.tick();
    const toast: Toast = { until, spoken };
    this.toast = toast;
    setTimeout(() => {
      if (this.toast === toast) this.toast = null;
    }, TOAST_MS);
  };
}
