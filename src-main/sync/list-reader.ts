import type { Answer, Failure } from "../core/failure.ts";
import { PAGE_SIZE } from "../core/list-times.ts";
import type { Listing } from "../core/lock.ts";
import type { Page } from "../tedee/decode.ts";

/** What came of reading a list: all of it, a failure, or a stop before its end, after which the old list stands. */
export type ListRead =
  | { readonly kind: "read"; readonly listings: readonly Listing[]; readonly pages: number }
  | { readonly kind: "failed"; readonly failure: Failure }
  | { readonly kind: "stopped" };

/** What a list's reader asks and tells on its way. */
export interface ListSteps {
  /** Whether a page may be asked for now. */
  readonly mayRead: (page: number) => boolean;
  /** A page is asked for. */
  readonly sent: (page: number) => void;
  /** A page was full, so that another one follows. */
  readonly full: (page: number) => void;
}

/** Reads pages until a short one. */
export async function readList(
  ask: (page: number) => Promise<Answer<Page>>,
  { mayRead, sent, full }: ListSteps,
): Promise<ListRead> {
  const listings: Listing[] = [];
  for (let page = 1; mayRead(page); page += 1) {
    sent(page);
    const answer = await ask(page);
    if (!answer.ok) return { kind: "failed", failure: answer.failure };
    listings.push(...answer.value.listings);
    if (answer.value.entries < PAGE_SIZE) return { kind: "read", listings, pages: page };
    full(page);
  }
  return { kind: "stopped" };
}
