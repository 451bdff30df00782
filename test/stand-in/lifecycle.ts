/** A window as quitting sees it. */
export interface Closable {
  /** Asks the window to close; it may refuse. */
  close(): void;
  destroy(): void;
}

/**
 * What the parts of the stand-in know of each other: whether the app is ready, which windows stand, and whether the
 * entry file has ended. Electron is ready only after that (lib/browser/init.ts, appCodeLoaded).
 */
class Lifecycle {
  readonly windows = new Set<Closable>();
  ready = false;
  quitting = false;
  /** What the app ended with; null while it runs. */
  exitCode: number | null = null;
  #entry: Promise<void> | null = null;
  #entryEnded: () => void = () => undefined;

  /** Resolves when the entry file has ended; null where there is none, as in a test, whose process is not the app's. */
  get entry(): Promise<void> | null {
    return this.#entry;
  }

  /** From now on this process is the app's, which is ready only after `entryEnded`. */
  expectEntry(): void {
    this.#entry = new Promise((resolve) => {
      this.#entryEnded = resolve;
    });
  }

  /** Ends the process with the app, if it is the app's. */
  end(code: number): void {
    this.exitCode = code;
    if (this.#entry !== null) process.exit(code);
  }

  entryEnded(): void {
    this.#entryEnded();
  }

  /** Throws the error that Electron has for a use that comes too early. */
  requireReady(text: string): void {
    if (!this.ready) throw new Error(text);
  }
}

/** The one life of this process. */
export const lifecycle = new Lifecycle();
