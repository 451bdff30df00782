import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const REGISTER = resolve(import.meta.dirname, "../register.ts");
const ENTRY = resolve(import.meta.dirname, "main.js");

/** A process that runs the sample app on the stand-in. */
export interface SampleRun {
  readonly child: ChildProcess;
  /** Lines of standard output so far. */
  readonly lines: readonly string[];
  readonly stderr: () => string;
  /** Resolves when a line is there; rejects when the process ends without it. */
  line(text: string): Promise<void>;
  /** Resolves with the exit code, or the name of the signal that ended the process. */
  readonly exit: Promise<number | string>;
}

/** A new data folder for the sample app. */
export const newFolder = (): string => mkdtempSync(join(tmpdir(), "stand-in-sample-"));

/** Starts the sample app, or another entry file, with a data folder of its own. */
export function runSample(
  folder: string,
  args: readonly string[] = [],
  entry = ENTRY,
  env: Readonly<Record<string, string>> = {},
): SampleRun {
  const child = spawn(process.execPath, ["--import", REGISTER, entry, `--user-data-dir=${folder}`, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, DBUS_SESSION_BUS_ADDRESS: "", NODE_OPTIONS: "", VITEST: "", ...env },
  });
  const lines: string[] = [];
  const looking = new Set<() => void>();
  let rest = "";
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    const parts = `${rest}${text}`.split("\n");
    rest = parts.pop() ?? "";
    lines.push(...parts);
    for (const look of looking) look();
  });
  const exit = once(child, "close").then(() => child.exitCode ?? child.signalCode ?? "nothing");
  return {
    child,
    lines,
    stderr: () => errors,
    line: (text) =>
      new Promise((found, missed) => {
        const look = (): void => {
          if (lines.includes(text)) found();
        };
        looking.add(look);
        look();
        void exit.then((code) =>
          missed(new Error(`Ended with ${code} before "${text}":\n${lines.join("\n")}\n${errors}`)),
        );
      }),
    exit,
  };
}
