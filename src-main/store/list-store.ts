import { nothingKept, parseKept, type Kept } from "../core/list-times.ts";
import { instant } from "../core/lock.ts";
import { createJsonStore, type Shelf, type Store } from "./json-store.ts";

/**
 * The times of list pages, a wait that Tedee asked for and the kept locks, in `list.json`. `account` is a mark that
 * tells one key and cloud from another, without being the key: what was kept for another account counts as nothing.
 */
export function createListStore(shelf: Shelf, account: string): Store<Kept> {
  const store = createJsonStore<Kept & { readonly account: string }>(shelf, "list", (json) => {
    const same = typeof json === "object" && json !== null && "account" in json && json.account === account;
    const kept = same ? parseKept(json, instant(shelf.now())) : nothingKept;
    return { value: { ...kept, account }, repaired: [] };
  });
  return {
    value: () => store.value(),
    save: (kept) => store.save({ ...kept, account }),
    setAside: store.setAside,
  };
}
