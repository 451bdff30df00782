import type { TimedEvent, Truth } from "./events.ts";
import { DOOR_CLOSED, DOOR_OPEN } from "./limits.ts";

/** What one answer says of one lock. */
export interface LockAnswer {
  /** When the cloud said it, and when the app heard it. */
  readonly saidAt: number;
  readonly at: number;
  readonly truth: Truth;
  /** The number of the opening of the door that it saw. */
  readonly opening: number;
  /** The app has certainly used it. Where false it may have dropped the answer as one from before a sleep. */
  readonly certain: boolean;
}

/** A row as the app shows it. */
export type ShownRow = TimedEvent & { kind: "row" };

/** A row for an example in a verdict. */
export const described = ({ status, cause, freshness, lock, door }: ShownRow): string =>
  `${status} by ${cause} (${freshness}, ${lock}, ${door})`;

/** Whether a row's cause says that the door is open. */
export const isOpenCause = (cause: string): boolean => ["door-open", "open-long", "open-while-locked"].includes(cause);

/** The last answer that reached a lock, and the answers since then that did not. */
export type Reach = Pick<LockRecord, "lastReached" | "misses">;

/** One lock: how it is, what the app heard of it, and what the app shows of it. */
export interface LockRecord {
  readonly serial: string;
  truth: Truth | null;
  /** Its id in the account; null while it is in none. */
  id: number | null;
  name: string;
  /** Openings of the door so far. */
  opening: number;
  /** The last certain state of the door. */
  doorWas: "open" | "closed" | null;
  /** The id by which the app knows it. */
  listedId: number | null;
  /** The app has certainly used the list that named it so. */
  certainlyListed: boolean;
  /** Lists in a row that do not name it, and those of them that the app has certainly used. */
  listsWithout: number;
  certainListsWithout: number;
  /** The last answer for all locks named it. */
  present: boolean;
  /** The last answer since the start or the waking; the last one that reached the lock. */
  answer: LockAnswer | null;
  lastReached: LockAnswer | null;
  /** Answers in a row that did not reach it. */
  misses: number;
  /** Those of them that the app has certainly used. */
  certainMisses: number;
  /** Its reach before the first answer that the app may have dropped; null without such an answer. */
  reachBeforeDoubt: Reach | null;
  /** The row on show; null without one. */
  shown: ShownRow | null;
}

/** Whether an answer says something of bolt and door. */
export const speaks = ({ linked, lock }: Truth): boolean => linked === true && lock !== null;

/** Open or closed, where the sensor says so for certain. */
export function doorOf(truth: Truth): "open" | "closed" | null {
  return speaks(truth) ? sensorOf(truth) : null;
}

/** Open or closed by the sensor alone; null when it says neither. */
export const sensorOf = ({ door }: Truth): "open" | "closed" | null =>
  door === DOOR_OPEN ? "open" : door === DOOR_CLOSED ? "closed" : null;

/** What a start, a sleep or a waking leaves of what the app heard of a lock. */
export const nothingHeard = {
  answer: null,
  lastReached: null,
  misses: 0,
  certainMisses: 0,
  reachBeforeDoubt: null,
} as const;

/** A lock of which nothing is known yet. */
export const newLock = {
  ...nothingHeard,
  truth: null,
  id: null,
  opening: 0,
  doorWas: null,
  listedId: null,
  certainlyListed: false,
  listsWithout: 0,
  certainListsWithout: 0,
  present: false,
  shown: null,
} as const;

/** Notes an answer that the app heard. */
export function record(lock: LockRecord, answer: LockAnswer): void {
  if (answer.certain) lock.reachBeforeDoubt = null;
  else lock.reachBeforeDoubt ??= { lastReached: lock.lastReached, misses: lock.misses };
  lock.answer = answer;
  if (answer.truth.linked === true) lock.lastReached = answer;
  if (answer.truth.linked === "untold") return;
  lock.misses = answer.truth.linked === false ? lock.misses + 1 : 0;
  lock.certainMisses = lock.misses === 0 ? 0 : lock.certainMisses + (answer.certain ? 1 : 0);
}
