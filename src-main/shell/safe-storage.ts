import { safeStorage } from "electron";
import type { SecretBox } from "../store/key-store.ts";

/**
 * The first bytes of a ciphertext on Linux (Chromium, components/os_crypt): `v11` means a keyring's key, `v10` a password
 * that every Chromium knows. Electron reports encryption as available with both.
 */
const KEYRING_PREFIX = "v11";

/** The system's encryption: Keychain, DPAPI, or a keyring on the session bus. Use it when the app is ready. */
export const secretBox: SecretBox = {
  async seal(text) {
    const bytes = await encrypted(text);
    return bytes && { bytes, by: byKeyring(bytes) ? "keyring" : "obscured" };
  },
  async open(bytes) {
    try {
      const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(bytes);
      return { text: result, renew: shouldReEncrypt };
    } catch (error) {
      return (await mayOpenLater(bytes, error)) ? "keyring-locked" : "unreadable";
    }
  },
};

/** Null where nothing can encrypt, as after a denied Keychain: Electron only rejects then. */
const encrypted = (text: string): Promise<Buffer | null> => safeStorage.encryptStringAsync(text).catch(() => null);

const byKeyring = (bytes: Buffer): boolean =>
  process.platform !== "linux" || bytes.subarray(0, KEYRING_PREFIX.length).toString("latin1") === KEYRING_PREFIX;

/** Tells a keyring that is locked, dismissed or not running from one that lost its key: both give the same error. */
async function mayOpenLater(bytes: Buffer, error: unknown): Promise<boolean> {
  if (error instanceof Error && /temporarily unavailable/i.test(error.message)) return true;
  const probe = await encrypted("probe");
  if (probe === null) return true;
  return process.platform === "linux" && byKeyring(bytes) && !byKeyring(probe);
}
