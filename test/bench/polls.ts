import { fork } from "node:child_process";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { DEMO_KEY } from "../../src-main/demo/cloud.ts";
import { settle } from "../virtual/clock.ts";
import { pollingAsTheApp } from "./as-the-app.ts";
import { pollingOneByOne, type Polling } from "./one-by-one.ts";
import { pollingPlainly } from "./plain.ts";
import { median, type Finding } from "./report.ts";

/** Bytes by which the same work may differ: of the size of a few connections' buffers. */
const LEFT_BYTES = 2 ** 20;

/** Parts of a measurement: what comes or goes once, as code that is dropped, shows in one of them and does not count. */
const PARTS = 5;

/** One poll in so many finds that a lock moved. */
const MOVES_EVERY = 20;

/** Processor time of so many polls, some with a change, beside one plain fetch and its JSON for each. */
export async function pollBesidePlain(count: number, polls: number, limit: number): Promise<readonly Finding[]> {
  const plain = await against(count, polls, pollingPlainly, MOVES_EVERY);
  const ours = await against(count, polls, pollingAsTheApp, MOVES_EVERY);
  const perPoll = ({ ms }: Cost): string => `${((ms * 1000) / polls).toFixed(0)} µs`;
  return [
    {
      name: `processor time of a poll with a change in ${MOVES_EVERY}, ${count} locks, ${polls} polls`,
      measured: perPoll(ours),
      beside: `${perPoll(plain)} plain fetch and JSON`,
      ratio: ours.ms / plain.ms,
      limit,
    },
  ];
}

/** Processor time and memory of so many polls over loopback HTTP, beside a plain poller that asks lock by lock. */
export async function pollCost(count: number, polls: number): Promise<readonly Finding[]> {
  const plain = await against(count, polls, pollingOneByOne);
  const ours = await against(count, polls, pollingAsTheApp);
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
      measured: `${(ours.heap / 2 ** 20).toFixed(2)} MB more`,
      beside: `${(plain.heap / 2 ** 20).toFixed(2)} MB more lock by lock`,
      ratio: Math.max(0, ours.heap) / (Math.max(0, plain.heap) + LEFT_BYTES),
      limit: 1,
    },
  ];
}

interface Cost {
  /** Milliseconds of processor time. */
  readonly ms: number;
  /** Bytes of heap that have come to those after as many polls before. */
  readonly heap: number;
}

type Begin = (origin: string, key: string) => Polling | Promise<Polling>;

/** Polls twice as often as told, and measures the second half, while what polls still holds all that it keeps. */
async function against(count: number, polls: number, begin: Begin, movesEvery = 0): Promise<Cost> {
  const cloud = fork(new URL("cloud-process.ts", import.meta.url), [String(count), "20", String(movesEvery)]);
  try {
    const origin = await new Promise<string>((resolve, reject) => {
      cloud.once("message", (message) => {
        if (typeof message === "string") resolve(message);
      });
      cloud.once("error", reject);
      cloud.once("exit", () => reject(new Error("The cloud's process ended")));
    });
    const polling = await begin(origin, DEMO_KEY);
    await polling.poll(polls);
    let heap = await heapNow();
    let ms = 0;
    const grown: number[] = [];
    for (let part = 0; part < PARTS; part += 1) {
      const began = process.cpuUsage();
      await polling.poll(Math.ceil(polls / PARTS));
      const { user, system } = process.cpuUsage(began);
      ms += (user + system) / 1000;
      const now = await heapNow();
      grown.push(now - heap);
      heap = now;
    }
    polling.end();
    return { ms, heap: median(grown) * PARTS };
  } finally {
    cloud.disconnect();
  }
}

/** Bytes that are held: the least of three looks, since what is freed in steps is not held. */
async function heapNow(): Promise<number> {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  const looks: number[] = [];
  for (let look = 0; look < 3; look += 1) {
    if (typeof collect === "function") Reflect.apply(collect, null, []);
    looks.push(process.memoryUsage().heapUsed);
    await settle();
  }
  return Math.min(...looks);
}
