import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { accountAt } from "../../src-main/core/app/account.ts";
import { createKeyStore, type KeyFileStore, type SecretBox } from "../../src-main/store/key-store.ts";
import { at, START_MS } from "../unit/support/house.ts";

const root = mkdtempSync(join(tmpdir(), "ajar-keys-"));
let folders = 0;
afterAll(() => rmSync(root, { recursive: true, force: true }));

const backwards = (text: string): string => Array.from(text).reverse().join("");

/** A keyring in its moods; what it seals is not the text, and opens only while it knows the key it was sealed with. */
class Keyring implements SecretBox {
  mood: "there" | "obscured" | "keyring-locked" | "none" = "there";
  generation = 1;
  renew = false;

  seal(text: string): ReturnType<SecretBox["seal"]> {
    if (this.mood === "none" || this.mood === "keyring-locked") return Promise.resolve(null);
    const bytes = Buffer.from(JSON.stringify({ of: this.generation, text: backwards(text) }));
    return Promise.resolve({ bytes, by: this.mood === "there" ? "keyring" : "obscured" });
  }

  open(bytes: Buffer): ReturnType<SecretBox["open"]> {
    if (this.mood === "keyring-locked" || this.mood === "none") return Promise.resolve("keyring-locked");
    try {
      const { of, text } = JSON.parse(bytes.toString()) as { of: number; text: string };
      if (of !== this.generation) return Promise.resolve("unreadable");
      return Promise.resolve({ text: backwards(text), renew: this.renew });
    } catch {
      return Promise.resolve("unreadable");
    }
  }
}

function kept(box: SecretBox = new Keyring()) {
  folders += 1;
  const folder = join(root, String(folders));
  const failures: string[] = [];
  const context = { folder, now: () => START_MS, onFailure: (what: string) => failures.push(what) };
  const open = (): KeyFileStore => createKeyStore(context, box);
  const file = (): string => readFileSync(join(folder, "key.json"), "utf8");
  const files = (): readonly string[] => readdirSync(folder).sort();
  return { open, file, files, failures, folder };
}

const TEDEE = accountAt("https://api.tedee.com");
const OTHER_CLOUD = accountAt("https://other.test");
const KEY = "abcdef.s3cret/+part";

describe("a key at rest", () => {
  it("is read again for the account it was entered for, and for no other", async () => {
    const { open } = kept();
    expect(await open().load(TEDEE)).toEqual({ kind: "none" });
    expect(await open().keep(TEDEE, KEY, at(5), false)).toBe("keyring");
    expect(await open().load(TEDEE)).toEqual({ kind: "key", key: KEY, storedIn: "keyring", endsAt: at(5) });
    expect(await open().load(OTHER_CLOUD)).toEqual({ kind: "none" });
  });

  it("never stands in the file as it is", async () => {
    const { open, file } = kept();
    await open().keep(TEDEE, KEY, null, false);
    for (const part of [KEY, KEY.slice(0, 6), KEY.slice(7), encodeURIComponent(KEY)])
      expect(file()).not.toContain(part);
  });

  it("is kept without a keyring only with consent", async () => {
    const box = new Keyring();
    box.mood = "obscured";
    const { open, files } = kept(box);
    expect(await open().storage()).toBe("obscured");
    expect(await open().keep(TEDEE, KEY, null, false)).toBe("memory");
    expect(files()).toEqual([]);
    expect(await open().keep(TEDEE, KEY, null, true)).toBe("obscured");
    expect(await open().load(TEDEE)).toMatchObject({ kind: "key", storedIn: "obscured" });
    box.mood = "none";
    expect(await open().storage()).toBe("none");
    expect(await open().keep(TEDEE, KEY, null, true)).toBe("memory");
  });

  it("waits for a locked keyring and is not touched meanwhile", async () => {
    const box = new Keyring();
    const { open, file } = kept(box);
    await open().keep(TEDEE, KEY, null, false);
    const before = file();
    box.mood = "keyring-locked";
    for (let turn = 0; turn < 3; turn += 1) expect(await open().load(TEDEE)).toEqual({ kind: "keyring-locked" });
    expect(file()).toBe(before);
    box.mood = "there";
    expect(await open().load(TEDEE)).toMatchObject({ kind: "key", key: KEY });
  });

  it("that cannot be read any more is set aside, not thrown away, and makes room for another", async () => {
    const box = new Keyring();
    const { open, file } = kept(box);
    await open().keep(TEDEE, KEY, null, false);
    const [, sealed = ""] = /"sealed":\s*"([^"]+)"/.exec(file()) ?? [];
    box.generation = 2;
    expect(await open().load(TEDEE)).toEqual({ kind: "lost" });
    expect(file()).toContain(sealed);
    expect(await open().load(TEDEE)).toEqual({ kind: "none" });
    await open().keep(TEDEE, KEY, null, false);
    expect(await open().load(TEDEE)).toMatchObject({ kind: "key" });
    expect(file()).toContain(sealed);
  });

  it("is encrypted anew when the system asks for it", async () => {
    const box = new Keyring();
    const { open, file } = kept(box);
    box.mood = "obscured";
    await open().keep(TEDEE, KEY, at(5), true);
    box.mood = "there";
    box.renew = true;
    const before = file();
    expect(await open().load(TEDEE)).toMatchObject({ kind: "key", storedIn: "keyring", endsAt: at(5) });
    expect(file()).not.toBe(before);
  });

  it("is forgotten alone", async () => {
    const { open } = kept();
    await open().keep(TEDEE, KEY, null, false);
    await open().keep(OTHER_CLOUD, KEY, null, false);
    open().forget(TEDEE);
    expect(await open().load(TEDEE)).toEqual({ kind: "none" });
    expect(await open().load(OTHER_CLOUD)).toMatchObject({ kind: "key" });
  });

  it.each([
    ["no JSON", "{"],
    ["something else", '{"keys":5}'],
    ["an entry that is none", '{"keys":{"https://api.tedee.com":{"sealed":5}},"aside":[]}'],
  ])("in a file with %s is set aside with it", async (_, text) => {
    const { open, files, folder } = kept();
    await open().keep(OTHER_CLOUD, KEY, null, false);
    writeFileSync(join(folder, "key.json"), text);
    const store = open();
    expect(store.setAside).not.toBeNull();
    expect(await store.load(TEDEE)).toEqual({ kind: "none" });
    expect(files()).toContain(`key.corrupt-${START_MS}.json`);
    expect(readFileSync(join(folder, `key.corrupt-${START_MS}.json`), "utf8")).toBe(text);
  });
});

/** A keyring that answers when it is told to. */
class SlowKeyring extends Keyring {
  gate: Promise<unknown> = Promise.resolve();

  override async open(bytes: Buffer): ReturnType<SecretBox["open"]> {
    await this.gate;
    return await super.open(bytes);
  }
}

describe("a key that follows another", () => {
  const OTHER = "second.an0ther/secret+part";

  it("is not followed by it again when it is kept in memory alone", async () => {
    const box = new Keyring();
    const { open } = kept(box);
    await open().keep(TEDEE, KEY, null, false);
    box.mood = "obscured";
    expect(await open().keep(TEDEE, OTHER, null, false)).toBe("memory");
    box.mood = "there";
    expect(await open().load(TEDEE)).toEqual({ kind: "none" });
  });

  it.each([
    ["turns out to be unreadable", { generation: 2 }],
    ["is to be encrypted anew", { renew: true }],
  ])("stays when the one before %s later", async (_, mood) => {
    const box = new SlowKeyring();
    const store = kept(box);
    await store.open().keep(TEDEE, KEY, null, false);
    const opened = store.open();
    const gate = Promise.withResolvers<null>();
    box.gate = gate.promise;
    Object.assign(box, mood);
    const loading = opened.load(TEDEE);
    await opened.keep(TEDEE, OTHER, null, false);
    gate.resolve(null);
    await loading;
    box.renew = false;
    expect(await opened.load(TEDEE)).toMatchObject({ key: OTHER });
  });

  it("is told to be in memory where it could not be written", async () => {
    const box = new Keyring();
    const { folder } = kept();
    writeFileSync(folder, "");
    const failures: string[] = [];
    const store = createKeyStore({ folder, now: () => START_MS, onFailure: (what) => failures.push(what) }, box);
    expect(await store.keep(TEDEE, KEY, null, false)).toBe("memory");
    expect(failures).not.toEqual([]);
  });
});

describe("a key that is to be encrypted anew", () =>
  it("stays as it was where nothing better is there", async () => {
    const box = new Keyring();
    const { open, file } = kept(box);
    await open().keep(TEDEE, KEY, null, false);
    const before = file();
    box.renew = true;
    box.seal = () => Promise.resolve({ bytes: Buffer.from("weak"), by: "obscured" });
    expect(await open().load(TEDEE)).toMatchObject({ key: KEY, storedIn: "keyring" });
    expect(file()).toBe(before);
    box.seal = () => Promise.resolve(null);
    expect(await open().load(TEDEE)).toMatchObject({ storedIn: "keyring" });
    expect(file()).toBe(before);
  }));

describe("a key that is removed", () => {
  it("takes what was set aside of it along, and leaves that of another cloud", async () => {
    const box = new Keyring();
    const { open, file } = kept(box);
    for (const account of [TEDEE, OTHER_CLOUD]) await open().keep(account, KEY, null, false);
    box.generation = 2;
    for (const account of [TEDEE, OTHER_CLOUD]) expect(await open().load(account)).toEqual({ kind: "lost" });
    open().forget(TEDEE);
    expect(JSON.parse(file())).toMatchObject({ keys: {}, aside: [{ account: OTHER_CLOUD }] });
  });
});
