import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DecryptStringAsyncReturnValue, SafeStorage } from "electron";
import { app } from "./app.ts";
import { lifecycle } from "./lifecycle.ts";
import { strict } from "./strict.ts";
import { switches } from "./switches.ts";

type Used = "isAsyncEncryptionAvailable" | "encryptStringAsync" | "decryptStringAsync";

const NOT_READY = "safeStorage cannot be used before app is ready";

// how a text begins on Linux that a keyring's key encrypted, and one that nobody's did (components/os_crypt/async)
const KEYRING = Buffer.from("v11");
const OBSCURED = Buffer.from("v10");
/** Every copy of Chromium knows its fixed password: this one hides as little. */
const KNOWN_KEY = createHash("sha256").update("known to everybody").digest();
const KEY_FILE = "stand-in.key";
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** What the desk's switches make of this computer's keyring. */
type Keyring = "open" | "locked" | "obscured" | "none";

function keyringNow(): Keyring {
  if (switches.isOn("keyring")) return switches.isOn("keyring-locked") ? "locked" : "open";
  return switches.isOn("obscured-keys") ? "obscured" : "none";
}

/** What the keyring was when it was first asked: Electron asks once in a process, and keeps what it got. */
let asked: Keyring | null = null;
const keyring = (): Keyring => (asked ??= keyringNow());

/** Makes the next question the first one, as in a new process. */
export const forgetKeyring = (): void => {
  asked = null;
};

/** A key beside the data protects nobody; tests switch it on to run the app's code. */
function keyringKey(): Buffer {
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

function seal(text: string, prefix: Buffer, key: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([prefix, nonce, cipher.getAuthTag(), sealed]);
}

function unseal(body: Buffer, key: Buffer): string {
  const decipher = createDecipheriv("aes-256-gcm", key, body.subarray(0, NONCE_BYTES));
  decipher.setAuthTag(body.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  const sealed = body.subarray(NONCE_BYTES + TAG_BYTES);
  return Buffer.concat([decipher.update(sealed), decipher.final()]).toString("utf8");
}

/** Encrypts by the best key there is: a keyring that is locked, or none, leaves the one that everybody knows. */
function encrypt(text: string): Buffer {
  lifecycle.requireReady(NOT_READY);
  const now = keyring();
  if (now === "none") throw new Error("Error while encrypting the text provided to safeStorage.encryptStringAsync.");
  return now === "open" ? seal(text, KEYRING, keyringKey()) : seal(text, OBSCURED, KNOWN_KEY);
}

function decrypt(bytes: Buffer): DecryptStringAsyncReturnValue {
  lifecycle.requireReady(NOT_READY);
  if (bytes.length === 0) return { result: "", shouldReEncrypt: false };
  const now = keyring();
  const [prefix, body] = [bytes.subarray(0, KEYRING.length), bytes.subarray(KEYRING.length)];
  if (prefix.equals(KEYRING) && now === "locked") {
    throw new Error("safeStorage.decryptStringAsync is temporarily unavailable. Please try again.");
  }
  try {
    if (now === "open" && prefix.equals(KEYRING)) return { result: unseal(body, keyringKey()), shouldReEncrypt: false };
    // a better key than the one that was used is there
    if (now !== "none" && prefix.equals(OBSCURED)) {
      return { result: unseal(body, KNOWN_KEY), shouldReEncrypt: now === "open" };
    }
  } catch {
    // said below, as of every text that no key opens
  }
  throw new Error("Error while decrypting the ciphertext provided to safeStorage.decryptStringAsync.");
}

/**
 * Electron's `safeStorage` without its deprecated half, with the error texts of its source
 * (shell/browser/api/electron_api_safe_storage.cc); what cannot encrypt says so by a rejection alone.
 */
export const safeStorage = strict("safeStorage", {
  isAsyncEncryptionAvailable: () => Promise.resolve(lifecycle.ready),
  encryptStringAsync: async (text: string) => await Promise.resolve(text).then(encrypt),
  decryptStringAsync: async (bytes: Buffer) => await Promise.resolve(bytes).then(decrypt),
} satisfies Pick<SafeStorage, Used>);
