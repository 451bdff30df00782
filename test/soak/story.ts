import { parseArgs } from "node:util";
import type { TimedEvent } from "./oracle/events.ts";
import { soak } from "./world/simulator.ts";
import { WORLDS, worldOf } from "./worlds.ts";

/**
 * Prints the events around a moment that a verdict names: `TZ=Europe/Warsaw node test/soak/story.ts --world
 * house --days 30 --locks 50 --seed 1 --at 2026-10-28T19:12:50Z --door "Door 13"`. Without a door it prints those of all.
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
/** A renamed door keeps its number in front. */
const isWanted = (name: string): boolean => values.door === undefined || name.split(" (")[0] === values.door;

function line(event: TimedEvent): string | null {
  const { at, kind, ...others } = event;
  if ("serial" in event && !isWanted(names.get(event.serial) ?? "")) return null;
  const name = "serial" in event ? `${names.get(event.serial) ?? ""} ` : "";
  const told = event.kind === "arrived" ? { ...event.query, serials: `${event.query.serials.length} locks` } : others;
  return `${new Date(at).toISOString()} ${kind} ${name}${JSON.stringify(told)}`;
}

// the reader, such as `head`, may stop reading
process.stdout.on("error", () => process.exit(0));
const [fromMs, untilMs] = [moment - 1000 * (before ?? 0), moment + 1000 * (after ?? 0)];
await soak({
  ...worldOf(world, { days: days ?? 0, locks: locks ?? 0, seed: seed ?? 0 }),
  listen(event) {
    if (event.kind === "member") names.set(event.serial, event.name);
    const text = event.at >= fromMs && event.at <= untilMs ? line(event) : null;
    if (text !== null) console.log(text);
  },
});
