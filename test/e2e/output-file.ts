import { closeSync, mkdtempSync, openSync, readSync, rmSync, watch, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AppLog } from "./app-log.ts";

/** A file that a process writes its output to, so that nothing is missed before somebody listens. */
export interface OutputFile {
  readonly path: string;
  /** Reads the rest, and takes the file away. */
  close(): void;
}

const CHUNK_BYTES = 65_536;

/** Hands a log what is written to a new file, one JSON line `["stdout" | "stderr", text]` at a time. */
export function createOutputFile(log: AppLog): OutputFile {
  const folder = mkdtempSync(join(tmpdir(), "ajar-output-"));
  const path = join(folder, "output");
  writeFileSync(path, "");
  const file = openSync(path, "r");
  const buffer = Buffer.alloc(CHUNK_BYTES);
  const decoder = new TextDecoder();
  let rest = "";
  const read = (): void => {
    for (let size = readSync(file, buffer); size > 0; size = readSync(file, buffer)) {
      const lines = `${rest}${decoder.decode(buffer.subarray(0, size), { stream: true })}`.split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) hand(log, line);
    }
  };
  const watcher = watch(path, read);
  return {
    path,
    close() {
      read();
      watcher.close();
      closeSync(file);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function hand(log: AppLog, line: string): void {
  const json: unknown = JSON.parse(line);
  if (!Array.isArray(json)) return;
  const [stream, text] = json.map(String);
  if (text !== undefined) log.write(stream === "stdout" ? "stdout" : "stderr", text);
}
