/** One run among many of the same kind. */
export interface Run {
  /** True until a later run begins or all are ended. */
  readonly current: boolean;
}

/** Tells the newest run from older ones, whose answers come too late to count. */
export class Latest {
  #newest = 0;

  /** Begins a run; every earlier one is no longer current. */
  readonly begin = (): Run => {
    this.#newest += 1;
    return this.join();
  };

  /** Joins the newest run: several may share it, and a later one ends it for all. */
  readonly join = (): Run => {
    const mine = this.#newest;
    const isNewest = (): boolean => mine === this.#newest;
    return {
      get current() {
        return isNewest();
      },
    };
  };

  /** Ends every run begun so far. */
  readonly end = (): void => {
    this.#newest += 1;
  };
}
