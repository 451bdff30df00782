import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { app, safeStorage } from "electron";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { desk } from "./desk.ts";
import { forgetKeyring } from "./safe-storage.ts";
import { lifecycle } from "./lifecycle.ts";
import { switches, type SwitchName } from "./switches.ts";

describe("safeStorage", () => {
  const folder = mkdtempSync(join(tmpdir(), "stand-in-key-"));
  beforeAll(async () => {
    await app.whenReady();
    app.setPath("userData", folder);
  });
  afterEach(() => {
    for (const name of ["keyring", "keyring-locked", "obscured-keys"] as const) switches.set(name, false);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const KEYRINGS: Readonly<Record<string, readonly SwitchName[]>> = {
    open: ["keyring"],
    locked: ["keyring", "keyring-locked"],
    obscured: ["obscured-keys"],
    none: [],
  };
  const turn = (to: string): void => {
    forgetKeyring();
    for (const name of ["keyring", "keyring-locked", "obscured-keys"] as const) {
      switches.set(name, KEYRINGS[to]?.includes(name) === true);
    }
  };
  const UNAVAILABLE = "safeStorage.decryptStringAsync is temporarily unavailable. Please try again.";
  const UNREADABLE = "Error while decrypting the ciphertext provided to safeStorage.decryptStringAsync.";

  test.each([
    ["open", true, "v11"],
    ["locked", true, "v10"],
    ["obscured", true, "v10"],
    ["none", true, null],
  ])("with a keyring that is %s", async (state, available, prefix) => {
    turn(state);
    expect(await safeStorage.isAsyncEncryptionAvailable()).toBe(available);
    if (prefix === null) {
      await expect(safeStorage.encryptStringAsync("x")).rejects.toThrow("Error while encrypting");
      return;
    }
    const sealed = await safeStorage.encryptStringAsync("secret");
    expect(sealed.subarray(0, 3).toString()).toBe(prefix);
    expect(sealed.includes("secret")).toBe(false);
    expect(await safeStorage.decryptStringAsync(sealed)).toEqual({ result: "secret", shouldReEncrypt: false });
  });

  test.each([
    ["open", "open", { result: "secret", shouldReEncrypt: false }],
    ["open", "locked", UNAVAILABLE],
    ["open", "obscured", UNREADABLE],
    ["open", "none", UNREADABLE],
    ["obscured", "open", { result: "secret", shouldReEncrypt: true }],
    ["obscured", "locked", { result: "secret", shouldReEncrypt: false }],
    ["obscured", "none", UNREADABLE],
  ])("gives what was encrypted with the keyring %s, and read with it %s", async (before, after, answer) => {
    turn(before);
    const sealed = await safeStorage.encryptStringAsync("secret");
    turn(after);
    const read = safeStorage.decryptStringAsync(sealed);
    if (typeof answer === "string") await expect(read).rejects.toThrow(answer);
    else expect(await read).toEqual(answer);
  });

  test("is locked and unlocked by a switch of the desk, which the next process sees", async () => {
    turn("open");
    const sealed = await safeStorage.encryptStringAsync("secret");
    desk.deliver({ to: "switch/keyring-locked", type: "switch", on: true });
    expect(await safeStorage.decryptStringAsync(sealed)).toMatchObject({ result: "secret" });
    forgetKeyring();
    await expect(safeStorage.decryptStringAsync(sealed)).rejects.toThrow(UNAVAILABLE);
    desk.deliver({ to: "switch/keyring-locked", type: "switch", on: false });
    await expect(safeStorage.decryptStringAsync(sealed)).rejects.toThrow(UNAVAILABLE);
    forgetKeyring();
    expect(await safeStorage.decryptStringAsync(sealed)).toMatchObject({ result: "secret" });
  });

  test("cannot read what another key sealed, or nobody", async () => {
    turn("open");
    const sealed = await safeStorage.encryptStringAsync("secret");
    writeFileSync(join(folder, "stand-in.key"), Buffer.alloc(32));
    await expect(safeStorage.decryptStringAsync(sealed)).rejects.toThrow(UNREADABLE);
    await expect(safeStorage.decryptStringAsync(Buffer.from("plain text"))).rejects.toThrow(UNREADABLE);
    expect(await safeStorage.decryptStringAsync(Buffer.alloc(0))).toEqual({ result: "", shouldReEncrypt: false });
  });

  test("does nothing before the app is ready", async () => {
    turn("open");
    lifecycle.ready = false;
    expect(await safeStorage.isAsyncEncryptionAvailable()).toBe(false);
    await expect(safeStorage.encryptStringAsync("x")).rejects.toThrow("cannot be used before app is ready");
    lifecycle.ready = true;
  });
});
