import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runBuiltApp, type BuiltOutcome } from "./built-app.ts";
import { createRandom } from "../fuzz/random.ts";
import type { WrittenFile } from "./protocol.ts";
import { MOMENTS, runHousehold, type Outcome } from "./household.ts";

export interface RunOptions {
  readonly cuts: number;
  /** Data folders side by side, each with a process and a cloud of its own. */
  readonly folders: number;
  readonly seed: number;
  /** How many times faster than real time runs, for the app and its cloud alike. */
  readonly speed: number;
  /** After this part of the kills a file is torn by hand, as a disk does that loses what it had promised: in every other folder, one kind of file in each. */
  readonly tears: number;
}

/** What is torn in one folder after the other; each key that is entered again costs a page of the list. */
const TORN: readonly WrittenFile[] = ["settings", "list", "settings", "key", "list"];

/** Kills so often, as evenly over the moments as can be, and judges each kill. */
export async function runPowerCuts({ cuts, folders, seed, speed, tears }: RunOptions): Promise<readonly Outcome[]> {
  const random = createRandom(seed);
  const moments = random.shuffled(
    Array.from({ length: cuts }, (_, index) => MOMENTS[index % MOMENTS.length] ?? "anywhere"),
  );
  const pace = { beganAt: Date.now(), speed };
  return await inFolders(folders, (folder, index) =>
    runHousehold({
      folder,
      pace,
      random: createRandom(seed + index + 1),
      tears: index % 2 === 0 ? null : { name: TORN[((index - 1) / 2) % TORN.length] ?? "settings", chance: 2 * tears },
      moments: moments.filter((_, at) => at % folders === index),
    }),
  );
}

/** The same with the app as it was built, in real time, so often in each folder. */
export const runBuiltCuts = (folders: number, kills: number, seed: number): Promise<readonly BuiltOutcome[]> =>
  inFolders(folders, (folder, index) => runBuiltApp(folder, createRandom(seed + index), kills));

async function inFolders<T>(count: number, work: (folder: string, index: number) => Promise<T>): Promise<readonly T[]> {
  const root = mkdtempSync(join(tmpdir(), "ajar-power-cuts-"));
  try {
    return await Promise.all(Array.from({ length: count }, (_, index) => work(join(root, String(index)), index)));
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
