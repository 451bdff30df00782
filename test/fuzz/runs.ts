import { runCase } from "./cases.ts";
import { createRandom } from "./random.ts";
import { count, emptyTally, type Tally, type Way } from "./tally.ts";
import { openWire } from "./wire.ts";

export interface FuzzRun {
  readonly tally: Tally;
  /** What was wrong, each with the seed that brings it again. */
  readonly failures: readonly { readonly seed: number; readonly case: number; readonly wrong: readonly string[] }[];
}

/** One case in so many travels over a socket. */
const ON_WIRE_EVERY = 10;

/** Runs cases from `from` on, one after the other; a case depends on the seed and its own number alone. */
export async function runFuzz(seed: number, cases: number, from = 0): Promise<FuzzRun> {
  const tally = emptyTally();
  const failures: { seed: number; case: number; wrong: readonly string[] }[] = [];
  const wire = await openWire();
  try {
    for (let index = from; index < from + cases; index += 1) {
      const random = createRandom(seed * 1_000_003 + index);
      const way: Way = index % ON_WIRE_EVERY === 0 ? "on-wire" : "in-memory";
      const result = await (way === "on-wire" ? wire.runCase(random) : runCase(random));
      count(tally, result, way);
      if (result.wrong.length > 0) failures.push({ seed, case: index, wrong: result.wrong });
    }
  } finally {
    await wire.close();
  }
  return { tally, failures };
}
