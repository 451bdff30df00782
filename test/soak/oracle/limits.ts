/** Numbers of the design and of Tedee that several rules share. */

/** Tedee's numbers of a bolt and of a door (API docs, enums/lock-state and enums/door-state). */
export const LOCKED = 6;
export const DOOR_OPEN = 2;
export const DOOR_CLOSED = 3;

/** How exact the app's own timers must be, in milliseconds. */
export const SLACK_MS = 250;
/** "neither sync call asks for the same lock twice within 20 s, whatever the cause … Judged where requests arrive." */
export const FLOOR_MS = 20_000;
/** "700 requests an hour for the account … 150 kept for commands"; the soak sends no commands. */
export const UNRESERVED = 700 - 150;

/** The wait that a 429 asks for, in milliseconds: "`Retry-After` clamped to 20–3600 s (absent: 300 s)"; 0 is absent. */
export const waitAsked = (waitMs: number): number =>
  waitMs === 0 ? 300_000 : Math.min(3_600_000, Math.max(20_000, waitMs));
