import * as v from "valibot";
import { emptyListCache, parseListCache, type ListCache } from "../core/polling/list-cache.ts";
import { instant } from "../core/lock/lock.ts";
import { createJsonStore, type Shelf, type Store } from "./json-store.ts";

const text = v.fallback(v.string(), "");
const marks = v.object({ origin: text, account: text });

/**
 * The times of list pages, a wait that Tedee asked for and the kept locks, in `list.json`. Times and waits hold for an
 * origin, whatever the key: Tedee counts them by account, and another key may be of the same one. Locks belong to
 * `account`, a mark that tells one key from another without being the key; null is whoever's they are.
 */
export function createListStore(shelf: Shelf, origin: string, account: string | null): Store<ListCache> {
  const store = createJsonStore(shelf, "list", (json) => ({
    value: { ...parseListCache(json, instant(shelf.now())), ...v.parse(marks, json) },
    repaired: [],
  }));
  const owner = (): string => account ?? (store.value().origin === origin ? store.value().account : "");
  return {
    value() {
      const { origin: of, account: whose, ...kept } = store.value();
      if (of !== origin) return emptyListCache;
      return whose === owner() ? kept : { ...kept, locks: [] };
    },
    save: (kept) => store.save({ ...kept, origin, account: owner() }),
    setAside: store.setAside,
  };
}

/** Takes the locks of an origin out of `list.json`, and leaves what holds for its account. */
export function forgetLocks(shelf: Shelf, origin: string): void {
  const kept = createListStore(shelf, origin, null).value();
  if (kept.locks.length > 0) createListStore(shelf, origin, "").save({ ...kept, locks: [] });
}
