import * as v from "valibot";
import { keyFrom } from "../core/app/credential.ts";
import type { StoredIn } from "../core/app/key-state.ts";
import { instant, type Instant } from "../core/lock/lock.ts";
import { createJsonStore, type Parsed, type Shelf } from "./json-store.ts";

/** What the system encrypts with; given by the shell. */
export interface SecretBox {
  /** The text encrypted, and whether a keyring's key did it or one that every program knows; null when nothing can. */
  seal(text: string): Promise<{ readonly bytes: Buffer; readonly by: "keyring" | "obscured" } | null>;
  /** The text again; `renew` when it should be encrypted anew. `locked` may be another answer later, `unreadable` not. */
  open(bytes: Buffer): Promise<{ readonly text: string; readonly renew: boolean } | "keyring-locked" | "unreadable">;
}

/** What was found for a cloud. */
export type LoadedKey =
  | { readonly kind: "none" | "keyring-locked" | "lost" }
  | { readonly kind: "key"; readonly key: string; readonly storedIn: StoredIn; readonly endsAt: Instant | null };

/** Personal access keys at rest, each for the origin it was entered for and read for no other. */
export interface KeyStore {
  load(origin: string): Promise<LoadedKey>;
  /** Keeps a key; without a keyring only with consent, and else until Ajar quits. Answers where it is kept now. */
  keep(origin: string, key: string, endsAt: Instant | null, consent: boolean): Promise<StoredIn>;
  forget(origin: string): void;
  /** How a key could be kept now. */
  storage(): Promise<"keyring" | "obscured" | "none">;
  /** The copy of a file that could not be read when it was opened; null when all was well. */
  readonly setAside: string | null;
}

const entry = v.object({
  sealed: v.string(),
  by: v.picklist(["keyring", "obscured"]),
  endsAt: v.fallback(v.nullable(v.pipe(v.number(), v.finite(), v.transform(instant))), null),
});
type Entry = v.InferOutput<typeof entry>;

/** The file: keys by origin, and what could not be read any more, which is never thrown away. */
interface KeyFile {
  readonly keys: Readonly<Record<string, Entry>>;
  readonly aside: readonly unknown[];
}

const loose = v.object({ keys: v.record(v.string(), v.unknown()), aside: v.array(v.unknown()) });

/** Each entry that cannot be read is left out, and named as repaired, so that a copy of the file is kept. */
function parseKeyFile(json: unknown): Parsed<KeyFile> {
  const empty = typeof json === "object" && json !== null && Object.keys(json).length === 0;
  const parsed = v.safeParse(loose, json);
  if (!parsed.success) return { value: { keys: {}, aside: [] }, repaired: empty ? [] : ["keys"] };
  const entries = Object.entries(parsed.output.keys).map(
    ([origin, value]) => [origin, v.safeParse(entry, value)] as const,
  );
  const keys = Object.fromEntries(entries.flatMap(([origin, read]) => (read.success ? [[origin, read.output]] : [])));
  const repaired = entries.filter(([, read]) => !read.success).map(([origin]) => origin);
  return { value: { keys, aside: parsed.output.aside }, repaired };
}

const isOf = (origin: string, lost: unknown): boolean =>
  typeof lost === "object" && lost !== null && "origin" in lost && lost.origin === origin;

/** Keys in `key.json`, encrypted. */
export function createKeyStore(shelf: Shelf, box: SecretBox): KeyStore {
  const file = createJsonStore(shelf, "key", parseKeyFile);

  const without = (origin: string): Readonly<Record<string, Entry>> =>
    Object.fromEntries(Object.entries(file.value().keys).filter(([other]) => other !== origin));

  const setAside = (origin: string, lost: Entry): LoadedKey => {
    // a key that came meanwhile stands in its place
    if (file.value().keys[origin] !== lost) return { kind: "lost" };
    file.save({ keys: without(origin), aside: [...file.value().aside, { origin, ...lost, at: shelf.now() }] });
    return { kind: "lost" };
  };

  const keep: KeyStore["keep"] = async (origin, key, endsAt, consent) => {
    const sealed = await box.seal(key);
    if (sealed === null || (sealed.by === "obscured" && !consent)) {
      // the key that it follows must not come back at the next start
      file.save({ ...file.value(), keys: without(origin) });
      return "memory";
    }
    const { by } = sealed;
    const kept = { ...without(origin), [origin]: { sealed: sealed.bytes.toString("base64"), by, endsAt } };
    return file.save({ ...file.value(), keys: kept }) ? by : "memory";
  };

  /** Encrypts a saved key anew; it stays as it is where that would be worse, fails, or came too late. */
  const renew = async (origin: string, key: string, saved: Entry): Promise<Entry["by"]> => {
    const sealed = await box.seal(key);
    if (sealed === null || (sealed.by === "obscured" && saved.by === "keyring")) return saved.by;
    if (file.value().keys[origin] !== saved) return saved.by;
    const entry: Entry = { ...saved, sealed: sealed.bytes.toString("base64"), by: sealed.by };
    return file.save({ ...file.value(), keys: { ...without(origin), [origin]: entry } }) ? sealed.by : saved.by;
  };

  return {
    async load(origin) {
      const saved = file.value().keys[origin];
      if (saved === undefined) return { kind: "none" };
      const opened = await box.open(Buffer.from(saved.sealed, "base64"));
      if (opened === "keyring-locked") return { kind: "keyring-locked" };
      const key = opened === "unreadable" ? null : keyFrom(opened.text);
      if (opened === "unreadable" || key === null) return setAside(origin, saved);
      const { by, endsAt } = saved;
      return { kind: "key", key, storedIn: opened.renew ? await renew(origin, key, saved) : by, endsAt };
    },
    keep,
    forget(origin) {
      const aside = file.value().aside.filter((lost) => !isOf(origin, lost));
      file.save({ keys: without(origin), aside });
    },
    setAside: file.setAside,
    async storage() {
      return (await box.seal("probe"))?.by ?? "none";
    },
  };
}
