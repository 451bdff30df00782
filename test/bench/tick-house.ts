import { personalKey } from "../../src-main/core/polling/credential.ts";
import { instant, type Reading } from "../../src-main/core/lock/lock.ts";
import { english } from "../unit/support/words.ts";
import { defaultSettings } from "../../src-main/core/app/settings.ts";
import { createCloud, DEMO_KEY, type Cloud } from "../../src-main/demo/cloud.ts";
import { DOOR_STATE, demoLock, LOCK_STATE, type DemoLock } from "../../src-main/demo/demo-lock.ts";
import { Engine } from "../../src-main/sync/engine.ts";
import { createClient, type Client } from "../../src-main/tedee/client.ts";
import { createVirtualClock } from "../virtual/clock.ts";
import { createCloudFetch } from "../virtual/cloud-fetch.ts";

const START_MS = Date.UTC(2026, 10, 24);
const POLL_MS = 20_000;
const never = new AbortController().signal;

/** Whether something comes about with each tick: nothing, or a door that opens and closes in turns. */
export type Happening = "nothing" | "a door";

/** An engine that is fed with one poll's readings after the other. */
export interface TickHouse {
  /** Takes in the next poll's readings. */
  readonly tick: () => void;
  /** Throws unless each tick so far showed and told as much as it had to. */
  readonly verify: () => void;
}

/** Locks of a house, all locked and closed. */
export const locksOf = (count: number): readonly DemoLock[] =>
  Array.from({ length: count }, (_, index) => demoLock(index + 1, `Door ${index + 1}`));

/** The text of a sync's answer about a house. */
export const syncBody = (count: number): string =>
  createCloud({ now: () => START_MS, key: DEMO_KEY, locks: locksOf(count), script: null }).answer({
    method: "GET",
    path: "/api/v37/my/lock/sync",
    authorization: `PersonalKey ${DEMO_KEY}`,
  }).body;

/** A house of so many locks, listed and shown; its readings are what the client makes of the cloud's answers. */
export async function tickHouse(count: number, happening: Happening): Promise<TickHouse> {
  const clock = createVirtualClock(START_MS);
  const locks = locksOf(count);
  const cloud = createCloud({ now: () => clock.now(), key: DEMO_KEY, locks, script: null });
  const fetch = createCloudFetch(cloud, clock, () => ({ kind: "none" }));
  const client = createClient({
    fetch,
    baseUrl: "https://cloud.test",
    credential: personalKey(DEMO_KEY),
    clock,
    trace: () => undefined,
  });
  const shown = { snapshots: 0, trays: 0, alerts: 0 };
  const engine = engineFor(shown);
  await list(client, engine, Math.ceil(count / 100));
  const turns = [await syncOf(client)];
  if (happening === "a door") {
    // the cloud refuses to be asked again sooner
    await clock.advance(POLL_MS);
    turns.unshift(await openDoor(client, cloud, locks));
  }
  let [ticks, at] = [0, START_MS];
  const before = { ...shown };
  const tick = (): void => {
    const now = instant((at += POLL_MS));
    const readings = (turns[ticks % turns.length] ?? []).map((reading) => ({ ...reading, at: now }));
    engine.apply({ kind: "read", at: now, readings, all: true }, now);
    engine.nextAt();
    ticks += 1;
  };
  const verify = (): void => {
    const due = happening === "nothing" ? 0 : ticks;
    const since = [shown.snapshots - before.snapshots, shown.trays - before.trays, shown.alerts - before.alerts];
    if (since.some((times) => times !== due))
      throw new Error(`${ticks} ticks with ${happening} came to ${since.join()}`);
  };
  return { tick, verify };
}

function engineFor(shown: { snapshots: number; trays: number; alerts: number }): Engine {
  const startedAt = instant(START_MS);
  return new Engine({
    words: english,
    startedAt,
    key: "in-use",
    demo: false,
    otherCloud: null,
    trace: () => undefined,
    settings: defaultSettings,
    saveSettings: () => undefined,
    output: {
      snapshot: () => (shown.snapshots += 1),
      tray: () => (shown.trays += 1),
      raise: () => (shown.alerts += 1),
      withdraw: () => undefined,
      changes: () => undefined,
      checked: () => undefined,
    },
  });
}

/** A page holds a hundred locks, and this is not about lists: they are read one by one. */
async function list(client: Client, engine: Engine, pages: number): Promise<void> {
  const at = instant(START_MS);
  for (let page = 1; page <= pages; page += 1) {
    const answer = await client.list(page, never);
    if (!answer.ok) throw new Error(`The list failed: ${answer.failure.kind}`);
    engine.apply({ kind: "listed", at, listings: answer.value.listings, complete: false }, at);
  }
}

async function syncOf(client: Client): Promise<readonly Reading[]> {
  const answer = await client.sync(null, never);
  if (!answer.ok) throw new Error(`The sync failed: ${answer.failure.kind}`);
  return answer.value;
}

async function openDoor(client: Client, cloud: Cloud, [first]: readonly DemoLock[]): Promise<readonly Reading[]> {
  if (first !== undefined) cloud.set(first.serial, { state: LOCK_STATE.unlocked, doorState: DOOR_STATE.opened });
  return syncOf(client);
}
