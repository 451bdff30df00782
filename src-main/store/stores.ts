import { createHash } from "node:crypto";
import type { Kept } from "../core/list-times.ts";
import type { Settings } from "../core/settings.ts";
import type { Shelf, Store } from "./json-store.ts";
import { createListMemory, createListStore } from "./list-store.ts";
import { createSettingsMemory, createSettingsStore } from "./settings-store.ts";
import { createWindowMemory, createWindowStore, type WindowMemory } from "./window-store.ts";

/** Everything that outlives a restart. */
export interface Stores {
  readonly settings: Store<Settings>;
  readonly list: Store<Kept>;
  readonly window: Store<WindowMemory>;
}

/** Stores on disk, for one account. */
export const openStores = (shelf: Shelf, account: string): Stores => ({
  settings: createSettingsStore(shelf),
  list: createListStore(shelf, account),
  window: createWindowStore(shelf),
});

/** Stores that are gone when Ajar quits: the demo touches no real data. */
export const memoryStores = (): Stores => ({
  settings: createSettingsMemory(),
  list: createListMemory(),
  window: createWindowMemory(),
});

/** A mark that tells one cloud and key from another; the key cannot be read from it. */
export const accountMark = (url: string, key: string | null): string =>
  createHash("sha256")
    .update(`${url}\n${key ?? ""}`)
    .digest("hex")
    .slice(0, 16);
