import { createHash } from "node:crypto";
import { basename } from "node:path";
import type { KeyStore } from "../core/app/key-state.ts";
import type { Settings } from "../core/app/settings.ts";
import type { AccountId } from "../core/lock/lock.ts";
import type { ListCache } from "../core/polling/list-cache.ts";
import type { Store, StoreContext } from "./json-store.ts";
import { createCrashStore, type CrashStoreValue } from "./crash-store.ts";
import { createKeyStore, type SecretBox } from "./key-store.ts";
import { createListStore, forgetLocks } from "./list-store.ts";
import { createSettingsStore } from "./settings-store.ts";
import { createWindowStore, type WindowMemory } from "./window-store.ts";

/** Everything that outlives a restart. */
export interface Stores {
  readonly settings: Store<Settings>;
  readonly window: Store<WindowMemory>;
  readonly keys: KeyStore;
  readonly crashes: Store<CrashStoreValue>;
  /** The list cache of an account, with the locks that this secret read; without one, with whoever's they are. */
  readonly lists: (account: AccountId, secret: string | null) => Store<ListCache>;
  /** The names of copies of files that could not be read when they were opened. */
  readonly setAside: readonly string[];
}

/** Opens the stores on disk for an account. */
export function openStores(context: StoreContext, box: SecretBox, account: AccountId): Stores {
  const settings = createSettingsStore(context, account);
  const window = createWindowStore(context);
  const keys = createKeyStore(context, box);
  const crashes = createCrashStore(context);
  const setAside = [settings, window, keys].flatMap(({ setAside }) => (setAside === null ? [] : [basename(setAside)]));
  /** A key that is removed takes the names of its locks with it. */
  const forget = (forgotten: AccountId): void => {
    keys.forget(forgotten);
    forgetLocks(context, forgotten);
  };
  const lists = (owned: AccountId, secret: string | null): Store<ListCache> =>
    createListStore(context, owned, secret === null ? null : ownerMark(owned, secret));
  return { settings, window, keys: { ...keys, forget }, crashes, lists, setAside };
}

/** A mark that tells an account's credentials apart; nobody can read the secret from it. */
const ownerMark = (account: AccountId, secret: string): string =>
  createHash("sha256").update(`${account}\n${secret}`).digest("hex").slice(0, 16);
