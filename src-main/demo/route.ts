/** What a request is for, as far as limits, counts and faults tell requests apart. */
export type Purpose = "list" | "lock" | "sync" | "other";

/** A request understood: one of the calls that are simulated, or why it is none. */
export type Route =
  | { readonly kind: "list"; readonly page: number; readonly size: number; readonly accessories: boolean }
  | { readonly kind: "lock"; readonly id: number; readonly accessories: boolean }
  | { readonly kind: "sync-one"; readonly id: number }
  /** `ids` null: every lock of the account. */
  | { readonly kind: "sync-all"; readonly ids: readonly number[] | null }
  | { readonly kind: "keys" }
  | { readonly kind: "refused"; readonly status: 400 | 404 | 405; readonly purpose: Purpose; readonly message: string };

type Call = "list" | "lock" | "sync-one" | "sync-all" | "keys";

const PREFIX = "/api/v37/my/lock";
const KEYS = "/api/v37/my/personalaccesskey";
const ONE = /^\/(\d{1,15})(\/sync)?$/;

/** The call that a method and a path with query name; names of paths and queries ignore case (API docs, getting started). */
export function routeOf(method: string, path: string): Route {
  const [pathname = "", query = ""] = splitOnce(path, "?");
  const call = callOf(pathname.toLowerCase());
  if (call === null) return { kind: "refused", status: 404, purpose: "other", message: "Unknown path" };
  const purpose = PURPOSES[call.kind];
  const refused = (status: 400 | 405, message: string): Route => ({ kind: "refused", status, purpose, message });
  if (method !== "GET") return refused(405, "Method not allowed");
  const values = queryOf(query);
  const accessories = values.get("includeaccessories")?.[0]?.toLowerCase() === "true";
  switch (call.kind) {
    case "list": {
      // neither a default nor a largest page is documented for locks: without a size, all come at once
      const page = wholeFrom(values.get("page")?.[0], 1);
      const size = wholeFrom(values.get("itemsperpage")?.[0], Number.MAX_SAFE_INTEGER);
      return page === null || size === null ? refused(400, "Invalid page") : { kind: "list", page, size, accessories };
    }
    case "lock":
      return { kind: "lock", id: call.id, accessories };
    case "keys":
      return { kind: "keys" };
    case "sync-one":
      return { kind: "sync-one", id: call.id };
    case "sync-all": {
      const ids = (values.get("id") ?? []).map((text) => wholeFrom(text, 0));
      const known = ids.filter((id) => id !== null);
      if (known.length < ids.length) return refused(400, "Invalid id");
      return { kind: "sync-all", ids: ids.length === 0 ? null : known };
    }
  }
}

/** What a route is for. */
export const purposeOf = (route: Route): Purpose => (route.kind === "refused" ? route.purpose : PURPOSES[route.kind]);

const PURPOSES = {
  list: "list",
  lock: "lock",
  "sync-one": "sync",
  "sync-all": "sync",
  keys: "other",
} as const satisfies Record<Call, Purpose>;

function callOf(pathname: string): { readonly kind: Call; readonly id: number } | null {
  if (pathname === KEYS) return { kind: "keys", id: 0 };
  if (!pathname.startsWith(PREFIX)) return null;
  const rest = pathname.slice(PREFIX.length);
  if (rest === "") return { kind: "list", id: 0 };
  if (rest === "/sync") return { kind: "sync-all", id: 0 };
  const [, id, sync] = ONE.exec(rest) ?? [];
  return id === undefined ? null : { kind: sync === undefined ? "lock" : "sync-one", id: Number(id) };
}

function queryOf(query: string): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(query)) {
    const lower = name.toLowerCase();
    const same = values.get(lower);
    if (same === undefined) values.set(lower, [value]);
    else same.push(value);
  }
  return values;
}

/** A whole number of 1 and up; the fallback when absent, null when it is none. */
function wholeFrom(text: string | undefined, fallback: number): number | null {
  if (text === undefined) return fallback;
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null;
}

function splitOnce(text: string, mark: string): readonly string[] {
  const at = text.indexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
