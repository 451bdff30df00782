import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { lineFrom, type Line, type Opened, type Plan } from "./protocol.ts";

/** No step of a life takes so long, however busy the computer is. */
export const PATIENCE_MS = 90_000;

/** How a process ended. */
export interface End {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Nobody could wait for it any longer. */
  readonly late: boolean;
  /** What it wrote for people, which is nothing when all was well. */
  readonly stderr: string;
}

/** What a process said of itself until now. */
export interface Told {
  /** The last number that it was about to write, and the last that it had written; null before the first. */
  readonly about: number | null;
  readonly saved: number | null;
  /** Whether it said that the key in use is at rest. */
  readonly kept: boolean;
}

/** One process from its start to its end. */
export interface Life {
  readonly opened: Promise<Opened>;
  /** The first number that it is about to write. */
  readonly writing: Promise<number>;
  readonly ended: Promise<End>;
  readonly told: () => Told;
  readonly write: () => void;
  readonly kill: () => void;
  /** Lets it end by itself. */
  readonly quit: () => void;
}

const ARGUMENTS = ["--import", "./test/power-cuts/without-electron.ts", "test/power-cuts/victim.ts"];

/** Starts a process; what it promises is rejected when it ends before, or takes longer than anybody waits. */
export function startLife(plan: Plan): Life {
  const child = spawn(process.execPath, [...ARGUMENTS, JSON.stringify(plan)], { stdio: ["pipe", "pipe", "pipe"] });
  let told: Told = { about: null, saved: null, kept: false };
  const opened = Promise.withResolvers<Opened>();
  const writing = Promise.withResolvers<number>();
  for (const { promise } of [opened, writing]) promise.catch(() => undefined);
  const take = (line: Line): void => {
    switch (line.say) {
      case "opened":
        opened.resolve(line);
        return;
      case "kept":
        told = { ...told, kept: true };
        return;
      case "about":
        writing.resolve(line.n);
        told = { ...told, about: line.n };
        return;
      case "saved":
        told = { ...told, saved: line.n };
    }
  };
  createInterface({ input: child.stdout }).on("line", (text) => {
    const line = lineFrom(text);
    if (line !== null) take(line);
  });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  // a process that was killed reads no more
  child.stdin.on("error", () => undefined);
  let late = false;
  const patience = setTimeout(() => {
    late = true;
    child.kill("SIGKILL");
  }, PATIENCE_MS);
  const ended = new Promise<End>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      clearTimeout(patience);
      for (const { reject: fail } of [opened, writing]) fail(new Error(`It ended before: ${stderr}`));
      resolve({ code, signal, late, stderr });
    });
  });
  return {
    opened: opened.promise,
    writing: writing.promise,
    ended,
    told: () => told,
    write: () => child.stdin.write("write\n"),
    kill: () => child.kill("SIGKILL"),
    quit: () => child.stdin.end(),
  };
}
