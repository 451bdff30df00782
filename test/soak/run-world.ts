import { soak } from "./world/simulator.ts";
import { verdictOf } from "./verdict.ts";
import { judged, WORLDS, worldOf } from "./worlds.ts";

/** Runs one world in this process and prints its verdict as JSON. */
const [name, ...numbers] = process.argv.slice(2);
const [days = NaN, locks = NaN, seed = NaN] = numbers.map(Number);
const world = WORLDS.find((known) => known === name);
if (world === undefined || ![days, locks, seed].every(Number.isFinite)) throw new Error("Which world, and how large?");
const soaked = await soak(worldOf(world, { days, locks, seed }));
console.log(JSON.stringify(verdictOf(soaked, judged(world))));
