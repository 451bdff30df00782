import type { Freshness } from "./freshness.ts";
import type { Instant } from "./lock.ts";

/** What Ajar holds true of one lock now: the one word that row, tray, headline, order, rules and scripts go by. */
export const STATUS_KINDS = [
  "alarm",
  "open",
  "unlocked",
  "unknown",
  "offline",
  "moving",
  "not-reachable",
  "gone",
  "excluded",
  "secure",
] as const;
export type StatusKind = (typeof STATUS_KINDS)[number];

/** Why a lock has its status; each cause belongs to one kind (an excluded lock keeps the cause of its own). */
export const STATUS_OF_CAUSE = {
  "move-failed": "alarm",
  "open-while-locked": "alarm",
  "open-long": "alarm",
  "door-open": "open",
  "latch-open": "unlocked",
  unlocked: "unlocked",
  "semi-locked": "unlocked",
  uncalibrated: "unlocked",
  "state-unknown": "unknown",
  "not-asked": "unknown",
  "data-old": "unknown",
  "data-lost": "unknown",
  disconnected: "offline",
  locking: "moving",
  unlocking: "moving",
  pulling: "moving",
  updating: "moving",
  calibrating: "moving",
  "no-bridge": "not-reachable",
  "left-account": "gone",
  locked: "secure",
} as const satisfies Record<string, Exclude<StatusKind, "excluded">>;
export type StatusCause = keyof typeof STATUS_OF_CAUSE;

/** One lock's status at an instant. */
export interface LockStatus {
  readonly kind: StatusKind;
  readonly cause: StatusCause;
  /** Since when the cause holds, where that was seen; null when not known. */
  readonly since: Instant | null;
  /** How old the reading behind it is; an old alarm, open or unlocked keeps its kind. */
  readonly freshness: Freshness;
}
