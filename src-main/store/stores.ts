import { createHash } from "node:crypto";
import { basename } from "node:path";
import type { ListCache } from "../core/polling/list-cache.ts";
import type { Settings } from "../core/app/settings.ts";
import type { Shelf, Store } from "./json-store.ts";
import { createCrashStore, type CrashStoreValue } from "./crash-store.ts";
import { createKeyStore, type KeyStore, type SecretBox } from "./key-store.ts";
import { createListStore, forgetLocks } from "./list-store.ts";
import { createSettingsStore } from "./settings-store.ts";
import { createWindowStore, type WindowMemory } from "./window-store.ts";

/** Everything that outlives a restart. */
export interface Stores {
  readonly settings: Store<Settings>;
  readonly window: Store<WindowMemory>;
  readonly keys: KeyStore;
  readonly crashes: Store<CrashStoreValue>;
  /** What is kept of the lists of a cloud's account, with the locks of this key; without one, of whichever it was. */
  readonly lists: (baseUrl: string, key: string | null) => Store<ListCache>;
  /** The names of copies of files that could not be read when they were opened. */
  readonly setAside: readonly string[];
}

/** Stores on disk. */
export function openStores(shelf: Shelf, box: SecretBox): Stores {
  const [settings, window, keys] = [createSettingsStore(shelf), createWindowStore(shelf), createKeyStore(shelf, box)];
  const crashes = createCrashStore(shelf);
  const setAside = [settings, window, keys].flatMap(({ setAside }) => (setAside === null ? [] : [basename(setAside)]));
  /** A key that is removed takes the names of its locks with it. */
  const forget = (origin: string): void => {
    keys.forget(origin);
    forgetLocks(shelf, origin);
  };
  const lists = (baseUrl: string, key: string | null): Store<ListCache> => {
    const { origin } = new URL(baseUrl);
    return createListStore(shelf, origin, key === null ? null : accountMark(origin, key));
  };
  return { settings, window, keys: { ...keys, forget }, crashes, lists, setAside };
}

/** A mark that tells one cloud and key from another; the key cannot be read from it. */
const accountMark = (origin: string, key: string): string =>
  createHash("sha256").update(`${origin}\n${key}`).digest("hex").slice(0, 16);
