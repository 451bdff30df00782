import { crashed, noCrashes, type CrashMemory } from "../core/app/crash.ts";
import type { Clock } from "../core/lock/clock.ts";
import { describeError, type WindowProblem } from "../core/app/error-summary.ts";
import { say, type Words } from "../core/words/words.ts";
import type { Trace } from "../core/app/trace.ts";
import type { CrashStoreValue } from "../store/crash-store.ts";
import type { Store } from "../store/json-store.ts";

/** Records what was caught but should not have happened, or what nothing caught. */
export interface CrashRecorder {
  readonly record: (error: unknown) => void;
  /** The same for what the window says of itself; what it caught is written down alone, since it goes on as it is. */
  readonly recordWindow: (problem: WindowProblem) => void;
  /** Hands every sentence on from now on, besides writing it down, and whose error it was. */
  readonly follow: (told: (text: string, of: Whose) => void) => void;
}

/** Where an error came from: caught in main, caught by nothing in main, or caught by nothing in the window. */
export type Whose = "caught" | "uncaught" | "window";

/**
 * Records errors that nothing caught, as one sentence on standard error and a trace line, and goes on: the house is
 * asked again at the next poll anyway. A dialog would stop a program that watches unattended.
 */
export function registerCrashRecorder(words: Words, trace: Trace): CrashRecorder {
  // a reader that went away (`ajar --trace | head`) must not become an error that is written to it again
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
  /** False while a restart would lose something. */
  readonly mayRestart: () => boolean;
}

/**
 * From now on the first error of a run is told in the window, and the first of the window's own; many in main that
 * nothing caught lead to a restart, seldom enough. The window's lead to none: its next one begins anew anyway.
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
    // a restart that cannot be counted might never end
    if (next.restart && store.save({ restarts: memory.restarts })) restart();
  });
}
