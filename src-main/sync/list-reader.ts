import type { Answer, Failure } from "../core/lock/failure.ts";
import { PAGE_SIZE } from "../core/polling/list-cache.ts";
import type { Listing, LockId } from "../core/lock/lock.ts";
import type { Page } from "../tedee/decode.ts";

/** What came of reading a list: what could be read of it, a failure, or a stop before its first page. */
export type ListRead =
  | {
      readonly kind: "read";
      readonly listings: readonly Listing[];
      readonly pages: number;
      /** It was read to its end, and every entry could be read. */
      readonly complete: boolean;
      /** Pages follow that might not be read now. */
      readonly cut: boolean;
    }
  | { readonly kind: "failed"; readonly failure: Failure }
  | { readonly kind: "stopped" };

/** What a list's reader asks and tells on its way. */
export interface ListSteps {
  /** A page that is shorter than asked for is not the last one: only one shorter than the first is. */
  readonly thorough: boolean;
  /** Whether a page may be asked for now. */
  readonly mayRead: (page: number) => boolean;
  /** A page is asked for. */
  readonly sent: (page: number) => void;
  /** A page was full, so that another one follows. */
  readonly full: (page: number) => void;
}

/** Reads pages until a short one, or until no further page may be read: what was read by then is better than nothing. */
export async function readList(
  ask: (page: number) => Promise<Answer<Page>>,
  { thorough, mayRead, sent, full }: ListSteps,
): Promise<ListRead> {
  const listings = new Map<LockId, Listing>();
  let unreadable = 0;
  let longest = PAGE_SIZE;
  let pages = 0;
  for (let page = 1; mayRead(page); page += 1) {
    sent(page);
    const answer = await ask(page);
    if (!answer.ok) return { kind: "failed", failure: answer.failure };
    pages = page;
    const { value } = answer;
    const before = listings.size;
    for (const listing of value.listings) listings.set(listing.lock.id, listing);
    unreadable += value.entries - value.listings.length;
    if (page === 1 && thorough) longest = Math.max(1, value.entries);
    // a page that brings nothing new is no page, whatever its length
    if (value.entries < longest || listings.size === before) {
      return { kind: "read", listings: [...listings.values()], pages: page, complete: unreadable === 0, cut: false };
    }
    full(page);
  }
  if (pages === 0) return { kind: "stopped" };
  return { kind: "read", listings: [...listings.values()], pages, complete: false, cut: true };
}
