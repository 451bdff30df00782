import { describe, expect, it } from "vitest";
import { accessToken, personalKey } from "../../src-main/core/polling/credential.ts";
import { DEMO_KEY, DEMO_TOKEN } from "../../src-main/demo/cloud.ts";
import { begun, keyUsed, READ_ONLY, type Begun } from "./support/accounts.ts";

describe("whose house it is", () => {
  it("is that of the saved key, or of the environment's, which is never saved", async () => {
    const one = begun({ saved: READ_ONLY });
    await one.accounts.start(false);
    expect(keyUsed(one.watched)).toBe(READ_ONLY);
    const both = begun({ saved: READ_ONLY, given: personalKey(DEMO_KEY) });
    await both.accounts.start(false);
    expect(keyUsed(both.watched)).toBe(DEMO_KEY);
    expect(both.accounts.account()).toMatchObject({ storedIn: "environment" });
    expect([...both.saved.values()]).toEqual([READ_ONLY]);
  });

  it("is that of an access token of the environment, which is never saved and not shown", async () => {
    const { accounts, saved, watched, told } = begun({ saved: READ_ONLY, given: accessToken(DEMO_TOKEN) });
    await accounts.start(false);
    expect(keyUsed(watched)).toBe(DEMO_TOKEN);
    await accounts.enterDemo();
    await accounts.leaveDemo();
    expect(keyUsed(watched)).toBe(DEMO_TOKEN);
    expect(told).toEqual([{ kind: "token" }, { kind: "demo" }, { kind: "token" }]);
    expect(accounts.storedIn()).toBe("environment");
    expect([...saved.values()]).toEqual([READ_ONLY]);
  });

  it("is nobody's after the key was removed, now and later", async () => {
    const { accounts, saved, watched } = begun({ saved: READ_ONLY });
    await accounts.start(false);
    accounts.remove();
    expect(watched.at(-1)).toEqual({ kind: "nobody", keyringLocked: false });
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
    expect(accounts.account()).toEqual({ kind: "keyring-locked" });
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
    expect(accounts.account()).toEqual({ kind: "keyring-locked" });
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
    expect(accounts.storedIn()).toBe("memory");
    accounts.remove();
    await accounts.enterDemo();
    await accounts.leaveDemo();
    expect(keyUsed(watched)).toBeNull();
    expect(accounts.storedIn()).toBeNull();
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
