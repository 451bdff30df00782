import { parseArgs } from "node:util";
import type { Witness } from "./oracle/events.ts";
import { soak } from "./world/simulator.ts";
import { WORLDS, worldOf } from "./worlds.ts";

/**
 * What happened around a moment that a verdict names, line by line: `TZ=Europe/Warsaw node test/soak/story.ts --world
 * house --days 30 --locks 50 --seed 1 --at 2026-10-28T19:12:50Z --door "Door 13"`; without a door, of all.
 */
const { values } = parseArgs({
  options: {
    world: { type: "string", default: "house" },
    days: { type: "string", default: "30" },
    locks: { type: "string", default: "50" },
    seed: { type: "string", default: "1" },
    at: { type: "string" },
    door: { type: "string" },
    before: { type: "string", default: "900" },
    after: { type: "string", default: "60" },
  },
});

const world = WORLDS.find((known) => known === values.world);
const moment = Date.parse(values.at ?? "");
const [days, locks, seed, before, after] = [values.days, values.locks, values.seed, values.before, values.after].map(
  Number,
);
if (world === undefined || [moment, days, locks, seed, before, after].some((one) => !Number.isFinite(one ?? NaN))) {
  console.error("Which world, how large, and around which moment? --world --days --locks --seed --at [--door NAME]");
  process.exit(2);
}

const names = new Map<string, string>();
/** A door keeps its number when it is renamed. */
const isWanted = (name: string): boolean => values.door === undefined || name.split(" (")[0] === values.door;

function line(witness: Witness): string | null {
  const { at, kind, ...others } = witness;
  if ("serial" in witness && !isWanted(names.get(witness.serial) ?? "")) return null;
  const name = "serial" in witness ? `${names.get(witness.serial) ?? ""} ` : "";
  const told =
    witness.kind === "arrived" ? { ...witness.asked, serials: `${witness.asked.serials.length} locks` } : others;
  return `${new Date(at).toISOString()} ${kind} ${name}${JSON.stringify(told)}`;
}

// whoever reads on may have seen enough
process.stdout.on("error", () => process.exit(0));
const [fromMs, untilMs] = [moment - 1000 * (before ?? 0), moment + 1000 * (after ?? 0)];
await soak({
  ...worldOf(world, { days: days ?? 0, locks: locks ?? 0, seed: seed ?? 0 }),
  listen(witness) {
    if (witness.kind === "member") names.set(witness.serial, witness.name);
    const text = witness.at >= fromMs && witness.at <= untilMs ? line(witness) : null;
    if (text !== null) console.log(text);
  },
});
