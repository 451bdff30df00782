import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { createKeyStore, type KeyStore, type SecretBox } from "../../src-main/store/key-store.ts";
import { at, START_MS } from "../unit/support/house.ts";

const root = mkdtempSync(join(tmpdir(), "ajar-keys-"));
let folders = 0;
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

const backwards = (text: string): string => Array.from(text).reverse().join("");

/** A keyring in its moods; what it seals is not the text, and opens only while it knows the key it was sealed with. */
class Keyring implements SecretBox {
  mood: "there" | "obscured" | "locked" | "none" = "there";
  generation = 1;
  renew = false;

  seal(text: string): ReturnType<SecretBox["seal"]> {
    if (this.mood === "none" || this.mood === "locked") return Promise.resolve(null);
    const bytes = Buffer.from(JSON.stringify({ of: this.generation, text: backwards(text) }));
    return Promise.resolve({ bytes, by: this.mood === "there" ? "keyring" : "obscured" });
  }

  open(bytes: Buffer): ReturnType<SecretBox["open"]> {
    if (this.mood === "locked" || this.mood === "none") return Promise.resolve("locked");
    try {
      const { of, text } = JSON.parse(bytes.toString()) as { of: number; text: string };
      if (of !== this.generation) return Promise.resolve("unreadable");
      return Promise.resolve({ text: backwards(text), renew: this.renew });
    } catch {
      return Promise.resolve("unreadable");
    }
  }
}

function shelved(box: SecretBox = new Keyring()) {
  folders += 1;
  const folder = join(root, String(folders));
  const failures: string[] = [];
  const shelf = { folder, now: () => START_MS, onFailure: (what: string) => failures.push(what) };
  const open = (): KeyStore => createKeyStore(shelf, box);
  const file = (): string => readFileSync(join(folder, "key.json"), "utf8");
  const files = (): readonly string[] => readdirSync(folder).sort();
  return { open, file, files, failures, folder };
}

const TEDEE = "https://api.tedee.com";
const KEY = "abcdef.s3cret/+part";

describe("a key at rest", () => {
  it("is read again for the origin it was entered for, and for no other", async () => {
    const { open } = shelved();
    expect(await open().load(TEDEE)).toEqual({ kind: "none" });
    expect(await open().keep(TEDEE, KEY, at(5), false)).toBe("keyring");
    expect(await open().load(TEDEE)).toEqual({ kind: "key", key: KEY, keptIn: "keyring", endsAt: at(5) });
    expect(await open().load("https://other.test")).toEqual({ kind: "none" });
  });

  it("never stands in the file as it is", async () => {
    const { open, file } = shelved();
    await open().keep(TEDEE, KEY, null, false);
    for (const part of [KEY, KEY.slice(0, 6), KEY.slice(7), encodeURIComponent(KEY)])
      expect(file()).not.toContain(part);
  });

  it("is kept without a keyring only with consent", async () => {
    const box = new Keyring();
    box.mood = "obscured";
    const { open, files } = shelved(box);
    expect(await open().storage()).toBe("obscured");
    expect(await open().keep(TEDEE, KEY, null, false)).toBe("memory");
    expect(files()).toEqual([]);
    expect(await open().keep(TEDEE, KEY, null, true)).toBe("obscured");
    expect(await open().load(TEDEE)).toMatchObject({ kind: "key", keptIn: "obscured" });
    box.mood = "none";
    expect(await open().storage()).toBe("none");
    expect(await open().keep(TEDEE, KEY, null, true)).toBe("memory");
  });

  it("waits for a locked keyring and is not touched meanwhile", async () => {
    const box = new Keyring();
    const { open, file } = shelved(box);
    await open().keep(TEDEE, KEY, null, false);
    const before = file();
    box.mood = "locked";
    for (let turn = 0; turn < 3; turn += 1) expect(await open().load(TEDEE)).toEqual({ kind: "locked" });
    expect(file()).toBe(before);
    box.mood = "there";
    expect(await open().load(TEDEE)).toMatchObject({ kind: "key", key: KEY });
  });

  it("that cannot be read any more is set aside, not thrown away, and makes room for another", async () => {
    const box = new Keyring();
    const { open, file } = shelved(box);
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
    const { open, file } = shelved(box);
    box.mood = "obscured";
    await open().keep(TEDEE, KEY, at(5), true);
    box.mood = "there";
    box.renew = true;
    const before = file();
    expect(await open().load(TEDEE)).toMatchObject({ kind: "key", keptIn: "keyring", endsAt: at(5) });
    expect(file()).not.toBe(before);
  });

  it("is forgotten alone", async () => {
    const { open } = shelved();
    await open().keep(TEDEE, KEY, null, false);
    await open().keep("https://other.test", KEY, null, false);
    open().forget(TEDEE);
    expect(await open().load(TEDEE)).toEqual({ kind: "none" });
    expect(await open().load("https://other.test")).toMatchObject({ kind: "key" });
  });

  it.each([
    ["no JSON", "{"],
    ["something else", '{"keys":5}'],
    ["an entry that is none", '{"keys":{"https://api.tedee.com":{"sealed":5}},"aside":[]}'],
  ])("in a file with %s is set aside with it", async (_, text) => {
    const { open, files, folder } = shelved();
    await open().keep("https://x.test", KEY, null, false);
    writeFileSync(join(folder, "key.json"), text);
    const store = open();
    expect(store.setAside).not.toBeNull();
    expect(await store.load(TEDEE)).toEqual({ kind: "none" });
    expect(files()).toContain(`key.corrupt-${START_MS}.json`);
    expect(readFileSync(join(folder, `key.corrupt-${START_MS}.json`), "utf8")).toBe(text);
  });
});
