import { accountAt } from "../../../src-main/core/app/account.ts";
import type { Credential } from "../../../src-main/core/polling/credential.ts";
import type { KeyState, KeyStore } from "../../../src-main/core/app/key-state.ts";
import type { Clock } from "../../../src-main/core/lock/clock.ts";
import { createCloud, DEMO_KEY, type Cloud } from "../../../src-main/demo/cloud.ts";
import type { DemoLock } from "../../../src-main/demo/demo-lock.ts";
import { houseLocks } from "../../../src-main/demo/house.ts";
import { Accounts, type OpenDemo, type Watched } from "../../../src-main/sync/accounts.ts";
import { createClient } from "../../../src-main/tedee/client.ts";
import { createVirtualClock } from "../../virtual/clock.ts";
import { createCloudFetch, type Mishap } from "../../virtual/cloud-fetch.ts";
import { START_MS } from "../../virtual/world.ts";

const DAY_MS = 86_400_000;
const ORIGIN = "https://api.test";

/** Keys that the cloud knows beside the demo's: each is good for less. */
export const READ_ONLY = "watchd.only/reads+locks";
export const BLIND = "blindk.reads/nothing";
export const EXPIRED = "oldkey.is/over";

/** How a keyring behaves. */
interface Mood {
  locked: boolean;
  storage: "keyring" | "none";
  /** What a load waits for. */
  gate: Promise<unknown>;
  broken: boolean;
}

/** Keys as a keyring would keep them, in a map. */
function keysOf(saved: Map<string, string>, mood: Mood): KeyStore {
  return {
    load: async (account) => {
      const key = saved.get(account);
      await mood.gate;
      if (mood.broken) throw new Error("a keyring in a mood that nobody knows");
      if (mood.locked) return { kind: "keyring-locked" };
      return key === undefined ? { kind: "none" } : { kind: "key", key, storedIn: "keyring", endsAt: null };
    },
    keep: (account, key) => {
      if (mood.storage === "none") return Promise.resolve("memory");
      saved.set(account, key);
      return Promise.resolve("keyring");
    },
    forget: (account) => {
      saved.delete(account);
    },
    storage: () => Promise.resolve(mood.storage),
  };
}

interface Options {
  readonly given?: Credential;
  /** A key that an earlier run kept. */
  readonly saved?: string;
  readonly locks?: readonly DemoLock[];
  readonly leaveForGood?: () => void;
}

/** A cloud that knows all keys. */
function cloudOf(clock: Clock, locks: readonly DemoLock[]): Cloud {
  const cloud = createCloud({ now: () => clock.now(), key: DEMO_KEY, locks, script: null });
  const validTo = START_MS + 30 * DAY_MS;
  cloud.addKey({ key: READ_ONLY, name: "Session", scopes: ["Device.Read"], validTo });
  cloud.addKey({ key: BLIND, name: "Blind", scopes: ["Account.Read"], validTo });
  cloud.addKey({ key: EXPIRED, name: "Old", scopes: ["Device.Read"], validTo: START_MS - 1 });
  return cloud;
}

/** How often the demo was opened and closed, and another run begun. */
interface Demos {
  open: number;
  closed: number;
  anew: number;
}

function openDemo(demos: Demos): Promise<OpenDemo> {
  demos.open += 1;
  const close = (): Promise<void> => {
    demos.closed += 1;
    return Promise.resolve();
  };
  return Promise.resolve({ baseUrl: "http://demo.test", key: DEMO_KEY, close });
}

/** Accounts that have not started, before a simulated cloud in virtual time, and all that comes of them. */
export function begun({ given, saved: before, locks = houseLocks, leaveForGood }: Options = {}) {
  const clock = createVirtualClock(START_MS);
  const cloud = cloudOf(clock, locks);
  let mishap: Mishap = { kind: "none" };
  const saved = new Map(before === undefined ? [] : [[ORIGIN, before]]);
  const mood: Mood = { locked: false, storage: "keyring", gate: Promise.resolve(), broken: false };
  const watched: Watched[] = [];
  const told: KeyState[] = [];
  /** What was charged, and how many requests had arrived before. */
  const charged: (readonly ["list" | "key", number])[] = [];
  const demos: Demos = { open: 0, closed: 0, anew: 0 };
  const fetch = createCloudFetch(cloud, clock, () => mishap);
  const accounts = new Accounts({
    baseUrl: ORIGIN,
    given: given ?? null,
    keys: keysOf(saved, mood),
    client: (baseUrl, credential) => createClient({ fetch, baseUrl, credential, clock, trace: () => undefined }),
    openDemo: () => openDemo(demos),
    watch: (one) => watched.push(one),
    charge: (account, purpose) => charged.push([purpose, account === accountAt(ORIGIN) ? cloud.counts().total : NaN]),
    onAccount: (account) => told.push(account),
    leaveForGood: leaveForGood ?? null,
    startAnew: () => (demos.anew += 1),
  });
  const befall = (next: Mishap): void => {
    mishap = next;
  };
  return { accounts, clock, cloud, saved, mood, watched, told, charged, demos, befall };
}

export type Begun = ReturnType<typeof begun>;

/** The key or token whose locks Ajar watches now; null in nobody's house and in the demo's. */
export const keyUsed = (watched: readonly Watched[]): string | null => {
  const last = watched.at(-1);
  return last?.kind === "account" ? last.credential.secret : null;
};
