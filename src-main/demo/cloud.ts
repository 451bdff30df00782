import { DemoAccount, type Held } from "./account.ts";
import type { DemoLock, DemoState } from "./demo-lock.ts";
import { ALL_SCOPES, keysText, permission, type DemoKey } from "./keys.ts";
import { createMeter, type MeterCounts } from "./meter.ts";
import { purposeOf, routeOf, type Route } from "./route.ts";
import type { Script } from "./script.ts";
import { envelope, refusal } from "./wire-form.ts";

/** A personal access key of the documented form (API docs, personalaccesskey/create); it opens nothing anywhere. */
export const DEMO_KEY = "ajardm.This/key+opens+no/door+anywhere/in/the+demo";

/** An access token of the form that a sign-in gives (three parts with dots between them); it opens nothing anywhere. */
export const DEMO_TOKEN = "ajardemo.opens-no-door-anywhere.but-in_the_demo";

/** How long the first key of a new account is valid. */
const KEY_LIFE_MS = 300 * 24 * 3_600_000;

/** One request; `path` is absolute and carries the query. */
export interface CloudRequest {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | null;
}

export interface CloudResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface CloudOptions {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** The one key that is let in; null lets any in. */
  readonly key: string | null;
  readonly locks: readonly DemoLock[];
  /** Begins with the first sync of the right key; null: nothing moves by itself. */
  readonly script: Script | null;
}

/** How many requests arrived and how the cloud answered; a fault in an answer changes no count. */
export interface CloudCounts extends MeterCounts {
  /** Requests answered with 429 because a limit was reached. */
  readonly answered429: number;
  /** Requests answered with 401. */
  readonly answered401: number;
  /** When the script began, in milliseconds since the epoch; null before the first sync. */
  readonly scriptStartedAt: number | null;
}

/** The simulated Tedee cloud without sockets: API v37, its limits, and one account. */
export interface Cloud {
  /** The answer to one request, which counts as arriving now. */
  answer(request: CloudRequest): CloudResponse;
  /** Overrides what a lock reports from now on; the script no longer moves what was set. Throws for an unknown lock. */
  set(serial: string, change: Partial<DemoState>): void;
  /**
   * A lock joins the account, or comes back with another id; `movedAt` (milliseconds) is when it last moved, where that
   * is known. Throws when its serial number or id is taken.
   */
  add(lock: DemoLock, movedAt?: number): void;
  /** A lock leaves the account, with all that was set. Throws for an unknown lock. */
  remove(serial: string): void;
  /** Another name and the next revision. Throws for an unknown lock. */
  rename(serial: string, name: string): void;
  /** Another id at once, as after a lock was added again. Throws for an unknown lock or an id that is taken. */
  renumber(serial: string, id: number): void;
  /** Another key that is let in, or the same with other rights. */
  addKey(key: DemoKey): void;
  /** Another access token that is let in, besides `DEMO_TOKEN`. */
  addToken(token: string): void;
  /** An access token ends: from now on the cloud refuses it. */
  endToken(token: string): void;
  /** While on, every request is answered with 401. */
  revoke(on: boolean): void;
  counts(): CloudCounts;
}

/** A cloud with one account; the same requests at the same times give the same answers. */
export const createCloud = (options: CloudOptions): Cloud => new SimulatedCloud(options);

class SimulatedCloud implements Cloud {
  readonly #clock: () => number;
  readonly #keys: Map<string, DemoKey> | null;
  readonly #tokens = new Set([DEMO_TOKEN]);
  readonly #account: DemoAccount;
  readonly #meter = createMeter();
  #revoked = false;
  #answered = 0;
  #answered401 = 0;
  #answered429 = 0;

  constructor({ now, key, locks, script }: CloudOptions) {
    this.#clock = steady(now);
    const validTo = this.#clock() + KEY_LIFE_MS;
    this.#keys = key === null ? null : new Map([[key, { key, name: "Ajar", scopes: ALL_SCOPES, validTo }]]);
    this.#account = new DemoAccount(locks, script, this.#clock());
  }

  answer(request: CloudRequest): CloudResponse {
    const atMs = this.#clock();
    const { status, body, headers } = this.#reply(request, atMs);
    this.#answered += 1;
    if (status === 401) this.#answered401 += 1;
    if (status === 429) this.#answered429 += 1;
    return { status, body, headers: { ...commonHeaders(atMs, this.#answered), ...headers } };
  }

  set(serial: string, change: Partial<DemoState>): void {
    this.#account.set(serial, change, this.#clock());
  }

  add(lock: DemoLock, movedAt?: number): void {
    this.#account.add(lock, movedAt);
  }

  remove(serial: string): void {
    this.#account.remove(serial);
  }

  rename(serial: string, name: string): void {
    this.#account.rename(serial, name);
  }

  renumber(serial: string, id: number): void {
    this.#account.renumber(serial, id);
  }

  addKey(key: DemoKey): void {
    this.#keys?.set(key.key, key);
  }

  addToken(token: string): void {
    this.#tokens.add(token);
  }

  endToken(token: string): void {
    this.#tokens.delete(token);
  }

  revoke(on: boolean): void {
    this.#revoked = on;
  }

  counts(): CloudCounts {
    return {
      ...this.#meter.counts(),
      answered401: this.#answered401,
      answered429: this.#answered429,
      scriptStartedAt: this.#account.startedAt,
    };
  }

  #reply({ method, path, authorization }: CloudRequest, atMs: number): Reply {
    const route = routeOf(method, path);
    const asked = syncedBy(route, this.#account);
    const wait = this.#meter.arrived(purposeOf(route), serialsOf(asked), atMs);
    const allowed = permission(this.#keys, this.#tokens, authorization, route.kind === "keys" ? "keys" : "locks", atMs);
    if (this.#revoked || allowed === 401) return refused(401, "Unauthorized");
    // a sync that a limit refuses begins the script too
    if (purposeOf(route) === "sync") this.#account.start(atMs);
    if (wait !== null) return refused(429, "Too many requests", { "Retry-After": String(wait) });
    if (allowed === 403) return refused(403, "Forbidden");
    if (route.kind === "keys") return answeredWith(keysText(this.#keys?.values() ?? []));
    return resultOf(route, asked, this.#account, atMs);
  }
}

interface Reply {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

const answeredWith = (result: string): Reply => ({ status: 200, body: envelope(result), headers: {} });

const refused = (status: number, message: string, headers: Readonly<Record<string, string>> = {}): Reply => ({
  status,
  body: refusal(status, message),
  headers,
});

/** The locks that a sync asks for. What the cloud does with ids it does not know is not documented: they are left out. */
function syncedBy(route: Route, account: DemoAccount): readonly Held[] {
  switch (route.kind) {
    case "sync-one":
      return heldBy([route.id], account);
    case "sync-all":
      return route.ids === null ? account.all() : heldBy(route.ids, account);
    case "list":
    case "lock":
    case "keys":
    case "refused":
      return [];
  }
}

const heldBy = (ids: readonly number[], account: DemoAccount): readonly Held[] =>
  [...new Set(ids)].map((id) => account.byId(id)).filter((held) => held !== null);

const serialsOf = (asked: readonly Held[]): readonly string[] => asked.map((held) => held.lock.serial);

function resultOf(
  route: Exclude<Route, { kind: "keys" }>,
  asked: readonly Held[],
  account: DemoAccount,
  atMs: number,
): Reply {
  switch (route.kind) {
    case "refused":
      return refused(route.status, route.message, route.status === 405 ? { Allow: "GET" } : {});
    case "list": {
      const from = (route.page - 1) * route.size;
      const page = account.all().slice(from, from + route.size);
      return answeredWith(arrayOf(page.map((held) => account.lockText(held, atMs, route.accessories))));
    }
    case "lock": {
      const held = account.byId(route.id);
      return held === null ? unknownLock() : answeredWith(account.lockText(held, atMs, route.accessories));
    }
    case "sync-one": {
      const [held] = asked;
      return held === undefined ? unknownLock() : answeredWith(account.syncText(held, atMs));
    }
    case "sync-all":
      return answeredWith(arrayOf(asked.map((held) => account.syncText(held, atMs))));
  }
}

const unknownLock = (): Reply => refused(404, "Device not found");

const arrayOf = (texts: readonly string[]): string => `[${texts.join(",")}]`;

/** The documented headers of every answer; how v37 is written in the list of versions is not known. */
const commonHeaders = (atMs: number, count: number): Readonly<Record<string, string>> => ({
  "Content-Type": "application/json; charset=utf-8",
  Date: new Date(atMs).toUTCString(),
  "X-Correlation-ID": `00000000-0000-4000-8000-${count.toString(16).padStart(12, "0")}`,
  "API-Supported-Versions": "1.33, 1.34, 1.35, 1.36, 37",
});

/** A clock that never runs backwards, as Tedee's does not when this computer's is set. */
function steady(now: () => number): () => number {
  let last = now();
  let aheadMs = 0;
  return () => {
    const read = now();
    aheadMs += Math.max(0, last - read);
    last = read;
    return read + aheadMs;
  };
}
