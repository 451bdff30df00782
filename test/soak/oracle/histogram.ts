const STEP_MS = 50;
/** Above this time a step is as long as this time: a long soak needs few steps. */
const FINE_MS = 60_000;
const FINE_STEPS = FINE_MS / STEP_MS;

const stepOf = (ms: number): number =>
  ms <= FINE_MS ? Math.ceil(ms / STEP_MS) : FINE_STEPS + Math.ceil((ms - FINE_MS) / FINE_MS);
const endOf = (step: number): number => (step <= FINE_STEPS ? step * STEP_MS : FINE_MS + (step - FINE_STEPS) * FINE_MS);

/** Counts times in steps of 50 ms, and of a minute above the first minute. */
export class Histogram {
  readonly #steps = new Map<number, number>();
  count = 0;
  most = 0;

  add(ms: number): void {
    const step = stepOf(ms);
    this.#steps.set(step, (this.#steps.get(step) ?? 0) + 1);
    this.count += 1;
    this.most = Math.max(this.most, ms);
  }

  /** The time within which a share (0 to 1) of all lies, rounded up to a step; 0 without any time. */
  quantile(share: number): number {
    let left = share * this.count;
    for (const step of [...this.#steps.keys()].sort((a, b) => a - b)) {
      left -= this.#steps.get(step) ?? 0;
      if (left <= 0) return Math.min(endOf(step), this.most);
    }
    return this.most;
  }
}
