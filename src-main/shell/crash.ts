import { say, type Words } from "../core/messages/words.ts";
import type { Trace } from "../core/trace.ts";

/**
 * What an unexpected error may say of itself: its name, its code and the place in the code. Never its message, which
 * can quote a header and so the key.
 */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const code = "code" in error && typeof error.code === "string" ? ` ${error.code}` : "";
  const place = /([\w.-]+:\d+:\d+)\)?$/m.exec(error.stack ?? "")?.[1];
  return `${error.name}${code}${place === undefined ? "" : ` at ${place}`}`;
}

/**
 * Records errors that nothing caught, as one sentence on standard error and a trace line, and goes on: the house is
 * asked again at the next poll anyway. A dialog would stop a program that watches unattended. The answer records what
 * was caught but should not have happened.
 */
export function registerCrashRecorder(words: Words, trace: Trace): (error: unknown) => void {
  // a reader that went away (`ajar --trace | head`) must not become an error that is written to it again
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
  const record = (error: unknown): void => {
    const text = say(words, "shell.unexpected", { what: describeError(error) });
    process.stderr.write(`${text}\n`);
    trace({ kind: "problem", failure: "unexpected-error", text });
  };
  process.on("uncaughtException", record);
  process.on("unhandledRejection", record);
  return record;
}
