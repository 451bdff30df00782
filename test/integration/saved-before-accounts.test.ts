import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { accountAt } from "../../src-main/core/app/account.ts";
import { defaultSettings } from "../../src-main/core/app/settings.ts";
import { accountIdOf, instant, type AccountId } from "../../src-main/core/lock/lock.ts";
import { emptyListCache } from "../../src-main/core/polling/list-cache.ts";
import type { SecretBox } from "../../src-main/store/key-store.ts";
import { openStores } from "../../src-main/store/stores.ts";
import { at, START_MS } from "../unit/support/house.ts";

const ACCOUNT = accountAt("https://a.test/");
const OTHER = accountAt("https://b.test/");
const KEY = "abcdef.s3cret/+part";

const backwards = (text: string): string => Array.from(text).reverse().join("");
const box: SecretBox = {
  seal: (text) => Promise.resolve({ bytes: Buffer.from(backwards(text)), by: "keyring" }),
  open: (bytes) => Promise.resolve({ text: backwards(bytes.toString()), renew: false }),
};

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A folder that a version without account ids left behind, and its stores opened for an account. */
function left() {
  const folder = mkdtempSync(join(tmpdir(), "ajar-before-"));
  folders.push(folder);
  cpSync("test/fixtures/saved-before-accounts", folder, { recursive: true });
  const open = (account: AccountId) =>
    openStores({ folder, now: () => START_MS, onFailure: (what) => expect(what).toBe("nothing") }, box, account);
  const json = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), "utf8"));
  return { open, json };
}

describe("files of a version without account ids", () => {
  it("are those of the one account, with nothing lost", async () => {
    const stores = left().open(ACCOUNT);
    expect(stores.setAside).toEqual([]);
    expect(await stores.keys.load(ACCOUNT)).toEqual({
      kind: "key",
      key: KEY,
      storedIn: "keyring",
      endsAt: instant(1_827_061_200_000),
    });
    const cache = {
      times: [at(-60)],
      holdUntil: at(60),
      locks: [expect.objectContaining({ name: "Front" }) as unknown],
    };
    expect(stores.lists(ACCOUNT, KEY).value()).toEqual(cache);
    expect(stores.settings.value()).toMatchObject({ intervalSeconds: 30, lossDelayMinutes: 5, blindTold: true });
  });

  it("are nothing to another account but the owner's choices", async () => {
    const stores = left().open(OTHER);
    expect(await stores.keys.load(OTHER)).toEqual({ kind: "none" });
    expect(stores.lists(OTHER, KEY).value()).toEqual(emptyListCache);
    expect(stores.settings.value()).toMatchObject({ intervalSeconds: 30, lossDelayMinutes: 5 });
  });

  it("name the account once they are written again", async () => {
    const { open, json } = left();
    const stores = open(ACCOUNT);
    const list = stores.lists(ACCOUNT, KEY);
    list.save({ ...list.value(), times: [at(0)] });
    stores.settings.save({ ...stores.settings.value(), intervalSeconds: 60 });
    await stores.keys.keep(ACCOUNT, KEY, null, false);
    expect(json("list.json")).toMatchObject({ account: ACCOUNT, times: [at(0)], holdUntil: at(60) });
    expect(json("settings.json")).toMatchObject({ toldOf: ACCOUNT, blindTold: true });
    expect(json("key.json")).toMatchObject({ keys: { [ACCOUNT]: { by: "keyring" } }, aside: [{ by: "keyring" }] });
    const again = open(ACCOUNT);
    expect(again.lists(ACCOUNT, KEY).value()).toEqual({ ...list.value() });
    expect(again.lists(ACCOUNT, "another.key").value()).toMatchObject({ times: [at(0)], locks: [] });
    expect(again.settings.value().blindTold).toBe(true);
    expect(open(OTHER).settings.value().blindTold).toBe(false);
  });

  it("give up a key that was set aside when its account is removed", () => {
    const { open, json } = left();
    open(accountIdOf("https://c.test")).keys.forget(OTHER);
    expect(json("key.json")).toMatchObject({ aside: [{ by: "keyring" }] });
    open(ACCOUNT).keys.forget(ACCOUNT);
    expect(json("key.json")).toEqual({ keys: {}, aside: [] });
    expect(json("list.json")).toMatchObject({ account: ACCOUNT, locks: [] });
  });
});

describe("what Ajar told", () =>
  it("is of one account alone", () => {
    const { open } = left();
    open(ACCOUNT).settings.save({ ...defaultSettings, blindTold: true });
    expect(open(ACCOUNT).settings.value().blindTold).toBe(true);
    expect(open(OTHER).settings.value()).toEqual(defaultSettings);
  }));
