/** What the owner chose about alerts: a pause, and the locks that raise none. */
export class Silence {
  /** The end of the last pause; it lasts until then. */
  until = -Infinity;
  #excluded: ReadonlySet<string> = new Set();

  /** Pauses alerts until a time; null ends the pause now. */
  paused(at: number, until: number | null): void {
    this.until = until ?? Math.min(at, this.until);
  }

  /** Locks that raise no alerts from now on. */
  exclude(serials: readonly string[]): void {
    this.#excluded = new Set(serials);
  }

  isPaused(at: number): boolean {
    return at < this.until;
  }

  isExcluded(serial: string): boolean {
    return this.#excluded.has(serial);
  }
}
