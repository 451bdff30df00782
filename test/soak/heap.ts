import { setTimeout as wait } from "node:timers/promises";
import { getHeapStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collect: unknown = runInNewContext("gc");
const ROUNDS = 6;

/** Bytes in use after everything that nobody holds was collected. */
export async function usedHeap(): Promise<number> {
  if (typeof collect !== "function") throw new Error("No collection can be asked for");
  let least = Infinity;
  for (let round = 0; round < ROUNDS; round += 1) {
    Reflect.apply(collect, undefined, []);
    // finalizers run between two collections, and what they let go of is collected by the next
    await wait(1);
    least = Math.min(least, getHeapStatistics().used_heap_size);
  }
  return least;
}
