import type { Instant } from "../src-main/core/lock/lock.ts";
import { detailChangesInMs } from "../src-main/core/view/detail-text.ts";
import type { Snapshot } from "../src-main/core/view/snapshot.ts";
import { ageChangesInMs, countdownChangesInMs } from "../src-main/core/words/times.ts";

/** Everything on show whose text depends on the time. */
export interface Dated {
  readonly snapshot: Snapshot;
  readonly checkedAt: Instant | null;
  /** The end of a toast's countdown. */
  readonly until: Instant | null;
}

/** Milliseconds from `now` until a text reads differently; infinite when none depends on the time. */
export function nextTextChangeMs({ snapshot, checkedAt, until }: Dated, now: Instant): number {
  const { rows, headline, banner } = snapshot;
  const waits = [banner?.nextTryAt ?? null, until].filter((at) => at !== null);
  const details = [...rows.flatMap(({ detail, third }) => [detail, third]), headline.running];
  return Math.min(
    checkedAt === null ? Infinity : ageChangesInMs(checkedAt, now),
    ...waits.map((at) => countdownChangesInMs(at, now)),
    ...details.map((detail) => detailChangesInMs(detail, now)),
  );
}
