import { describe, expect, it } from "vitest";
import { DEMO_KEY } from "../../src-main/demo/cloud.ts";
import { demoLock } from "../../src-main/demo/demo-lock.ts";
import { HOUSE, houseLocks } from "../../src-main/demo/house.ts";
import { START_MS } from "../virtual/world.ts";
import { begun, BLIND, EXPIRED, keyUsed, READ_ONLY } from "./support/accounts.ts";

describe("a key that was pasted", () => {
  it("is checked with one look at the locks, and taken into use", async () => {
    const { accounts, saved, watched, told, cloud } = begun();
    await accounts.start(false);
    expect(told).toEqual([{ kind: "none", lost: false }]);
    const checked = await accounts.check(`  "${DEMO_KEY}"\n`);
    expect(checked).toMatchObject({ ok: true, findings: { storage: "keyring" } });
    if (!checked.ok) throw new Error("refused");
    expect(checked.findings.locks).toHaveLength(houseLocks.length);
    expect(checked.findings.locks).toContainEqual({ name: HOUSE.garage.name, sensor: false, bridge: true });
    expect(checked.findings.locks).toContainEqual({ name: HOUSE.shed.name, sensor: null, bridge: false });
    expect(checked.findings.scopes).toContain("Device.Read");
    expect(checked.findings.endsAt).toBeGreaterThan(START_MS);
    expect(cloud.counts().byPurpose.list).toBe(1);
    expect(saved.size).toBe(0);
    expect(await accounts.keep(false)).toBe("keyring");
    expect(keyUsed(watched)).toBe(DEMO_KEY);
    expect(accounts.account()).toMatchObject({ kind: "key", storedIn: "keyring" });
    expect(JSON.stringify([told, checked])).not.toContain(DEMO_KEY.split(".")[1]);
  });

  it("may be one that cannot read its own end", async () => {
    const { accounts } = begun();
    expect(await accounts.check(READ_ONLY)).toMatchObject({ ok: true, findings: { scopes: null, endsAt: null } });
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
    [{ kind: "answer", status: 401, body: "<html>" }, "not-tedee"],
    [{ kind: "answer", status: 403, body: "<html>" }, "not-tedee"],
    [{ kind: "answer", status: 407, body: "" }, "blocked"],
    [{ kind: "answer", status: 511, body: "" }, "not-tedee"],
    [{ kind: "answer", status: 302, body: "" }, "blocked"],
    [{ kind: "answer", status: 503, body: "" }, "tedee-down"],
    [{ kind: "answer", status: 429, body: "", headers: { "retry-after": "60" } }, "limit-reached"],
  ] as const)("meets %j as %s", async (mishap, refusal) => {
    const { accounts, befall } = begun();
    befall(mishap);
    expect(await accounts.check(DEMO_KEY)).toMatchObject({ ok: false, refusal });
  });

  it("is never sent anywhere when it is no key", async () => {
    const { accounts, cloud, charged } = begun();
    await accounts.check("my password");
    expect(cloud.counts().total).toBe(0);
    expect(charged).toEqual([]);
  });

  it("is charged before it is sent anywhere, since the limits of its account count what it asks", async () => {
    const { accounts, charged } = begun();
    await accounts.check(DEMO_KEY);
    await accounts.check("nobody.knows");
    expect(charged).toEqual([
      ["list", 0],
      ["key", 1],
      ["list", 2],
    ]);
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
    expect(await begun({ locks: many }).accounts.check(DEMO_KEY)).toMatchObject({ findings: { more: true } });
    expect(await begun().accounts.check(DEMO_KEY)).toMatchObject({ findings: { more: false } });
  });

  it("sees an account without locks as one", async () => {
    const { accounts } = begun({ locks: [] });
    expect(await accounts.check(DEMO_KEY)).toMatchObject({ ok: true, findings: { locks: [] } });
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
    expect(accounts.account()).toMatchObject({ storedIn: "memory" });
    await accounts.enterDemo();
    // it is nowhere else, so that a restart would lose it
    expect(accounts.storedIn()).toBe("memory");
  });
});
