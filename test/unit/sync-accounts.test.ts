import { describe, expect, it } from "vitest";
import { personalKey } from "../../src-main/core/polling/credential.ts";
import { DEMO_KEY } from "../../src-main/demo/cloud.ts";
import { begun, keyUsed, READ_ONLY, type Begun } from "../integration/support/accounts.ts";

/** Takes a key into use that no keyring keeps. */
async function intoMemory({ accounts, mood }: Begun): Promise<void> {
  mood.storage = "none";
  await accounts.check(DEMO_KEY);
  await accounts.keep(false);
}

const nothing = (): Promise<void> => Promise.resolve();

describe("where the key is kept", () => {
  it.each<readonly [string, Parameters<typeof begun>[0], (app: Begun) => Promise<void>, string | null]>([
    ["nowhere without one", {}, nothing, null],
    ["in the keyring, when it was found there", { saved: READ_ONLY }, nothing, "keyring"],
    ["in the environment, when it is from there", { given: personalKey(DEMO_KEY) }, nothing, "environment"],
    ["in memory, when nothing else keeps it", {}, intoMemory, "memory"],
    [
      "in memory, also on a visit to the demo",
      {},
      async (app) => {
        await intoMemory(app);
        await app.accounts.enterDemo();
      },
      "memory",
    ],
    [
      "nowhere, when one in memory was removed",
      {},
      async (app) => {
        await intoMemory(app);
        app.accounts.remove();
      },
      null,
    ],
  ])("is %s", async (_, options, act, kept) => {
    const app = begun(options);
    await app.accounts.start(false);
    await act(app);
    expect(app.accounts.storedIn()).toBe(kept);
  });

  it("is not told while its keyring is locked", async () => {
    const { accounts, mood } = begun({ saved: READ_ONLY });
    mood.locked = true;
    await accounts.start(false);
    expect(accounts.storedIn()).toBeNull();
  });
});

describe("whose house it is", () => {
  it("stays the same when a demo is left that nobody is in", async () => {
    let left = 0;
    const { accounts, watched, told } = begun({ saved: READ_ONLY, leaveForGood: () => (left += 1) });
    await accounts.start(false);
    await accounts.leaveDemo();
    expect([watched.length, told.length, left]).toEqual([1, 1, 0]);
    expect(keyUsed(watched)).toBe(READ_ONLY);
  });

  it("is told to nobody after Ajar stopped, though a key is removed then", async () => {
    const { accounts, watched, told, saved } = begun({ saved: READ_ONLY });
    await accounts.start(false);
    await accounts.stop();
    accounts.remove();
    expect([watched.length, told.length]).toEqual([1, 1]);
    expect(saved.size).toBe(0);
  });
});
