import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRandom } from "../fuzz/random.ts";
import { MOMENTS, runHousehold, type Outcome } from "./household.ts";

export interface RunOptions {
  readonly cuts: number;
  /** Data folders side by side, each with a process and a cloud of its own. */
  readonly folders: number;
  readonly seed: number;
  /** How many times faster than real time runs, for the app and its cloud alike. */
  readonly speed: number;
}

/** After this part of the kills a file is torn by hand, as a disk does that loses what it had promised. */
const TEARS = 0.15;

/** Kills so often, as evenly over the moments as can be, and judges each kill. */
export async function runPowerCuts({ cuts, folders, seed, speed }: RunOptions): Promise<readonly Outcome[]> {
  const random = createRandom(seed);
  const moments = random.shuffled(
    Array.from({ length: cuts }, (_, index) => MOMENTS[index % MOMENTS.length] ?? "anywhere"),
  );
  const root = mkdtempSync(join(tmpdir(), "ajar-power-cuts-"));
  const pace = { beganAt: Date.now(), speed };
  try {
    return await Promise.all(
      Array.from({ length: folders }, (_, folder) =>
        runHousehold({
          ...{ folder: join(root, String(folder)), pace, tears: TEARS },
          random: createRandom(seed + folder + 1),
          moments: moments.filter((_, index) => index % folders === folder),
        }),
      ),
    );
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
