import { crashed, noCrashes, type CrashMemory } from "../core/app/crash.ts";
import type { Clock } from "../core/lock/clock.ts";
import { describeError, type WindowProblem } from "../core/app/error-summary.ts";
import { say, type Words } from "../core/words/words.ts";
import type { Trace } from "../core/app/trace.ts";
import type { CrashStoreValue } from "../store/crash-store.ts";
import type { Store } from "../store/json-store.ts";

/** Records unexpected errors, caught or not. */
export interface CrashRecorder {
  readonly record: (error: unknown) => void;
  /** Records an error of the window; one that the window caught goes into the trace alone. */
  readonly recordWindow: (problem: WindowProblem) => void;
  /** Passes each later sentence to a listener, with the error's origin. */
  readonly follow: (told: (text: string, of: Whose) => void) => void;
}

/** An error's origin: caught in main, uncaught in main, or uncaught in the window. */
export type Whose = "caught" | "uncaught" | "window";

/**
 * Records uncaught errors on standard error and in the trace, and goes on. The next poll asks again anyway, and a dialog
 * would stop a program that nobody attends.
 */
export function registerCrashRecorder(words: Words, trace: Trace): CrashRecorder {
  // a closed pipe (`ajar --trace | head`) must not raise an error that is written to the same pipe
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
  let told: (text: string, of: Whose) => void = () => undefined;
  const tell = (text: string, of: Whose): void => {
    process.stderr.write(`${text}\n`);
    told(text, of);
  };
  const write = (error: unknown, of: Whose): void => {
    const text = say(words, "shell.unexpected", { what: describeError(error) });
    trace({ kind: "problem", failure: "unexpected-error", text });
    tell(text, of);
  };
  for (const event of ["uncaughtException", "unhandledRejection"]) {
    process.on(event, (error: unknown) => write(error, "uncaught"));
  }
  return {
    record: (error) => write(error, "caught"),
    recordWindow({ what, uncaught }) {
      const text = say(words, "shell.window-problem", { what });
      trace({ kind: "problem", failure: "window", text });
      if (uncaught) tell(text, "window");
    },
    follow(listener) {
      told = listener;
    },
  };
}

export interface CrashGuardOptions {
  readonly crashes: CrashRecorder;
  readonly clock: Clock;
  readonly store: Store<CrashStoreValue>;
  /** A sentence for the window. */
  readonly tell: (text: string) => void;
  readonly restart: () => void;
  /** False while a restart would lose something, such as an unsaved key. */
  readonly mayRestart: () => boolean;
}

/**
 * Shows the first error of main and the first of the window. Many uncaught errors of main restart Ajar, with a limit;
 * errors of the window never do, since the next window starts fresh.
 */
export function guardAgainstCrashes(options: CrashGuardOptions): void {
  const { crashes, clock, store, tell, restart, mayRestart } = options;
  let memory: CrashMemory = { ...noCrashes, ...store.value() };
  const told = new Set<"main" | "window">();
  crashes.follow((text, of) => {
    const room = of === "window" ? "window" : "main";
    if (!told.has(room)) tell(text);
    told.add(room);
    if (of !== "uncaught" || !mayRestart()) return;
    const next = crashed(memory, clock.now());
    memory = next.memory;
    // a restart that is not counted could repeat for ever
    if (next.restart && store.save({ restarts: memory.restarts })) restart();
  });
}
