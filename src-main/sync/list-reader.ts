import type { Answer, Failure } from "../core/failure.ts";
import { PAGE_SIZE } from "../core/list-times.ts";
import type { Listing } from "../core/lock.ts";
import type { Page } from "../tedee/decode.ts";

/** What came of reading a list: all of it, a failure, or a stop before its end, after which the old list stands. */
export type ListRead =
  | { readonly kind: "read"; readonly listings: readonly Listing[]; readonly pages: number }
  | { readonly kind: "failed"; readonly failure: Failure }
  | { readonly kind: "stopped" };

/** Reads pages until a short one; `mayRead` is asked before each page, and `sent` told that it leaves. */
export async function readList(
  ask: (page: number) => Promise<Answer<Page>>,
  { mayRead, sent }: { readonly mayRead: (page: number) => boolean; readonly sent: (page: number) => void },
): Promise<ListRead> {
  const listings: Listing[] = [];
  for (let page = 1; mayRead(page); page += 1) {
    sent(page);
    const answer = await ask(page);
    if (!answer.ok) return { kind: "failed", failure: answer.failure };
    listings.push(...answer.value.listings);
    if (answer.value.entries < PAGE_SIZE) return { kind: "read", listings, pages: page };
  }
  return { kind: "stopped" };
}
