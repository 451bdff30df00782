import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import type { SecretBox } from "../../src-main/store/key-store.ts";

const KEY = createHash("sha256").update("a keyring for power cuts").digest();
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A text sealed with AES-256-GCM: with one changed byte it no longer opens. */
export function seal(text: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", KEY, nonce);
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

/** The text again; null when a byte of it is another. */
export function open(bytes: Buffer): string | null {
  try {
    const decipher = createDecipheriv("aes-256-gcm", KEY, bytes.subarray(0, NONCE_BYTES));
    decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    const sealed = bytes.subarray(NONCE_BYTES + TAG_BYTES);
    return Buffer.concat([decipher.update(sealed), decipher.final()]).toString("utf8");
  } catch {
    return null;
  }
}

/** A keyring that is always open and outlives every process. */
export const keyring: SecretBox = {
  seal: (text) => Promise.resolve({ bytes: seal(text), by: "keyring" }),
  open(bytes) {
    const text = open(bytes);
    return Promise.resolve(text === null ? "unreadable" : { text, renew: false });
  },
};
