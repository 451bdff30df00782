import { mkdirSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What a second start hands to the first. */
export interface SecondStart {
  readonly argv: string[];
  readonly workingDirectory: string;
}

const LOCK = "stand-in.lock";
/** Second starts leave their command lines here, since the call that tells them so cannot wait for an answer. */
const INBOX = "stand-in.starts";

/**
 * Claims a data folder for this process: true when nobody else has it, false when another process does and was handed
 * this command line. A lock whose process is gone is taken over. Throws when the folder cannot be written.
 */
export function claimFolder(folder: string, onSecond: (start: SecondStart) => void): boolean {
  mkdirSync(folder, { recursive: true });
  const lock = join(folder, LOCK);
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: "wx" });
      break;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
    if (isRunning(owner(lock))) {
      leaveNote(folder);
      return false;
    }
    rmSync(lock, { force: true });
  }
  openInbox(folder, onSecond);
  process.on("exit", () => {
    if (owner(lock) === process.pid) rmSync(lock, { force: true });
  });
  return true;
}

function owner(lock: string): number | null {
  try {
    const pid = Number(readFileSync(lock, "utf8"));
    return Number.isInteger(pid) && pid > 0 ? pid : null;
  } catch {
    return null;
  }
}

function isRunning(pid: number | null): boolean {
  if (pid === null) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
  // a number that was given to another program since is no owner; only Linux tells cheaply
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("register.ts");
  } catch {
    return true;
  }
}

function leaveNote(folder: string): void {
  const note: SecondStart = { argv: process.argv, workingDirectory: process.cwd() };
  const inbox = join(folder, INBOX);
  mkdirSync(inbox, { recursive: true });
  writeFileSync(join(inbox, `${process.pid}.json`), JSON.stringify(note));
}

function openInbox(folder: string, onSecond: (start: SecondStart) => void): void {
  const inbox = join(folder, INBOX);
  rmSync(inbox, { recursive: true, force: true });
  mkdirSync(inbox, { recursive: true });
  const seen = new Set<string>();
  const look = (): void => {
    for (const file of notesIn(inbox)) {
      if (seen.has(file)) continue;
      const note = readNote(join(inbox, file));
      // one that is still being written is read at the next change
      if (note === null) continue;
      seen.add(file);
      onSecond(note);
    }
  };
  const watcher = watch(inbox, look).unref();
  process.on("exit", () => {
    watcher.close();
    rmSync(inbox, { recursive: true, force: true });
  });
}

function notesIn(inbox: string): readonly string[] {
  try {
    return readdirSync(inbox);
  } catch {
    return [];
  }
}

function readNote(file: string): SecondStart | null {
  try {
    const json: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (typeof json !== "object" || json === null || !("argv" in json) || !("workingDirectory" in json)) return null;
    const { argv, workingDirectory } = json;
    if (!Array.isArray(argv) || typeof workingDirectory !== "string") return null;
    return { argv: argv.map(String), workingDirectory };
  } catch {
    return null;
  }
}
