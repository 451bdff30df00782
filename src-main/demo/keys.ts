import { dateText } from "./wire-form.ts";

/** A personal access key of the simulated account. */
export interface DemoKey {
  /** Prefix, dot, secret, as it is sent. */
  readonly key: string;
  readonly name: string;
  readonly scopes: readonly string[];
  /** Milliseconds since the epoch; from then on the key is refused. */
  readonly validTo: number;
}

/** Everything that a key of a person who read the instructions can do. */
export const ALL_SCOPES = ["Device.Read", "DeviceActivity.Read", "Lock.Operate", "Account.Read"] as const;

/** The scopes of which any one opens the locks (API docs, pages of lock). */
const LOCK_SCOPES = ["Device.Read", "Device.ReadWrite"];
/** The scope that opens the list of keys (API docs, personalaccesskey/get-all). */
const KEY_LIST_SCOPES = ["Account.Read"];

/** What a request with this header may do: nothing (401), something else (403, as expected though not documented), or this. A token may do all. */
export function permission(
  keys: ReadonlyMap<string, DemoKey> | null,
  tokens: ReadonlySet<string>,
  authorization: string | null,
  wants: "locks" | "keys",
  atMs: number,
): 200 | 401 | 403 {
  // the scheme word exactly, one blank, the raw key (API docs, howtos/authenticate)
  const [, scheme, secret = ""] = /^(PersonalKey|Bearer) (\S+)$/.exec(authorization ?? "") ?? [];
  if (scheme === undefined) return 401;
  if (keys === null) return 200;
  if (scheme === "Bearer") return tokens.has(secret) ? 200 : 401;
  const key = keys.get(secret);
  if (key === undefined || key.validTo <= atMs) return 401;
  const needed = wants === "locks" ? LOCK_SCOPES : KEY_LIST_SCOPES;
  return needed.some((scope) => key.scopes.includes(scope)) ? 200 : 403;
}

/** The account's keys as the key list gives them: the text before the dot, never the secret. */
export const keysText = (keys: Iterable<DemoKey>): string =>
  JSON.stringify(
    [...keys].map(({ key, name, scopes, validTo }, index) => ({
      id: `00000000-0000-0000-0000-${String(index + 1).padStart(12, "0")}`,
      name,
      prefix: key.split(".")[0],
      scopes,
      validTo: dateText(validTo, true),
    })),
  );
