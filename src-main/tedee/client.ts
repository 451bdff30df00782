import type { Answer } from "../core/lock/failure.ts";
import { PAGE_SIZE } from "../core/polling/list-cache.ts";
import type { Instant, Listing, LockId, Reading } from "../core/lock/lock.ts";
import type { Purpose } from "../core/app/trace.ts";
import { decodeLocks, decodePage, decodeSync, type Page } from "./decode.ts";
import { decodeOwnKey, type KeyFacts } from "./keys.ts";
import { SameBody } from "./same-body.ts";
import { createTransport, type JsonBody, type TransportOptions } from "./transport.ts";

/** The calls that Ajar makes of the Tedee cloud, API v37. None of them ever throws. */
export interface Client {
  /** `GET my/lock`, one page, from 1; counts against the limit of 10 in 10 minutes. */
  list(page: number, signal: AbortSignal): Promise<Answer<Page>>;
  /** `GET my/lock/{id}`; Tedee documents no interval. Nothing calls it yet: it is for commands to come. */
  lock(id: LockId, signal: AbortSignal): Promise<Answer<Listing>>;
  /** `GET my/personalaccesskey`: what the key that asks may do and when it ends; refused without `Account.Read`. */
  ownKey(signal: AbortSignal): Promise<Answer<KeyFacts>>;
  /** `GET my/lock/{id}/sync`; not more than once in 20 s per lock. */
  syncOne(id: LockId, signal: AbortSignal): Promise<Answer<readonly Reading[]>>;
  /** `GET my/lock/sync`, every lock when `ids` is null, else those named (at most 100); not more than once in 20 s per lock. */
  sync(ids: readonly LockId[] | null, signal: AbortSignal): Promise<Answer<readonly Reading[]>>;
}

const LOCKS = "/api/v37/my/lock";
const KEYS = "/api/v37/my/personalaccesskey";

/** A client for one credential and one cloud. */
export function createClient(options: TransportOptions): Client {
  const request = createTransport(options);
  const ask = async <T>(
    path: string,
    purpose: Purpose,
    signal: AbortSignal,
    decode: (body: JsonBody, at: Instant) => T | null,
  ): Promise<Answer<T>> => {
    const answer = await request({ method: "GET", path, purpose, signal });
    if (!answer.ok) return answer;
    const value = decode(answer.value, answer.at);
    return value === null
      ? { ok: false, failure: { kind: "broken-answer" }, at: answer.at }
      : { ok: true, value, at: answer.at };
  };
  const same = new SameBody();
  const askSync = (path: string, signal: AbortSignal, decode: typeof decodeSync) =>
    ask(path, "sync", signal, (body, at) => same.readings(path, body, at, decode));
  return {
    list: (page, signal) =>
      ask(`${LOCKS}?Page=${page}&ItemsPerPage=${PAGE_SIZE}`, "list", signal, ({ json }, at) => decodePage(json, at)),
    lock: (id, signal) =>
      ask(`${LOCKS}/${id}`, "confirm", signal, ({ json }, at) =>
        only(decodeLocks(json, at), (listing) => listing.lock.id === id),
      ),
    ownKey: (signal) => ask(KEYS, "key", signal, ({ json }) => decodeOwnKey(json, options.credential)),
    syncOne: (id, signal) =>
      askSync(`${LOCKS}/${id}/sync`, signal, (json, at) => {
        const reading = only(decodeSync(json, at), (one) => one.id === id);
        return reading === null ? null : [reading];
      }),
    sync: (ids, signal) => {
      const query = ids === null ? "" : `?${ids.map((id) => `id=${id}`).join("&")}`;
      return askSync(`${LOCKS}/sync${query}`, signal, decodeSync);
    },
  };
}

/** The one item of an answer about one lock; another lock's answer is none. */
function only<T>(items: readonly T[] | null, isAsked: (item: T) => boolean): T | null {
  const [item] = items ?? [];
  return item !== undefined && items?.length === 1 && isAsked(item) ? item : null;
}
