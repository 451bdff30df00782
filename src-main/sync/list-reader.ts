import type { Answer, Failure } from "../core/lock/failure.ts";
import { PAGE_SIZE } from "../core/polling/list-cache.ts";
import type { Listing, LockId } from "../core/lock/lock.ts";
import type { Page } from "../tedee/decode.ts";

/** The result of reading a list: what could be read, a failure, or a stop before the first page. */
export type ListRead =
  | {
      readonly kind: "read";
      readonly listings: readonly Listing[];
      readonly pages: number;
      /** Every entry of every page could be read. */
      readonly complete: boolean;
      /** The limits allow no further page now, and there are more. */
      readonly cut: boolean;
    }
  | { readonly kind: "failed"; readonly failure: Failure }
  | { readonly kind: "stopped" };

/** What the reader of a list needs on its way. */
export interface ListSteps {
  /** True takes only a page that is shorter than the first for the last one. */
  readonly thorough: boolean;
  /** True when the limits allow this page now. */
  readonly mayRead: (page: number) => boolean;
  /** Called before this page is asked for. */
  readonly sent: (page: number) => void;
  /** Called when this page was full: another one follows. */
  readonly full: (page: number) => void;
}

/** Reads pages until a short one, or until the limits stop it: half a list is better than none. */
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
