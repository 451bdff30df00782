import { runCase, type Result } from "./cases.ts";
import { createRandom } from "./random.ts";
import { openWire } from "./wire.ts";

export interface FuzzRun {
  readonly outcomes: ReadonlyMap<Result["outcome"], number>;
  /** What was wrong, each with the seed that brings it again. */
  readonly failures: readonly { readonly seed: number; readonly case: number; readonly wrong: readonly string[] }[];
}

/** One case in so many travels over a socket. */
const ON_WIRE_EVERY = 10;

/** Runs cases from `from` on, one after the other; a case depends on the seed and its own number alone. */
export async function runFuzz(seed: number, cases: number, from = 0): Promise<FuzzRun> {
  const outcomes = new Map<Result["outcome"], number>();
  const failures: { seed: number; case: number; wrong: readonly string[] }[] = [];
  const wire = await openWire();
  try {
    for (let index = from; index < from + cases; index += 1) {
      const random = createRandom(seed * 1_000_003 + index);
      const { outcome, wrong } = await (index % ON_WIRE_EVERY === 0 ? wire.runCase(random) : runCase(random));
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      if (wrong.length > 0) failures.push({ seed, case: index, wrong });
    }
  } finally {
    await wire.close();
  }
  return { outcomes, failures };
}
