import { nothingKept, parseKept, type Kept } from "../core/list-times.ts";
import { instant } from "../core/lock.ts";
import { createJsonStore, createMemoryStore, type Shelf, type Store } from "./json-store.ts";

/** The times of list pages, a wait that Tedee asked for and the kept locks, in `list.json`. */
export const createListStore = (shelf: Shelf): Store<Kept> =>
  createJsonStore(shelf, "list", (json) => ({ value: parseKept(json, instant(shelf.now())), repaired: [] }));

/** A list store that is gone when Ajar quits. */
export const createListMemory = (): Store<Kept> => createMemoryStore(nothingKept);
