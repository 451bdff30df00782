import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { median, type Finding } from "./report.ts";

/** Milliseconds until a bare Node has run an empty program. */
function bareNode(): Promise<number> {
  const began = performance.now();
  return new Promise((resolve, reject) => {
    spawn(process.execPath, ["-e", "0"], { stdio: "ignore" })
      .on("error", reject)
      .on("exit", () => resolve(performance.now() - began));
  });
}

/** Milliseconds from the start of the app on the stand-in until its first tray icon. */
function firstTray(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "ajar-bench-"));
  const began = performance.now();
  const child = spawn(
    process.execPath,
    [
      ...["--import", "./test/stand-in/register.ts", "dist/main/index.js"],
      ...["--demo", "--hidden", "--trace", `--user-data-dir=${folder}`],
    ],
    { stdio: ["ignore", "pipe", "ignore"] },
  );
  return new Promise((resolve, reject) => {
    let ms: number | null = null;
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (ms !== null || !line.includes('"kind":"tray"')) return;
      ms = performance.now() - began;
      child.kill("SIGTERM");
    });
    child.on("error", reject).on("exit", () => {
      rmSync(folder, { recursive: true, force: true });
      if (ms === null) reject(new Error("The app ended before it showed its tray icon."));
      else resolve(ms);
    });
  });
}

/** Start to first tray icon beside a bare Node start, in turns. */
export async function startTime(rounds: number): Promise<readonly Finding[]> {
  const bare: number[] = [];
  const app: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    bare.push(await bareNode());
    app.push(await firstTray());
  }
  const [a, b] = [median(app), median(bare)];
  return [
    {
      name: "start to first tray",
      measured: `${Math.round(a)} ms`,
      beside: `${Math.round(b)} ms bare Node`,
      ratio: a / b,
      limit: 15,
    },
  ];
}
