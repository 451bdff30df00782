import * as v from "valibot";
import { keyFrom } from "../core/polling/credential.ts";
import type { KeyStore, LoadedKey } from "../core/app/key-state.ts";
import { instant, type AccountId } from "../core/lock/lock.ts";
import { createJsonStore, type Parsed, type StoreContext } from "./json-store.ts";

/** What the system encrypts with; given by the shell. */
export interface SecretBox {
  /** The text encrypted, and whether a keyring's key did it or one that every program knows; null when nothing can. */
  seal(text: string): Promise<{ readonly bytes: Buffer; readonly by: "keyring" | "obscured" } | null>;
  /** The text again; `renew` asks for another `seal`. `keyring-locked` may be another answer later, `unreadable` not. */
  open(bytes: Buffer): Promise<{ readonly text: string; readonly renew: boolean } | "keyring-locked" | "unreadable">;
}

/** A store of keys on disk. */
export interface KeyFileStore extends KeyStore {
  /** The copy of a file that could not be read when it was opened; null when all was well. */
  readonly setAside: string | null;
}

const entry = v.object({
  sealed: v.string(),
  by: v.picklist(["keyring", "obscured"]),
  endsAt: v.fallback(v.nullable(v.pipe(v.number(), v.finite(), v.transform(instant))), null),
});
type Entry = v.InferOutput<typeof entry>;

/** The file: keys by account, and those that could not be read any more, which Ajar never throws away. */
interface KeyFile {
  readonly keys: Readonly<Record<string, Entry>>;
  readonly aside: readonly unknown[];
}

const loose = v.object({ keys: v.record(v.string(), v.unknown()), aside: v.array(v.unknown()) });

/** Leaves out each entry that cannot be read, and names it as repaired, which keeps a copy of the file. */
function parseKeyFile(json: unknown): Parsed<KeyFile> {
  const empty = typeof json === "object" && json !== null && Object.keys(json).length === 0;
  const parsed = v.safeParse(loose, json);
  if (!parsed.success) return { value: { keys: {}, aside: [] }, repaired: empty ? [] : ["keys"] };
  const entries = Object.entries(parsed.output.keys).map(
    ([account, value]) => [account, v.safeParse(entry, value)] as const,
  );
  const keys = Object.fromEntries(entries.flatMap(([account, read]) => (read.success ? [[account, read.output]] : [])));
  const repaired = entries.filter(([, read]) => !read.success).map(([account]) => account);
  return { value: { keys, aside: parsed.output.aside }, repaired };
}

// an older file names the origin of a key set aside, which is its account
const lostKey = v.union([v.object({ account: v.string() }), v.object({ origin: v.string() })]);

function isOf(account: AccountId, lost: unknown): boolean {
  const parsed = v.safeParse(lostKey, lost);
  if (!parsed.success) return false;
  return account === ("account" in parsed.output ? parsed.output.account : parsed.output.origin);
}

/** Keys in `key.json`, encrypted. */
export function createKeyStore(context: StoreContext, box: SecretBox): KeyFileStore {
  const file = createJsonStore(context, "key", parseKeyFile);

  const without = (account: AccountId): Readonly<Record<string, Entry>> =>
    Object.fromEntries(Object.entries(file.value().keys).filter(([other]) => other !== account));

  const setAside = (account: AccountId, lost: Entry): LoadedKey => {
    // another key may stand in its place by now
    if (file.value().keys[account] !== lost) return { kind: "lost" };
    file.save({ keys: without(account), aside: [...file.value().aside, { account, ...lost, at: context.now() }] });
    return { kind: "lost" };
  };

  /** Encrypts a saved key again; it stays as it is where that would be worse, fails, or comes too late. */
  const renew = async (account: AccountId, key: string, saved: Entry): Promise<Entry["by"]> => {
    const sealed = await box.seal(key);
    if (sealed === null || (sealed.by === "obscured" && saved.by === "keyring")) return saved.by;
    if (file.value().keys[account] !== saved) return saved.by;
    const next: Entry = { ...saved, sealed: sealed.bytes.toString("base64"), by: sealed.by };
    return file.save({ ...file.value(), keys: { ...without(account), [account]: next } }) ? sealed.by : saved.by;
  };

  return {
    load: async (account) => {
      const saved = file.value().keys[account];
      if (saved === undefined) return { kind: "none" };
      const opened = await box.open(Buffer.from(saved.sealed, "base64"));
      if (opened === "keyring-locked") return { kind: "keyring-locked" };
      const key = opened === "unreadable" ? null : keyFrom(opened.text);
      if (opened === "unreadable" || key === null) return setAside(account, saved);
      const { by, endsAt } = saved;
      return { kind: "key", key, storedIn: opened.renew ? await renew(account, key, saved) : by, endsAt };
    },
    keep: async (account, key, endsAt, consent) => {
      const sealed = await box.seal(key);
      if (sealed === null || (sealed.by === "obscured" && !consent)) {
        // the key that it follows must not come back at the next start
        file.save({ ...file.value(), keys: without(account) });
        return "memory";
      }
      const { by } = sealed;
      const keys = { ...without(account), [account]: { sealed: sealed.bytes.toString("base64"), by, endsAt } };
      return file.save({ ...file.value(), keys }) ? by : "memory";
    },
    forget: (account) => {
      const aside = file.value().aside.filter((lost) => !isOf(account, lost));
      file.save({ keys: without(account), aside });
    },
    storage: async () => (await box.seal("probe"))?.by ?? "none",
    setAside: file.setAside,
  };
}
