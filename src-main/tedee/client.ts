import type { Answer } from "../core/failure.ts";
import type { Listing, LockId, Reading } from "../core/lock.ts";

/** The calls that Ajar makes of the Tedee cloud, API v37. None of them ever throws. */
export interface Client {
  /** `GET my/lock`, one page, from 1; counts against the limit of 10 in 10 minutes. */
  list(page: number, signal: AbortSignal): Promise<Answer<readonly Listing[]>>;
  /** `GET my/lock/{id}`; no interval documented, used to confirm a command and never as a poll. */
  lock(id: LockId, signal: AbortSignal): Promise<Answer<Listing>>;
  /** `GET my/lock/{id}/sync`; not more than once in 20 s per lock. */
  syncOne(id: LockId, signal: AbortSignal): Promise<Answer<readonly Reading[]>>;
  /** `GET my/lock/sync`, every lock when `ids` is null, else those named (at most 100); not more than once in 20 s per lock. */
  sync(ids: readonly LockId[] | null, signal: AbortSignal): Promise<Answer<readonly Reading[]>>;
}
