import { describe, expect, it, vi } from "vitest";
import { accountAt } from "../../src-main/core/app/account.ts";
import { personalKey } from "../../src-main/core/polling/credential.ts";
import { defaultSettings, type Settings } from "../../src-main/core/app/settings.ts";
import type { TraceLine } from "../../src-main/core/app/trace.ts";
import { emptyListCache } from "../../src-main/core/polling/list-cache.ts";
import { english } from "../unit/support/words.ts";
import { DEMO_KEY, startDemoServer } from "../../src-main/demo/server.ts";
import type { Watched } from "../../src-main/sync/accounts.ts";
import { Session } from "../../src-main/sync/session.ts";
import { createClient } from "../../src-main/tedee/client.ts";
import { createFastClock } from "../power-cuts/fast-clock.ts";

/** Time runs this much faster than it does: a poll each 20 s comes every two seconds. */
const SPEED = 10;
const SECOND = 1000;

/** A session over real HTTP against the simulated cloud, and when it asked for readings. */
async function polling(settings: Settings) {
  const clock = createFastClock({ beganAt: performance.timeOrigin + performance.now(), speed: SPEED });
  const server = await startDemoServer({ scripted: false, now: () => clock.now() });
  const lists: number[] = [];
  const syncs: number[] = [];
  const trace = (line: TraceLine): void => {
    if (line.kind === "request") (line.purpose === "list" ? lists : syncs).push(clock.elapsed());
  };
  let saved = settings;
  const session = new Session({
    words: english,
    trace,
    clock,
    otherCloud: null,
    settings: { value: () => saved, save: (next) => ((saved = next), true) },
    lists: () => ({ value: () => emptyListCache, save: () => true }),
  });
  const none = (): void => undefined;
  session.begin({ snapshot: none, tray: none, raise: none, withdraw: none, changes: none, checked: none, clear: none });
  const credential = personalKey(DEMO_KEY);
  const client = createClient({
    fetch: (input, init) => fetch(input, { ...init, redirect: "error" }),
    baseUrl: server.origin,
    credential,
    clock,
    trace,
  });
  const house = (kind: "account" | "demo"): Watched =>
    kind === "demo" ? { kind, client } : { kind, client, account: accountAt(server.origin), credential };
  const asked = (requests: readonly number[], times: number): Promise<void> =>
    vi.waitFor(() => expect(requests.length).toBeGreaterThanOrEqual(times), { timeout: 30_000, interval: 5 });
  const end = async (): Promise<void> => {
    session.stop();
    await server.close();
  };
  return { clock, server, session, lists, syncs, house, asked, saved: () => saved, end };
}

describe("an interval that the owner changes, over HTTP", () => {
  it.concurrent("acts at once, and no lock is asked under its floor however often it is changed", async () => {
    const app = await polling({ ...defaultSettings, intervalSeconds: 60 });
    try {
      app.session.watch(app.house("account"));
      await app.asked(app.lists, 1);
      const [listedAt = NaN] = app.lists;
      app.session.changeSettings({ intervalSeconds: 20 });
      await app.asked(app.syncs, 1);
      // before the old interval is over
      expect((app.syncs[0] ?? NaN) - listedAt).toBeLessThan(60 * SECOND);
      for (let count = 2; count <= 4; count += 1) {
        for (const intervalSeconds of [60, 30, 20] as const) app.session.changeSettings({ intervalSeconds });
        await app.asked(app.syncs, count);
        app.session.refresh();
      }
      expect(app.server.cloud.counts()).toMatchObject({ underFloor: 0, answered429: 0 });
      expect(app.saved().intervalSeconds).toBe(20);
    } finally {
      await app.end();
    }
  });

  it.concurrent("counts in a demo alone where it is changed in one", async () => {
    const app = await polling({ ...defaultSettings, intervalSeconds: 60 });
    try {
      app.session.watch(app.house("demo"));
      await app.asked(app.lists, 1);
      expect(app.session.settings().intervalSeconds).toBe(20);
      expect(app.session.changeSettings({ intervalSeconds: 30, lossDelayMinutes: 0 })).toMatchObject({
        intervalSeconds: 30,
        lossDelayMinutes: 0,
      });
      expect(app.saved()).toEqual({ ...defaultSettings, intervalSeconds: 60 });
      app.session.watch(app.house("account"));
      expect(app.session.settings()).toMatchObject({ intervalSeconds: 60, lossDelayMinutes: 2 });
    } finally {
      await app.end();
    }
  });
});
