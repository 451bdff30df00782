import { soak } from "./world/simulator.ts";
import { verdictOf } from "./verdict.ts";
import { judged, WORLDS, worldOf } from "./worlds.ts";

/** One world in this process: its verdict as JSON on standard output. */
const [name, ...numbers] = process.argv.slice(2);
const [days = NaN, locks = NaN, seed = NaN] = numbers.map(Number);
const world = WORLDS.find((known) => known === name);
if (world === undefined || ![days, locks, seed].every(Number.isFinite)) throw new Error("Which world, and how large?");
const soaked = await soak(worldOf(world, { days, locks, seed }));
console.log(JSON.stringify(verdictOf(soaked, judged(world))));
