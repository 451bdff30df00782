import { isCounted, isOutOfDate, type LockStatus, type StatusCause } from "../lock/status.ts";
import type { Words } from "../words/words.ts";

/** The groups of the list, from its top to its bottom. */
const GROUPS = ["danger", "open", "not-locked", "not-known", "moving", "not-in-reach", "well"] as const;
type Group = (typeof GROUPS)[number];

const GROUP_OF_CAUSE: Readonly<Record<StatusCause, Group>> = {
  "move-failed": "danger",
  "open-while-locked": "danger",
  "open-long": "danger",
  "door-open": "open",
  "latch-open": "open",
  unlocked: "not-locked",
  "semi-locked": "not-locked",
  uncalibrated: "not-locked",
  "state-unknown": "not-known",
  "not-asked": "not-known",
  "data-old": "not-known",
  "data-lost": "not-known",
  disconnected: "not-known",
  locking: "moving",
  unlocking: "moving",
  pulling: "moving",
  updating: "moving",
  calibrating: "moving",
  "no-bridge": "not-in-reach",
  "left-account": "not-in-reach",
  locked: "well",
};

/** Groups in which the oldest problem comes first; the others keep the order of the account. */
const OLDEST_FIRST: readonly Group[] = ["danger", "open", "not-locked", "not-known"];

/** What a row is sorted by. */
export interface Sortable {
  readonly name: string;
  readonly status: LockStatus;
}

/** Whether there are rows that count, and nothing is known of now of any of them. */
export function isAllOutOfDate(rows: readonly Sortable[]): boolean {
  const counted = rows.filter(({ status }) => isCounted(status));
  return counted.length > 0 && counted.every(({ status }) => isOutOfDate(status));
}

/** Rows in the order of the list: the worst first, and of equals the oldest, then by name. */
export function inOrder<T extends Sortable>(rows: readonly T[], { intl }: Words): T[] {
  const group = ({ status }: T): Group => GROUP_OF_CAUSE[status.cause];
  // with nothing known of now no row is more urgent than another, and all stay in their usual order
  if (isAllOutOfDate(rows)) return rows.toSorted((a, b) => Number(isReachable(a)) - Number(isReachable(b)));
  const place = (row: T): number => GROUPS.indexOf(group(row));
  const since = ({ status }: T): number => status.since ?? Number.MAX_SAFE_INTEGER;
  return rows.toSorted((a, b) => {
    if (group(a) !== group(b)) return place(a) - place(b);
    return OLDEST_FIRST.includes(group(a)) ? since(a) - since(b) || intl.compare(a.name, b.name) : 0;
  });
}

const isReachable = ({ status }: Sortable): boolean => GROUP_OF_CAUSE[status.cause] !== "not-in-reach";
