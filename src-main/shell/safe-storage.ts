import { safeStorage } from "electron";
import type { SecretBox } from "../store/key-store.ts";

/**
 * How a ciphertext begins on Linux (Chromium, components/os_crypt): `v11` came from a keyring's key, `v10` from a
 * password that every copy of Chromium knows. Electron calls encryption available with either.
 */
const KEYRING_PREFIX = "v11";

/** The system's encryption: Keychain, DPAPI, or a keyring over the session bus. To be used when the app is ready. */
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

/** Null where nothing can encrypt, as after a person denied the Keychain: Electron says so by a rejection alone. */
const encrypted = (text: string): Promise<Buffer | null> => safeStorage.encryptStringAsync(text).catch(() => null);

const byKeyring = (bytes: Buffer): boolean =>
  process.platform !== "linux" || bytes.subarray(0, KEYRING_PREFIX.length).toString("latin1") === KEYRING_PREFIX;

/** A keyring that is locked, dismissed or not running gives the same error as one that lost its key; what it gives now tells. */
async function mayOpenLater(bytes: Buffer, error: unknown): Promise<boolean> {
  if (error instanceof Error && /temporarily unavailable/i.test(error.message)) return true;
  const probe = await encrypted("probe");
  if (probe === null) return true;
  return process.platform === "linux" && byKeyring(bytes) && !byKeyring(probe);
}
