import { afterEach, beforeEach, expect, it } from "vitest";
import { personalKey } from "../../src-main/core/polling/credential.ts";
import { emptyListCache } from "../../src-main/core/polling/list-cache.ts";
import { english } from "../unit/support/words.ts";
import { defaultSettings } from "../../src-main/core/app/settings.ts";
import { createCloud, DEMO_KEY } from "../../src-main/demo/cloud.ts";
import { demoLock } from "../../src-main/demo/demo-lock.ts";
import { Engine } from "../../src-main/sync/engine.ts";
import { Poller } from "../../src-main/sync/poller.ts";
import { Scheduler } from "../../src-main/sync/scheduler.ts";
import { createClient, type Client } from "../../src-main/tedee/client.ts";
import { createVirtualClock } from "../virtual/clock.ts";
import { createCloudFetch } from "../virtual/cloud-fetch.ts";
import { START_MS } from "../virtual/world.ts";

// what nothing catches is what these tests are about, and theirs alone
const uncaught: unknown[] = [];
const others = process.listeners("unhandledRejection");
const hear = (error: unknown): void => void uncaught.push(error);
beforeEach(() => {
  uncaught.length = 0;
  process.removeAllListeners("unhandledRejection");
  process.on("unhandledRejection", hear);
});
afterEach(() => {
  process.off("unhandledRejection", hear);
  for (const listener of others) process.on("unhandledRejection", listener);
});

it.each(["list", "sync"] as const)(
  "a fault of Ajar's own in a %s is recorded, and neither ends nor hurries the polling",
  async (where) => {
    const clock = createVirtualClock(START_MS);
    const cloud = createCloud({
      now: () => clock.now(),
      key: DEMO_KEY,
      script: null,
      locks: [demoLock(1, "Front"), demoLock(2, "Back")],
    });
    const fetch = createCloudFetch(cloud, clock, () => ({ kind: "none" }));
    const sound = createClient({
      fetch,
      baseUrl: "https://cloud.test",
      credential: personalKey(DEMO_KEY),
      clock,
      trace: () => undefined,
    });
    let faults = 2;
    const broken = async (): Promise<void> => {
      await Promise.resolve();
      if (faults > 0) {
        faults -= 1;
        throw new Error("a fault of Ajar's own");
      }
    };
    const client: Client = {
      ...sound,
      list: async (page, signal) => {
        const answer = await sound.list(page, signal);
        if (where === "list") await broken();
        return answer;
      },
      sync: async (ids, signal) => {
        const answer = await sound.sync(ids, signal);
        if (where === "sync") await broken();
        return answer;
      },
    };
    const engine = new Engine({
      words: english,
      startedAt: clock.now(),
      key: "in-use",
      demo: false,
      otherCloud: null,
      settings: defaultSettings,
      saveSettings: () => undefined,
      trace: () => undefined,
      output: {
        snapshot: () => undefined,
        tray: () => undefined,
        raise: () => undefined,
        withdraw: () => undefined,
        changes: () => undefined,
        checked: () => undefined,
      },
    });
    const scheduler = new Scheduler(clock);
    const poller = new Poller({
      client,
      apply: engine.apply,
      scheduler,
      clock,
      chance: () => 0.5,
      intervalMs: 20_000,
      spent: [],
      listCache: emptyListCache,
      saveListCache: () => undefined,
    });
    scheduler.add(engine);
    poller.start();
    await clock.advance(10 * 60_000);
    await new Promise((resolve) => setImmediate(resolve));
    expect(uncaught).toHaveLength(2);
    expect(cloud.counts()).toMatchObject({ underFloor: 0, answered429: 0 });
    expect(cloud.counts().byPurpose.sync).toBeGreaterThan(15);
    expect(engine.snapshot(clock.now()).rows.map(({ status }) => `${status.cause} ${status.freshness}`)).toEqual([
      "locked live",
      "locked live",
    ]);
    poller.stop();
    scheduler.stop();
    expect(clock.pending()).toBe(0);
  },
);
