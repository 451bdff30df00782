import { setTimeout as wait } from "node:timers/promises";
import { getHeapSpaceStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collect: unknown = runInNewContext("gc");
const ROUNDS = 6;
/** V8 keeps compiled code in these spaces. */
const CODE_SPACES = /code|trusted/;

/** Bytes of a heap: what the program holds, and the code that V8 compiled, which grows for weeks. */
export interface Heap {
  readonly held: number;
  readonly code: number;
}

/** Larger than any heap. */
export const unmeasured: Heap = { held: Infinity, code: Infinity };

/** The heap after full collections. */
export async function usedHeap(): Promise<Heap> {
  if (typeof collect !== "function") throw new Error("No collection can be asked for");
  let least = unmeasured;
  // code that ran once holds megabytes for days unless V8 throws it away now
  setFlagsFromString("--stress-flush-code");
  for (let round = 0; round < ROUNDS; round += 1) {
    Reflect.apply(collect, undefined, []);
    // finalizers run between two collections and release more for the next
    await wait(1);
    least = lesser(least, look());
  }
  setFlagsFromString("--no-stress-flush-code");
  return least;
}

/** The heap that holds less. */
export const lesser = (one: Heap, other: Heap): Heap => (other.held < one.held ? other : one);

function look(): Heap {
  let [held, code] = [0, 0];
  for (const { space_name, space_used_size } of getHeapSpaceStatistics()) {
    if (CODE_SPACES.test(space_name)) code += space_used_size;
    else held += space_used_size;
  }
  return { held, code };
}
