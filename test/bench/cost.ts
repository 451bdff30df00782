import { fork } from "node:child_process";
import { GCProfiler, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { instant, type Instant } from "../../src-main/core/lock.ts";
import { english } from "../../src-main/core/messages/words.ts";
import { defaultSettings } from "../../src-main/core/settings.ts";
import { createCloud, DEMO_KEY } from "../../src-main/demo/cloud.ts";
import { demoLock } from "../../src-main/demo/demo-lock.ts";
import { createEngine, type Engine } from "../../src-main/sync/engine.ts";
import { systemClock } from "../../src-main/sync/system-clock.ts";
import { createClient, type Client } from "../../src-main/tedee/client.ts";
import { createVirtualClock } from "../virtual/clock.ts";
import { createCloudFetch } from "../virtual/cloud-fetch.ts";
import { pollOneByOne } from "./one-by-one.ts";
import type { Finding } from "./report.ts";

const START_MS = Date.UTC(2026, 10, 24);
const never = new AbortController().signal;

const engineAt = (now: Instant): Engine =>
  createEngine({
    ...{ words: english, startedAt: now, key: "in-use", demo: false, otherCloud: null, trace: () => undefined },
    ...{ settings: defaultSettings, keepSettings: () => undefined },
    output: {
      ...{ snapshot: () => undefined, tray: () => undefined, raise: () => undefined, withdraw: () => undefined },
      checked: () => undefined,
    },
  });

async function list(client: Client, engine: Engine, now: Instant): Promise<void> {
  const page = await client.list(1, never);
  if (!page.ok) throw new Error(`The list failed: ${page.failure.kind}`);
  engine.apply({ kind: "listed", at: now, listings: page.value.listings, complete: true }, now);
}

/** Time and bytes that one poll's answer takes from its decoded readings to what is shown, for houses of each size. */
export async function tickCost(counts: readonly number[], rounds: number): Promise<readonly Finding[]> {
  const costs: { readonly count: number; readonly us: number; readonly bytes: number }[] = [];
  for (const count of counts) costs.push({ count, ...(await oneTick(count, rounds)) });
  const [first, ...larger] = costs;
  if (first === undefined) return [];
  const parse = parseCost(first.count, rounds);
  return [
    finding("one tick, 1 lock", micro(first.us), `${micro(parse)} to parse its answer`, first.us / parse, 200),
    ...larger.flatMap(({ count, us, bytes }) => [
      finding(
        `one tick, ${count} locks`,
        micro(us),
        `${count} × ${micro(first.us)} for one`,
        us / (count * first.us),
        1,
      ),
      finding(
        `one tick allocates, ${count} locks`,
        kilo(bytes),
        `${count} × ${kilo(first.bytes)} for one`,
        bytes / (count * first.bytes),
        1,
      ),
    ]),
  ];
}

const micro = (us: number): string => `${us.toFixed(us < 10 ? 1 : 0)} µs`;
const kilo = (bytes: number): string => `${(bytes / 1024).toFixed(1)} kB`;
const finding = (name: string, measured: string, beside: string, ratio: number, limit: number): Finding => ({
  ...{ name, measured, beside, ratio, limit },
});

/** Microseconds of processor time that reading the JSON of such a house's sync takes, which every client spends. */
function parseCost(count: number, rounds: number): number {
  const clock = createVirtualClock(START_MS);
  const locks = Array.from({ length: count }, (_, index) => demoLock(index + 1, `Door ${index + 1}`));
  const cloud = createCloud({ now: () => clock.now(), key: DEMO_KEY, locks, script: null });
  const request = { method: "GET", path: "/api/v37/my/lock/sync", authorization: `PersonalKey ${DEMO_KEY}` };
  const { body } = cloud.answer(request);
  const began = process.cpuUsage();
  for (let round = 0; round < rounds * 10; round += 1) JSON.parse(body);
  const { user, system } = process.cpuUsage(began);
  return (user + system) / (rounds * 10);
}

async function oneTick(count: number, rounds: number): Promise<{ us: number; bytes: number }> {
  const clock = createVirtualClock(START_MS);
  const locks = Array.from({ length: count }, (_, index) => demoLock(index + 1, `Door ${index + 1}`));
  const cloud = createCloud({ now: () => clock.now(), key: DEMO_KEY, locks, script: null });
  const fetch = createCloudFetch(cloud, clock, () => ({ kind: "none" }));
  const client = createClient({ fetch, baseUrl: "https://cloud.test", key: DEMO_KEY, clock, trace: () => undefined });
  const engine = engineAt(clock.now());
  // a page holds a hundred locks, and this is not about lists
  for (let page = 1; page <= Math.ceil(count / 100); page += 1) {
    const answer = await client.list(page, never);
    if (!answer.ok) throw new Error(`The list failed: ${answer.failure.kind}`);
    engine.apply({ kind: "listed", at: clock.now(), listings: answer.value.listings, complete: false }, clock.now());
  }
  const answer = await client.sync(null, never);
  if (!answer.ok) throw new Error(`The sync failed: ${answer.failure.kind}`);
  let at = START_MS;
  const tick = (): void => {
    at += 20_000;
    const now = instant(at);
    const readings = answer.value.map((reading) => ({ ...reading, at: now }));
    engine.apply({ kind: "read", at: now, readings, all: true }, now);
    engine.tick(now);
    engine.nextDeadline(now);
  };
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
  return { us: (user + system) / rounds, bytes: bytes / rounds };
}

/** Processor time and memory of so many polls over loopback HTTP, beside a plain poller that asks lock by lock. */
export async function pollCost(count: number, polls: number): Promise<readonly Finding[]> {
  const plain = await against(count, (origin) => pollOneByOne(origin, DEMO_KEY, polls));
  const ours = await against(count, (origin) => pollTogether(origin, polls));
  const perPoll = ({ ms }: Cost): string => `${((ms * 1000) / polls).toFixed(0)} µs`;
  return [
    {
      name: `processor time of a poll, ${count} locks, ${polls} polls`,
      measured: perPoll(ours),
      beside: `${perPoll(plain)} lock by lock`,
      ratio: ours.ms / plain.ms,
      limit: 1,
    },
    {
      name: `heap after ${polls} polls, ${count} locks`,
      measured: `${(ours.heap / 2 ** 20).toFixed(1)} MB more`,
      beside: `${(plain.heap / 2 ** 20).toFixed(1)} MB more lock by lock`,
      // what both leave behind is of the size of a connection's buffers
      ratio: Math.max(0, ours.heap) / (Math.max(0, plain.heap) + 2 * 2 ** 20),
      limit: 1,
    },
  ];
}

interface Cost {
  /** Milliseconds of processor time. */
  readonly ms: number;
  /** Bytes of heap that are left. */
  readonly heap: number;
}

async function against(count: number, work: (origin: string) => Promise<void>): Promise<Cost> {
  const cloud = fork(new URL("cloud-process.ts", import.meta.url), [String(count)]);
  try {
    const origin = await new Promise<string>((resolve, reject) => {
      cloud.once("message", (message) => {
        if (typeof message === "string") resolve(message);
      });
      cloud.once("error", reject);
      cloud.once("exit", () => {
        reject(new Error("The cloud's process ended"));
      });
    });
    await work(origin);
    const heap = heapNow();
    const began = process.cpuUsage();
    await work(origin);
    const { user, system } = process.cpuUsage(began);
    return { ms: (user + system) / 1000, heap: heapNow() - heap };
  } finally {
    cloud.disconnect();
  }
}

async function pollTogether(origin: string, polls: number): Promise<void> {
  const client = createClient({ fetch, baseUrl: origin, key: DEMO_KEY, clock: systemClock, trace: () => undefined });
  let at = instant(START_MS);
  const engine = engineAt(at);
  await list(client, engine, at);
  for (let poll = 0; poll < polls; poll += 1) {
    at = instant(at + 20_000);
    const answer = await client.sync(null, never);
    if (!answer.ok) throw new Error(`The sync failed: ${answer.failure.kind}`);
    engine.apply({ kind: "read", at, readings: answer.value.map((one) => ({ ...one, at })), all: true }, at);
  }
  if (engine.house().lastAnswerAt !== at) throw new Error("The engine read nothing");
}

function heapNow(): number {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  if (typeof collect === "function") Reflect.apply(collect, null, []);
  return process.memoryUsage().heapUsed;
}
