import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SafeStorage } from "electron";
import { app } from "./app.ts";
import { lifecycle } from "./lifecycle.ts";
import { strict } from "./strict.ts";
import { switches } from "./switches.ts";

type Used = "isAsyncEncryptionAvailable" | "encryptStringAsync" | "decryptStringAsync";

/** How a text that a keyring's key encrypted begins on Linux (components/os_crypt/async). */
const PREFIX = Buffer.from("v11");
const KEY_FILE = "stand-in.key";
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A key beside the data protects nobody; it is here so that the app's code can run, for tests that switch it on. */
function key(): Buffer {
  lifecycle.requireReady("safeStorage cannot be used before app is ready");
  if (!switches.isOn("keyring")) throw new Error("Encryption is not available.");
  const folder = app.getPath("userData");
  const file = join(folder, KEY_FILE);
  try {
    return readFileSync(file);
  } catch {
    const made = randomBytes(KEY_BYTES);
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, made, { mode: 0o600 });
    return made;
  }
}

function encrypt(text: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key(), nonce);
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([PREFIX, nonce, cipher.getAuthTag(), sealed]);
}

function decrypt(bytes: Buffer): string {
  const secret = key();
  const body = bytes.subarray(PREFIX.length);
  if (!bytes.subarray(0, PREFIX.length).equals(PREFIX)) throw new Error("Ciphertext does not appear to be encrypted.");
  const decipher = createDecipheriv("aes-256-gcm", secret, body.subarray(0, NONCE_BYTES));
  decipher.setAuthTag(body.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  const sealed = body.subarray(NONCE_BYTES + TAG_BYTES);
  return Buffer.concat([decipher.update(sealed), decipher.final()]).toString("utf8");
}

/** Electron's `safeStorage` without its deprecated half; a person's desk has no keyring, so that it answers false. */
export const safeStorage = strict("safeStorage", {
  isAsyncEncryptionAvailable: () => Promise.resolve(lifecycle.ready && switches.isOn("keyring")),
  encryptStringAsync: async (text: string) => await Promise.resolve(text).then(encrypt),
  decryptStringAsync: async (bytes: Buffer) => ({
    result: await Promise.resolve(bytes).then(decrypt),
    shouldReEncrypt: false,
  }),
} satisfies Pick<SafeStorage, Used>);
