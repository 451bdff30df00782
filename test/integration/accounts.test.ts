import { describe, expect, it } from "vitest";
import type { Account } from "../../src-main/core/account.ts";
import { createCloud, DEMO_KEY } from "../../src-main/demo/cloud.ts";
import { demoLock } from "../../src-main/demo/demo-lock.ts";
import { HOUSE, houseLocks } from "../../src-main/demo/house.ts";
import { createAccounts, type Keys, type Watched } from "../../src-main/sync/accounts.ts";
import { createClient } from "../../src-main/tedee/client.ts";
import { createVirtualClock } from "../virtual/clock.ts";
import { createCloudFetch, type Mishap } from "../virtual/cloud-fetch.ts";
import { START_MS } from "../virtual/world.ts";

const DAY_MS = 86_400_000;
const READ_ONLY = "watchd.only/reads+locks";
const BLIND = "blindk.reads/nothing";
const EXPIRED = "oldkey.is/over";

/** Keys as a keyring would keep them, in a map. */
interface Mood {
  locked: boolean;
  storage: "keyring" | "none";
  /** What a load waits for. */
  gate: Promise<unknown>;
  broken: boolean;
}

function keysOf(saved: Map<string, string>, mood: Mood): Keys {
  return {
    load: async (origin) => {
      const key = saved.get(origin);
      await mood.gate;
      if (mood.broken) throw new Error("a keyring in a mood that nobody knows");
      if (mood.locked) return { kind: "locked" };
      return key === undefined ? { kind: "none" } : { kind: "key", key, keptIn: "keyring", endsAt: null };
    },
    keep: (origin, key) => {
      if (mood.storage === "none") return Promise.resolve("memory");
      saved.set(origin, key);
      return Promise.resolve("keyring");
    },
    forget: (origin) => {
      saved.delete(origin);
    },
    storage: () => Promise.resolve(mood.storage),
  };
}

function begun(
  options: { environmentKey?: string; saved?: string; locks?: typeof houseLocks; leaveForGood?: () => void } = {},
) {
  const clock = createVirtualClock(START_MS);
  const cloud = createCloud({
    now: () => clock.now(),
    key: DEMO_KEY,
    locks: options.locks ?? houseLocks,
    script: null,
  });
  const validTo = START_MS + 30 * DAY_MS;
  cloud.addKey({ key: READ_ONLY, name: "Watch", scopes: ["Device.Read"], validTo });
  cloud.addKey({ key: BLIND, name: "Blind", scopes: ["Account.Read"], validTo });
  cloud.addKey({ key: EXPIRED, name: "Old", scopes: ["Device.Read"], validTo: START_MS - 1 });
  let mishap: Mishap = { kind: "none" };
  const saved = new Map(options.saved === undefined ? [] : [["https://api.test", options.saved]]);
  const mood: Mood = { locked: false, storage: "keyring", gate: Promise.resolve(), broken: false };
  const watched: Watched[] = [];
  const told: Account[] = [];
  const demos = { open: 0, closed: 0, anew: 0 };
  const fetch = createCloudFetch(cloud, clock, () => mishap);
  const accounts = createAccounts({
    ...{
      baseUrl: "https://api.test",
      environmentKey: options.environmentKey ?? null,
      keys: keysOf(saved, mood),
      clock,
    },
    client: (baseUrl, key) => createClient({ fetch, baseUrl, key, clock, trace: () => undefined }),
    openDemo: () => {
      demos.open += 1;
      return Promise.resolve({
        ...{ baseUrl: "http://demo.test", key: DEMO_KEY },
        close: () => {
          demos.closed += 1;
          return Promise.resolve();
        },
      });
    },
    watch: (one) => watched.push(one),
    onAccount: (account) => told.push(account),
    leaveForGood: options.leaveForGood ?? null,
    startAnew: () => (demos.anew += 1),
  });
  const befall = (next: Mishap): void => {
    mishap = next;
  };
  return { accounts, clock, cloud, saved, mood, watched, told, demos, befall };
}

type Begun = ReturnType<typeof begun>;

const keyUsed = (watched: readonly Watched[]): string | null => {
  const last = watched.at(-1);
  return last?.kind === "key" ? last.key : null;
};

describe("a key that was pasted", () => {
  it("is checked with one look at the locks, and taken into use", async () => {
    const { accounts, saved, watched, told, cloud } = begun();
    await accounts.start(false);
    expect(told).toEqual([{ kind: "none", lost: false }]);
    const checked = await accounts.check(`  "${DEMO_KEY}"\n`);
    expect(checked).toMatchObject({ ok: true, report: { storage: "keyring" } });
    if (!checked.ok) throw new Error("refused");
    expect(checked.report.locks).toHaveLength(houseLocks.length);
    expect(checked.report.locks).toContainEqual({ name: HOUSE.garage.name, sensor: false, bridge: true });
    expect(checked.report.locks).toContainEqual({ name: HOUSE.shed.name, sensor: null, bridge: false });
    expect(checked.report.scopes).toContain("Device.Read");
    expect(checked.report.endsAt).toBeGreaterThan(START_MS);
    expect(cloud.counts().byPurpose.list).toBe(1);
    expect(saved.size).toBe(0);
    expect(await accounts.keep(false)).toBe("keyring");
    expect(keyUsed(watched)).toBe(DEMO_KEY);
    expect(accounts.account()).toMatchObject({ kind: "key", keptIn: "keyring" });
    expect(JSON.stringify([told, checked])).not.toContain(DEMO_KEY.split(".")[1]);
  });

  it("may be one that cannot read its own end", async () => {
    const { accounts } = begun();
    expect(await accounts.check(READ_ONLY)).toMatchObject({ ok: true, report: { scopes: null, endsAt: null } });
  });

  it.each([
    ["no key at all", "hello", "malformed"],
    ["nothing", "", "malformed"],
    ["a wrong one", "nobody.knows", "key-refused"],
    ["one that is over", EXPIRED, "key-refused"],
    ["one without the scope", BLIND, "not-allowed"],
  ])("that is %s is refused by its name, and cannot be kept", async (_, pasted, refusal) => {
    const { accounts, saved, watched } = begun();
    await accounts.start(false);
    expect(await accounts.check(pasted)).toMatchObject({ ok: false, refusal });
    expect(await accounts.keep(true)).toBeNull();
    expect([saved.size, keyUsed(watched)]).toEqual([0, null]);
  });

  it.each([
    [{ kind: "offline" }, "no-network"],
    [{ kind: "reset" }, "reset"],
    [{ kind: "answer", status: 200, body: "<html>" }, "not-tedee"],
    [{ kind: "answer", status: 302, body: "" }, "blocked"],
    [{ kind: "answer", status: 503, body: "" }, "tedee-down"],
    [{ kind: "answer", status: 429, body: "", headers: { "retry-after": "60" } }, "limit-reached"],
  ] as const)("meets %j as %s", async (mishap, refusal) => {
    const { accounts, befall } = begun();
    befall(mishap);
    expect(await accounts.check(DEMO_KEY)).toMatchObject({ ok: false, refusal });
  });

  it("is never sent anywhere when it is no key", async () => {
    const { accounts, cloud } = begun();
    await accounts.check("my password");
    expect(cloud.counts().total).toBe(0);
  });

  it("is the last one that was checked, though an earlier answer comes later", async () => {
    const { accounts, befall, clock, watched } = begun();
    befall({ kind: "none", delayMs: 5000 });
    const slow = accounts.check(READ_ONLY);
    befall({ kind: "none" });
    await accounts.check(DEMO_KEY);
    await clock.advance(10_000);
    await slow;
    await accounts.keep(false);
    expect(keyUsed(watched)).toBe(DEMO_KEY);
  });

  it("cannot be kept when a later one was refused", async () => {
    const { accounts } = begun();
    await accounts.check(DEMO_KEY);
    await accounts.check("nobody.knows");
    expect(await accounts.keep(true)).toBeNull();
  });

  it("names the time from which a limit is over", async () => {
    const { accounts, befall } = begun();
    befall({ kind: "answer", status: 429, body: "", headers: { "retry-after": "60" } });
    expect(await accounts.check(DEMO_KEY)).toMatchObject({ retryAt: START_MS + 60_000 });
  });

  it("says that there are more locks than one page holds", async () => {
    const many = Array.from({ length: 120 }, (_, index) => demoLock(index + 1, `Door ${index + 1}`));
    expect(await begun({ locks: many }).accounts.check(DEMO_KEY)).toMatchObject({ report: { more: true } });
    expect(await begun().accounts.check(DEMO_KEY)).toMatchObject({ report: { more: false } });
  });

  it("sees an account without locks as one", async () => {
    const { accounts } = begun({ locks: [] });
    expect(await accounts.check(DEMO_KEY)).toMatchObject({ ok: true, report: { locks: [] } });
  });

  it("is kept in memory without a keyring, also over a visit to the demo", async () => {
    const { accounts, mood, watched } = begun();
    mood.storage = "none";
    await accounts.start(false);
    await accounts.check(DEMO_KEY);
    expect(await accounts.keep(false)).toBe("memory");
    await accounts.enterDemo();
    await accounts.leaveDemo();
    expect(keyUsed(watched)).toBe(DEMO_KEY);
    expect(accounts.account()).toMatchObject({ keptIn: "memory" });
    await accounts.enterDemo();
    // it is nowhere else, so that a restart would lose it
    expect(accounts.keptIn()).toBe("memory");
  });
});

describe("whose house it is", () => {
  it("is that of the saved key, or of the environment's, which is never saved", async () => {
    const one = begun({ saved: READ_ONLY });
    await one.accounts.start(false);
    expect(keyUsed(one.watched)).toBe(READ_ONLY);
    const both = begun({ saved: READ_ONLY, environmentKey: DEMO_KEY });
    await both.accounts.start(false);
    expect(keyUsed(both.watched)).toBe(DEMO_KEY);
    expect(both.accounts.account()).toMatchObject({ keptIn: "environment" });
    expect([...both.saved.values()]).toEqual([READ_ONLY]);
  });

  it("is nobody's after the key was removed, now and later", async () => {
    const { accounts, saved, watched } = begun({ saved: READ_ONLY });
    await accounts.start(false);
    accounts.remove();
    expect(watched.at(-1)).toEqual({ kind: "nobody", locked: false });
    expect(saved.size).toBe(0);
  });

  it("is the other key's after a replacement, and the old one's while the new one is refused", async () => {
    const { accounts, saved, watched } = begun({ saved: READ_ONLY });
    await accounts.start(false);
    await accounts.check("nobody.knows");
    await accounts.keep(false);
    expect(keyUsed(watched)).toBe(READ_ONLY);
    await accounts.check(DEMO_KEY);
    await accounts.keep(false);
    expect(keyUsed(watched)).toBe(DEMO_KEY);
    expect([...saved.values()]).toEqual([DEMO_KEY]);
  });

  it("waits for a locked keyring, and asks it again when it is told to, in another run where that does not help", async () => {
    const { accounts, mood, watched, demos, told } = begun({ saved: READ_ONLY });
    mood.locked = true;
    await accounts.start(false);
    expect(accounts.account()).toEqual({ kind: "locked" });
    expect(demos.anew).toBe(0);
    await accounts.retry();
    expect(demos.anew).toBe(1);
    expect([watched.length, told.length]).toEqual([1, 1]);
    mood.locked = false;
    await accounts.retry();
    expect(demos.anew).toBe(1);
    expect(keyUsed(watched)).toBe(READ_ONLY);
    await accounts.retry();
    expect(watched).toHaveLength(2);
  });

  it("waits for a keyring that fails in a way nobody knows, too", async () => {
    const { accounts, mood } = begun({ saved: READ_ONLY });
    mood.broken = true;
    await accounts.start(false);
    expect(accounts.account()).toEqual({ kind: "locked" });
  });

  it.each([
    [
      "another key was taken",
      async ({ accounts }: Begun): Promise<unknown> => {
        await accounts.check(DEMO_KEY);
        return await accounts.keep(false);
      },
      DEMO_KEY,
    ],
    [
      "the key was removed",
      ({ accounts }: Begun): Promise<unknown> => {
        accounts.remove();
        return Promise.resolve();
      },
      null,
    ],
    ["the demo was opened", ({ accounts }: Begun): Promise<unknown> => accounts.enterDemo(), null],
    ["Ajar stopped", ({ accounts }: Begun): Promise<unknown> => accounts.stop(), null],
  ] as const)("is not the saved key's any more when %s while its keyring took its time", async (_, act, used) => {
    const app = begun({ saved: READ_ONLY });
    const gate = Promise.withResolvers<null>();
    app.mood.gate = gate.promise;
    const started = app.accounts.start(false);
    await act(app);
    gate.resolve(null);
    await started;
    expect(keyUsed(app.watched)).toBe(used);
  });

  it("is the demo's for a visit, whose door closes behind it", async () => {
    const { accounts, watched, demos, saved } = begun({ saved: READ_ONLY });
    await accounts.start(true);
    await accounts.enterDemo();
    expect(watched.at(-1)).toMatchObject({ kind: "demo" });
    await accounts.leaveDemo();
    expect(keyUsed(watched)).toBe(READ_ONLY);
    expect(demos).toMatchObject({ open: 1, closed: 1 });
    expect([...saved.values()]).toEqual([READ_ONLY]);
  });

  it("is one demo's alone, however often it is asked for", async () => {
    const { accounts, demos } = begun();
    await Promise.all([accounts.enterDemo(), accounts.enterDemo()]);
    await accounts.stop();
    expect(demos.open).toBe(demos.closed);
  });

  it("is left for good where the whole run is a demo", async () => {
    let left = 0;
    const { accounts, watched } = begun({ saved: READ_ONLY, leaveForGood: () => (left += 1) });
    await accounts.start(true);
    await accounts.leaveDemo();
    expect(left).toBe(1);
    expect(watched.at(-1)).toMatchObject({ kind: "demo" });
  });

  it("is no key's that was in memory, once that was removed", async () => {
    const { accounts, mood, watched } = begun();
    mood.storage = "none";
    await accounts.check(DEMO_KEY);
    await accounts.keep(false);
    expect(accounts.keptIn()).toBe("memory");
    accounts.remove();
    await accounts.enterDemo();
    await accounts.leaveDemo();
    expect(keyUsed(watched)).toBeNull();
    expect(accounts.keptIn()).toBeNull();
  });

  it("closes the demo when a key is taken in it", async () => {
    const { accounts, demos, watched } = begun();
    await accounts.enterDemo();
    await accounts.check(DEMO_KEY);
    await accounts.keep(false);
    expect(demos).toMatchObject({ open: 1, closed: 1 });
    expect(keyUsed(watched)).toBe(DEMO_KEY);
  });

  it("leaves nothing behind when it stops", async () => {
    const { accounts, mood, clock, demos } = begun({ saved: READ_ONLY });
    mood.locked = true;
    await accounts.start(false);
    await accounts.enterDemo();
    await accounts.stop();
    expect(clock.pending()).toBe(0);
    expect(demos).toMatchObject({ open: 1, closed: 1 });
  });
});
