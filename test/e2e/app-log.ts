import type { ChildProcess } from "node:child_process";
import type { TraceKind, TraceOf, TraceRecord, WaitOptions } from "./driver.ts";

const WAIT_MS = 60_000;
/** Lines that an error quotes, so that the reader sees what came instead. */
const QUOTED = 8;
const QUOTED_CHARACTERS = 240;

/** What the app's processes wrote: trace lines from standard output, text for people from standard error. */
export class AppLog {
  readonly #lines: TraceRecord[] = [];
  readonly #waiting = new Set<() => void>();
  #text = "";
  #rest = "";

  /** Reads a process until it ends; resolves with its exit code, null when a signal ended it. */
  async follow(child: ChildProcess): Promise<number | null> {
    child.stdout?.setEncoding("utf8").on("data", (text: string) => this.write("stdout", text));
    child.stderr?.setEncoding("utf8").on("data", (text: string) => this.write("stderr", text));
    return await this.end(child);
  }

  /** Waits for the end of a process; resolves with its exit code, null when a signal ended it. */
  async end(child: ChildProcess): Promise<number | null> {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", resolve);
    });
    if (code !== 0) this.write("stderr", `(ended with ${code ?? child.signalCode ?? "nothing"})\n`);
    return code;
  }

  /** Takes what a process wrote, in pieces of any size. */
  write(stream: "stdout" | "stderr", text: string): void {
    if (stream === "stderr") this.#text += text;
    else {
      const lines = `${this.#rest}${text}`.split("\n");
      this.#rest = lines.pop() ?? "";
      this.#lines.push(...lines.map(parse).filter((record) => record !== null));
    }
    this.#look();
  }

  trace(): readonly TraceRecord[] {
    return [...this.#lines];
  }

  text(): string {
    return this.#text;
  }

  /** The first line that matches; rejects after the limit with the lines that came instead. */
  async waitForLine<Kind extends TraceKind>(
    kind: Kind,
    match: (line: TraceOf<Kind>) => boolean,
    { after = 0, withinMs = WAIT_MS }: WaitOptions,
  ): Promise<TraceOf<Kind>> {
    const find = (): TraceOf<Kind> | null => {
      for (const line of this.#lines.slice(after)) if (isOf(kind, line) && match(line)) return line;
      return null;
    };
    return await this.#wait(find, withinMs, () => {
      const last = this.#lines.slice(-QUOTED).map((line) => JSON.stringify(line).slice(0, QUOTED_CHARACTERS));
      return `No ${kind} line came that matches ${match.toString()}. The last lines:\n${last.join("\n")}\n${this.#text}`;
    });
  }

  /** What a pattern's first group matches in the text for people, from a position on; rejects after the limit. */
  async waitForText(pattern: RegExp, from: number, withinMs: number): Promise<string> {
    const find = (): string | null => pattern.exec(this.#text.slice(from))?.[1] ?? null;
    return await this.#wait(find, withinMs, () => `Nothing matched ${String(pattern)} in:\n${this.#text}`);
  }

  #wait<T>(find: () => T | null, withinMs: number, explain: () => string): Promise<T> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const found = find();
        if (found === null) return;
        stop();
        resolve(found);
      };
      const stop = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(look);
      };
      const timer = setTimeout(() => {
        stop();
        reject(new Error(`${explain()}\n(waited ${withinMs} ms)`));
      }, withinMs);
      this.#waiting.add(look);
      look();
    });
  }

  #look(): void {
    for (const look of [...this.#waiting]) look();
  }
}

const isOf = <Kind extends TraceKind>(kind: Kind, line: TraceRecord): line is TraceOf<Kind> => line.kind === kind;

function parse(line: string): TraceRecord | null {
  try {
    const json: unknown = JSON.parse(line);
    return isRecord(json) ? json : null;
  } catch {
    return null;
  }
}

// the app's own type of a line; what else it might write to standard output has no kind
const isRecord = (json: unknown): json is TraceRecord =>
  typeof json === "object" && json !== null && "kind" in json && "at" in json && typeof json.at === "number";
