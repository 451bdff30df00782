import { crashed, noCrashes, type CrashMemory } from "../core/crash.ts";
import type { Clock } from "../core/clock.ts";
import { say, type Words } from "../core/messages/words.ts";
import type { Trace } from "../core/trace.ts";
import type { CrashStoreValue } from "../store/crash-store.ts";
import type { Store } from "../store/json-store.ts";

/**
 * What an unexpected error may say of itself: its name, its code and the place in the code. Never its message, which
 * can quote a header and so the key.
 */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const code = "code" in error && typeof error.code === "string" ? ` ${error.code}` : "";
  const { stack = "", message } = error;
  // a message has lines of its own, which may look like places
  const frames = stack.slice(message === "" ? 0 : stack.indexOf(message) + message.length);
  const place = /^\s+at .*?([\w.-]+:\d+:\d+)\)?$/m.exec(frames)?.[1];
  return `${error.name}${code}${place === undefined ? "" : ` at ${place}`}`;
}

/** Records what was caught but should not have happened, or what nothing caught. */
export interface CrashRecorder {
  readonly record: (error: unknown) => void;
  /** Hands every sentence on from now on, besides writing it down, and whether nothing had caught the error. */
  readonly follow: (told: (text: string, uncaught: boolean) => void) => void;
}

/**
 * Records errors that nothing caught, as one sentence on standard error and a trace line, and goes on: the house is
 * asked again at the next poll anyway. A dialog would stop a program that watches unattended.
 */
export function registerCrashRecorder(words: Words, trace: Trace): CrashRecorder {
  // a reader that went away (`ajar --trace | head`) must not become an error that is written to it again
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
  let told: (text: string, uncaught: boolean) => void = () => undefined;
  const write = (error: unknown, uncaught: boolean): void => {
    const text = say(words, "shell.unexpected", { what: describeError(error) });
    process.stderr.write(`${text}\n`);
    trace({ kind: "problem", failure: "unexpected-error", text });
    told(text, uncaught);
  };
  for (const event of ["uncaughtException", "unhandledRejection"]) {
    process.on(event, (error: unknown) => {
      write(error, true);
    });
  }
  return {
    record: (error) => {
      write(error, false);
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

/** From now on the first error of a run is told in the window, and many that nothing caught lead to a restart, seldom enough. */
export function guardAgainstCrashes(options: CrashGuardOptions): void {
  const { crashes, clock, store, tell, restart, mayRestart } = options;
  let memory: CrashMemory = { ...noCrashes, ...store.value() };
  let told = false;
  crashes.follow((text, uncaught) => {
    if (!told) tell(text);
    told = true;
    if (!uncaught || !mayRestart()) return;
    const next = crashed(memory, clock.now());
    memory = next.memory;
    // a restart that cannot be counted might never end
    if (next.restart && store.save({ restarts: memory.restarts })) restart();
  });
}
