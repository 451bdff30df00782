import { GCProfiler } from "node:v8";
import type { Finding } from "./report.ts";
import { syncBody, tickHouse, type Happening } from "./tick-house.ts";

/** What one tick takes: microseconds of processor time, and bytes that are allocated. */
interface Cost {
  readonly us: number;
  readonly bytes: number;
}

/** A tick in which a door opened or closed may take so many times what one takes in which nothing changed. */
const CHANGE_AT_MOST = 2;

/**
 * Time and bytes that one poll's answer takes from its decoded readings to what is shown, for houses of each size: where
 * nothing changed, and where a door opened or closed.
 */
export async function tickCost(counts: readonly number[], rounds: number): Promise<readonly Finding[]> {
  const costs: { readonly count: number; readonly quiet: Cost; readonly changed: Cost }[] = [];
  for (const count of counts) {
    const quiet = await oneTick(count, rounds, "nothing");
    costs.push({ count, quiet, changed: await oneTick(count, rounds, "a door") });
  }
  const [one, ...larger] = costs;
  if (one === undefined) return [];
  const parse = parseCost(one.count, rounds);
  const parsed = `${micro(parse)} to parse its answer`;
  return [
    {
      name: "one tick, 1 lock",
      measured: micro(one.quiet.us),
      beside: parsed,
      ratio: one.quiet.us / parse,
      limit: 200,
    },
    ...larger.flatMap(({ count, quiet }) => scaled("one tick", count, quiet, one.quiet)),
    ...larger.flatMap(({ count, changed }) => scaled("one with a change", count, changed, one.changed)),
    ...costs.map(({ count, quiet, changed }) => beside(count, quiet, changed)),
  ];
}

const beside = (count: number, quiet: Cost, changed: Cost): Finding => ({
  name: `one with a change beside one without, ${locks(count)}`,
  measured: micro(changed.us),
  beside: micro(quiet.us),
  // what one lock costs is some tens of microseconds, in which chance weighs as much as the change
  ratio: changed.us / quiet.us,
  limit: count === 1 ? 2 * CHANGE_AT_MOST : CHANGE_AT_MOST,
});

/** What a tick of a large house takes beside as many of a house of one. */
const scaled = (name: string, count: number, { us, bytes }: Cost, one: Cost): readonly Finding[] => [
  {
    name: `${name}, ${locks(count)}`,
    measured: micro(us),
    beside: `${count} × ${micro(one.us)} for one`,
    ratio: us / (count * one.us),
    limit: 1,
  },
  {
    name: `${name} allocates, ${locks(count)}`,
    measured: kilo(bytes),
    beside: `${count} × ${kilo(one.bytes)} for one`,
    ratio: bytes / (count * one.bytes),
    limit: 1,
  },
];

const locks = (count: number): string => (count === 1 ? "1 lock" : `${count} locks`);
const micro = (us: number): string => `${us.toFixed(us < 10 ? 1 : 0)} µs`;
const kilo = (bytes: number): string => `${(bytes / 1024).toFixed(1)} kB`;

/** Microseconds of processor time that reading the JSON of such a house's sync takes, which every client spends. */
function parseCost(count: number, rounds: number): number {
  const body = syncBody(count);
  const began = process.cpuUsage();
  for (let round = 0; round < rounds * 10; round += 1) JSON.parse(body);
  const { user, system } = process.cpuUsage(began);
  return (user + system) / (rounds * 10);
}

async function oneTick(count: number, rounds: number, happening: Happening): Promise<Cost> {
  const { tick, verify } = await tickHouse(count, happening);
  for (let round = 0; round < rounds / 10; round += 1) tick();
  const profiler = new GCProfiler();
  const from = process.memoryUsage().heapUsed;
  profiler.start();
  const began = process.cpuUsage();
  for (let round = 0; round < rounds; round += 1) tick();
  const { user, system } = process.cpuUsage(began);
  const { statistics } = profiler.stop();
  const freed = statistics.reduce(
    (sum, { beforeGC, afterGC }) => sum + beforeGC.heapStatistics.usedHeapSize - afterGC.heapStatistics.usedHeapSize,
    0,
  );
  const bytes = process.memoryUsage().heapUsed - from + freed;
  verify();
  return { us: (user + system) / rounds, bytes: bytes / rounds };
}
