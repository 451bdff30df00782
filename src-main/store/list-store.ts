import * as v from "valibot";
import { accountIdOf, instant, type AccountId } from "../core/lock/lock.ts";
import { emptyListCache, parseListCache, type ListCache } from "../core/polling/list-cache.ts";
import { createJsonStore, type Store, type StoreContext } from "./json-store.ts";

/** Whose the file is: the account that its times and wait bind, and a mark of the credential that read its locks. */
interface Marks {
  readonly account: AccountId;
  readonly owner: string;
}

const text = v.fallback(v.string(), "");
const account = v.pipe(v.string(), v.transform(accountIdOf));
// an older file calls the account `origin`, and the owner `account`
const before = v.pipe(
  v.object({ origin: account, account: text }),
  v.transform((marks): Marks => ({ account: marks.origin, owner: marks.account })),
);
const marks: v.GenericSchema<unknown, Marks> = v.fallback(v.union([v.object({ account, owner: v.string() }), before]), {
  account: accountIdOf(""),
  owner: "",
});

/**
 * The times of list pages, a wait that Tedee asked for and the locks of the last list, in `list.json`. Times and wait
 * bind an account, whichever credential asks. The locks are shown to `owner` alone, which tells one credential from
 * another without being its secret; null stands for whoever owns them now.
 */
export function createListStore(context: StoreContext, account: AccountId, owner: string | null): Store<ListCache> {
  const store = createJsonStore<ListCache & Marks>(context, "list", (json) => ({
    value: { ...parseListCache(json, instant(context.now())), ...v.parse(marks, json) },
    repaired: [],
  }));
  const ownerNow = (): string => owner ?? (store.value().account === account ? store.value().owner : "");
  return {
    value: () => {
      const saved = store.value();
      if (saved.account !== account) return emptyListCache;
      return { times: saved.times, holdUntil: saved.holdUntil, locks: saved.owner === ownerNow() ? saved.locks : [] };
    },
    save: (cache) => store.save({ ...cache, account, owner: ownerNow() }),
    setAside: store.setAside,
  };
}

/** Takes the locks of an account out of `list.json`, and leaves its times and its wait. */
export function forgetLocks(context: StoreContext, account: AccountId): void {
  const cache = createListStore(context, account, null).value();
  if (cache.locks.length > 0) createListStore(context, account, "").save({ ...cache, locks: [] });
}
