import { fork, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { DEMO_KEY } from "../../src-main/demo/cloud.ts";
import { median, type Finding } from "./report.ts";

const AJAR = "dist/main/index.js";
const EMPTY = "test/bench/empty-tray.js";
const LOCKS = 4;
/** Ten minutes of the cloud hold ten pages of a list. */
const STEP_S = 90;

/** A program on the stand-in, and the line by which its icon is counted as there. */
interface Program {
  readonly entry: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly shows: RegExp;
}

const ANY_ICON = /"kind":"tray"/;
/** With every lock locked the icon says so only after the list was answered. */
const ANSWERED_ICON = /"kind":"tray","icon":"secure"/;

/** Milliseconds from the start of a program until its icon, in an empty data folder. */
function iconAfter({ entry, args, env, shows }: Program): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "ajar-bench-"));
  const began = performance.now();
  const child = spawn(
    process.execPath,
    ["--import", "./test/stand-in/register.ts", entry, ...args, `--user-data-dir=${folder}`],
    { stdio: ["ignore", "pipe", "ignore"], env: { ...process.env, ...env } },
  );
  return new Promise((resolve, reject) => {
    let ms: number | null = null;
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (ms !== null || !shows.test(line)) return;
      ms = performance.now() - began;
      child.kill("SIGTERM");
    });
    child.on("error", reject).on("exit", () => {
      rmSync(folder, { recursive: true, force: true });
      if (ms === null) reject(new Error(`${entry} ended before it showed its icon.`));
      else resolve(ms);
    });
  });
}

/** The median of what each pair comes to, one program after the other. */
async function beside(name: string, pairs: number, ours: Program, empty: Program, limit: number): Promise<Finding> {
  const figures: { readonly ours: number; readonly empty: number }[] = [];
  // the first start of each compiles what the later ones find compiled
  await iconAfter(empty);
  await iconAfter(ours);
  for (let pair = 0; pair < pairs; pair += 1) {
    const other = await iconAfter(empty);
    figures.push({ ours: await iconAfter(ours), empty: other });
  }
  return {
    name,
    measured: `${Math.round(median(figures.map((figure) => figure.ours)))} ms`,
    beside: `${Math.round(median(figures.map((figure) => figure.empty)))} ms empty tray app`,
    ratio: median(figures.map((figure) => figure.ours / figure.empty)),
    limit,
  };
}

/** Start to the first icon, and to the icon of an answered list, each beside an empty tray app that does the same. */
export async function startTime(pairs: number, slack: number): Promise<readonly Finding[]> {
  const cloud = fork(new URL("cloud-process.ts", import.meta.url), [String(LOCKS), String(STEP_S)]);
  try {
    const origin = await new Promise<string>((resolve, reject) => {
      cloud.once("message", (message) => {
        if (typeof message === "string") resolve(message);
      });
      cloud.once("error", reject);
    });
    const args = ["--hidden", "--trace"];
    const env = { AJAR_API_URL: origin, AJAR_PERSONAL_KEY: DEMO_KEY };
    const list = `${origin}/api/v37/my/lock?Page=1&ItemsPerPage=100`;
    return [
      await beside(
        "start to the first icon",
        pairs,
        { entry: AJAR, args, env, shows: ANY_ICON },
        { entry: EMPTY, args: [], shows: ANY_ICON },
        1.15 * slack,
      ),
      await beside(
        "start to the icon of an answered list",
        pairs,
        { entry: AJAR, args, env, shows: ANSWERED_ICON },
        { entry: EMPTY, args: ["--list", list, DEMO_KEY], shows: ANY_ICON },
        1.3 * slack,
      ),
    ];
  } finally {
    cloud.disconnect();
  }
}
