import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { accountAt } from "../../src-main/core/app/account.ts";
import { personalKey } from "../../src-main/core/polling/credential.ts";
import { english } from "../unit/support/words.ts";
import { defaultSettings } from "../../src-main/core/app/settings.ts";
import { createCloud, DEMO_KEY } from "../../src-main/demo/cloud.ts";
import { demoLock } from "../../src-main/demo/demo-lock.ts";
import { createListStore } from "../../src-main/store/list-store.ts";
import type { Watched } from "../../src-main/sync/accounts.ts";
import { Session } from "../../src-main/sync/session.ts";
import { createClient } from "../../src-main/tedee/client.ts";
import { createVirtualClock } from "../virtual/clock.ts";
import { createCloudFetch } from "../virtual/cloud-fetch.ts";
import { START_MS } from "../virtual/world.ts";

const MINUTE_MS = 60_000;
const CLOUD = "https://cloud.test";
const ACCOUNT = accountAt(CLOUD);
/** Requests an hour after which the list has none left (its charge of the budget). */
const LIST_BUDGET = 545;

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A session over an account that several keys open, and over a demo, with what is kept on a disk. */
function begun(locks = 2) {
  const clock = createVirtualClock(START_MS);
  const folder = mkdtempSync(join(tmpdir(), "ajar-limits-"));
  folders.push(folder);
  const context = { folder, now: () => clock.now(), onFailure: () => undefined };
  const settings = { value: () => defaultSettings, save: () => true };
  const session = new Session({
    words: english,
    trace: () => undefined,
    clock,
    otherCloud: null,
    settings,
    lists: (account, secret) => createListStore(context, account, secret),
  });
  const quiet = { snapshot: () => undefined, tray: () => undefined, withdraw: () => undefined };
  session.begin({
    ...quiet,
    raise: () => undefined,
    checked: () => undefined,
    changes: () => undefined,
    clear: () => undefined,
  });
  const cloudOf = (key: string | null) =>
    createCloud({
      now: () => clock.trueNow(),
      key,
      script: null,
      locks: Array.from({ length: locks }, (_, index) => demoLock(index + 1, `Door ${index + 1}`)),
    });
  const [real, demo] = [cloudOf(null), cloudOf(DEMO_KEY)];
  const client = (cloud: typeof real, key: string) => {
    const fetch = createCloudFetch(cloud, clock, () => ({ kind: "none" }));
    return createClient({ fetch, baseUrl: CLOUD, credential: personalKey(key), clock, trace: () => undefined });
  };
  const keyed = (key: string): Watched => ({
    kind: "account",
    client: client(real, key),
    account: ACCOUNT,
    credential: personalKey(key),
  });
  const visit: Watched = { kind: "demo", client: client(demo, DEMO_KEY) };
  const kept = (key: string | null) => createListStore(context, ACCOUNT, key).value();
  const names = (): number => session.snapshot().rows.length;
  return { session, clock, real, demo, keyed, visit, kept, names };
}

const nobody: Watched = { kind: "nobody", keyringLocked: false };
/** Ways from one key to another. */
const WAYS = ["at once", "after the first was removed", "after a visit to the demo"] as const;

async function over(way: (typeof WAYS)[number], { session, clock, visit }: ReturnType<typeof begun>): Promise<void> {
  if (way === "at once") return;
  session.watch(way === "after a visit to the demo" ? visit : nobody);
  await clock.advance(1000);
}

describe("a key that is replaced by another, which may be of the same account", () => {
  it.each(WAYS)("reads no more pages of the list with both than the account is answered, %s", async (way) => {
    const app = begun(450);
    const { session, clock, real, keyed } = app;
    for (const key of ["a.one", "b.two", "a.one"]) {
      if (key === "b.two") session.charge(ACCOUNT, "list");
      session.watch(keyed(key));
      await clock.advance(MINUTE_MS);
      await over(way, app);
    }
    // one of nine was that of the check
    expect(real.counts().byPurpose.list).toBe(8);
    session.watch(keyed("b.two"));
    await clock.advance(30 * MINUTE_MS);
    expect(app.names()).toBe(450);
    expect(real.counts()).toMatchObject({ answered429: 0, underFloor: 0 });
    session.stop();
  });

  it.each(WAYS)("waits as long as Tedee asked the first to, %s", async (way) => {
    const app = begun();
    const { session, clock, real, keyed } = app;
    session.watch(keyed("a.one"));
    await clock.advance(MINUTE_MS);
    for (let count = 0; count < 700; count += 1) {
      real.answer({ method: "GET", path: "/api/v37/my/device/details", authorization: "PersonalKey x.y" });
    }
    await clock.advance(MINUTE_MS);
    const { holdUntil } = app.kept("a.one");
    const asked = real.counts().total;
    expect(holdUntil).toBeGreaterThan(clock.now() + 30 * MINUTE_MS);
    await over(way, app);
    session.watch(keyed("b.two"));
    await clock.advance((holdUntil ?? 0) - clock.now() - 1);
    expect(real.counts().total).toBe(asked);
    await clock.advance(MINUTE_MS);
    expect(real.counts().total).toBeGreaterThan(asked);
    session.stop();
  });

  it.each(WAYS)("has what the first left of the hour, %s", async (way) => {
    const app = begun();
    const { session, clock, real, keyed } = app;
    session.watch(keyed("a.one"));
    await clock.advance(MINUTE_MS);
    for (let count = 0; count < LIST_BUDGET; count += 1) session.charge(ACCOUNT, "key");
    const asked = real.counts().total;
    await over(way, app);
    session.watch(keyed("b.two"));
    await clock.advance(50 * MINUTE_MS);
    expect(real.counts().total).toBe(asked);
    await clock.advance(20 * MINUTE_MS);
    expect(real.counts().total).toBeGreaterThan(asked);
    session.stop();
  });
});

describe("a key that is looked at while none is watched", () => {
  it("spends the list and the hour of the account all the same", async () => {
    const { session, clock, real, keyed, kept } = begun();
    session.watch(nobody);
    session.charge(ACCOUNT, "list");
    session.charge(ACCOUNT, "key");
    expect(kept(null).times).toEqual([START_MS]);
    for (let count = 0; count < LIST_BUDGET - 2; count += 1) session.charge(ACCOUNT, "key");
    session.watch(keyed("a.one"));
    await clock.advance(50 * MINUTE_MS);
    expect(real.counts().total).toBe(0);
    await clock.advance(15 * MINUTE_MS);
    expect(real.counts().total).toBeGreaterThan(0);
    session.stop();
  });

  it("lets go of pages that count no more", async () => {
    const { session, clock, kept } = begun();
    session.charge(ACCOUNT, "list");
    await clock.advance(11 * MINUTE_MS);
    session.charge(ACCOUNT, "list");
    expect(kept(null).times).toEqual([clock.now()]);
  });

  it("takes nothing from a demo that is visited, and leaves the names of the key that waits for its end", async () => {
    const { session, clock, demo, keyed, visit, kept } = begun();
    session.watch(keyed("a.one"));
    await clock.advance(MINUTE_MS);
    const { times, locks } = kept("a.one");
    expect([times.length, locks.length]).toEqual([1, 2]);
    session.watch(visit);
    for (let count = 0; count < LIST_BUDGET; count += 1) session.charge(ACCOUNT, "key");
    session.charge(ACCOUNT, "list");
    expect(kept("a.one")).toMatchObject({ locks, times: [...times, clock.now()] });
    const before = demo.counts().total;
    await clock.advance(10 * MINUTE_MS);
    // as often as any demo
    expect(demo.counts().total - before).toBeGreaterThanOrEqual(30);
    expect(kept("a.one").times).toHaveLength(2);
    session.stop();
  });
});
