import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { say, worded } from "./say.js";

const HOOK = fileURLToPath(new URL("hook.cjs", import.meta.url));
/** Characters of standard error that are kept to name an early death by. */
const KEPT = 20_000;
/** Lines that tell more than whatever was said last. */
const TELLING = [
  /error while loading shared libraries: .*/,
  /Missing X server.*/,
  /Failed to connect to .*display.*/i,
  /FATAL:.*/,
];

/**
 * Runs the app in Electron. `ended` resolves with the exit code (null after a signal) and, when Electron died by itself
 * before the app was ready, with what it said; the app's own decision to leave early is not such a death.
 */
export function runElectron(program, args) {
  const folder = mkdtempSync(join(tmpdir(), "ajar-start-"));
  const child = spawn(program, [...sandboxArgs(), "-r", HOOK, ".", ...args], {
    stdio: ["inherit", "inherit", "pipe"],
    env: { ...process.env, AJAR_START_FOLDER: folder },
  });
  let said = "";
  child.stderr?.on("data", (chunk) => {
    process.stderr.write(chunk);
    if (said.length < KEPT) said += String(chunk);
  });
  const ended = new Promise((resolve) => {
    const over = (code, words) => {
      const stages = stagesIn(folder);
      rmSync(folder, { recursive: true, force: true });
      const own = code === 0 || stages.includes("ready") || stages.includes("leaving");
      resolve({ code, early: own ? null : (telling(said) ?? words), relaunch: null });
    };
    child.once("error", (error) => over(null, worded(error)));
    child.once("close", (code, signal) => over(code, signal === null ? `exit code ${code}` : signal));
  });
  const reload = () => writeFileSync(join(folder, "reload"), String(Date.now()));
  return { name: "electron", ended, reload, stop: (signal) => child.kill(signal) };
}

/** Chromium refuses to run as root with its sandbox. */
function sandboxArgs() {
  if (process.platform !== "linux" || process.getuid() !== 0) return [];
  say("Running as root: Electron gets --no-sandbox.");
  return ["--no-sandbox"];
}

/** How far Electron came: "started", "leaving", "ready", as hook.cjs notes them. */
function stagesIn(folder) {
  try {
    return readFileSync(join(folder, "stages"), "utf8").split("\n");
  } catch {
    return [];
  }
}

/** The line of standard error that names the cause; null when nothing was said. */
function telling(said) {
  const lines = said.split("\n").map((line) => line.trim());
  for (const pattern of TELLING) {
    for (const line of lines) {
      const [found] = pattern.exec(line) ?? [];
      if (found !== undefined) return found;
    }
  }
  return lines.findLast((line) => line !== "") ?? null;
}
