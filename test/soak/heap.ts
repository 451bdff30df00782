import { setTimeout as wait } from "node:timers/promises";
import { getHeapSpaceStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collect: unknown = runInNewContext("gc");
const ROUNDS = 6;
/** Where V8 keeps the code that it compiled, and what belongs to it. */
const CODE_SPACES = /code|trusted/;

/** Bytes of a heap: what the program holds, and what V8 compiled of it, which grows for weeks with the heat of its loops. */
export interface Heap {
  readonly held: number;
  readonly code: number;
}

/** More than any heap. */
export const unmeasured: Heap = { held: Infinity, code: Infinity };

/** The heap after everything that nobody holds was collected. */
export async function usedHeap(): Promise<Heap> {
  if (typeof collect !== "function") throw new Error("No collection can be asked for");
  let least = unmeasured;
  // code that ran once, of Node's own loader above all, holds megabytes until it is thrown away days later
  setFlagsFromString("--stress-flush-code");
  for (let round = 0; round < ROUNDS; round += 1) {
    Reflect.apply(collect, undefined, []);
    // finalizers run between two collections, and what they let go of is collected by the next
    await wait(1);
    least = lesser(least, look());
  }
  setFlagsFromString("--no-stress-flush-code");
  return least;
}

/** Of two heaps the one in which less is held. */
export const lesser = (one: Heap, other: Heap): Heap => (other.held < one.held ? other : one);

function look(): Heap {
  let [held, code] = [0, 0];
  for (const { space_name, space_used_size } of getHeapSpaceStatistics()) {
    if (CODE_SPACES.test(space_name)) code += space_used_size;
    else held += space_used_size;
  }
  return { held, code };
}
