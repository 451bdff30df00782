import type { DoorState, LockState, Reading } from "../lock/lock.ts";
import type { StatusCause } from "../lock/status.ts";
import type { MessageKey } from "../words/words.ts";
import type { Glyph, Tone } from "./snapshot.ts";

/** How a cause is drawn: one line of the state table. */
export interface Look {
  readonly tone: Tone;
  readonly glyph: Glyph;
  /** The word that leads the row. */
  readonly word: Exclude<Extract<MessageKey, `row.${string}`>, "row.no-data">;
}

const moving = { tone: "moving", glyph: "moving" } as const;
const asked = { tone: "unknown", glyph: "question" } as const;

/** The state table; the row of data that is too old finds its own words in place of these. */
export const LOOKS: Readonly<Record<StatusCause, Look>> = {
  "move-failed": { tone: "danger", glyph: "alert", word: "row.move-failed" },
  "open-while-locked": { tone: "danger", glyph: "door-open", word: "row.open-while-locked" },
  "open-long": { tone: "danger", glyph: "door-open", word: "row.door-open" },
  "door-open": { tone: "attention", glyph: "door-open", word: "row.door-open" },
  "latch-open": { tone: "attention", glyph: "latch-open", word: "row.pulled" },
  unlocked: { tone: "attention", glyph: "unlocked", word: "row.unlocked" },
  "semi-locked": { tone: "attention", glyph: "unlocked", word: "row.semi-locked" },
  uncalibrated: { tone: "attention", glyph: "alert", word: "row.uncalibrated" },
  "state-unknown": { ...asked, word: "row.unknown" },
  "not-asked": { ...asked, word: "row.not-asked" },
  "data-old": { ...asked, word: "row.unknown" },
  "data-lost": { ...asked, word: "row.unknown" },
  disconnected: { tone: "unknown", glyph: "no-connection", word: "row.no-connection" },
  locking: { ...moving, word: "row.locking" },
  unlocking: { ...moving, word: "row.unlocking" },
  pulling: { ...moving, word: "row.pulling" },
  updating: { ...moving, word: "row.updating" },
  calibrating: { ...moving, word: "row.calibrating" },
  "no-bridge": { tone: "unknown", glyph: "no-connection", word: "row.no-bridge" },
  "left-account": { ...asked, word: "row.gone" },
  locked: { tone: "secure", glyph: "locked", word: "row.locked" },
};

/** What a door is called beside a bolt. */
export type DoorWord = "door-closed" | "no-sensor" | "door-unknown";
/** A motion of the bolt. */
export type Motion = Extract<LockState, "locking" | "unlocking" | "pulling" | "updating" | "calibrating">;

/** What stands beside the word of a cause, by its name under `detail`; null when nothing does. */
export function besideOf(
  cause: StatusCause,
  { lock, door }: Reading,
): DoorWord | Motion | "check-door" | "use-app" | "no-bridge" | null {
  switch (cause) {
    case "move-failed":
      return "check-door";
    case "open-while-locked":
    case "open-long":
    case "door-open":
      return motionOf(lock);
    case "uncalibrated":
      return "use-app";
    case "unlocked":
    case "locked":
      return doorWord(door);
    case "no-bridge":
      return "no-bridge";
    case "latch-open":
    case "semi-locked":
    case "state-unknown":
    case "not-asked":
    case "data-old":
    case "data-lost":
    case "disconnected":
    case "locking":
    case "unlocking":
    case "pulling":
    case "updating":
    case "calibrating":
    case "left-account":
      return null;
  }
}

/** The motion of a bolt; null when it rests. */
export function motionOf(lock: LockState): Motion | null {
  switch (lock) {
    case "locking":
    case "unlocking":
    case "pulling":
    case "updating":
    case "calibrating":
      return lock;
    case "uncalibrated":
    case "unlocked":
    case "semi-locked":
    case "locked":
    case "pulled":
    case "unknown":
      return null;
  }
}

/** The word for a door that is not open: an open one is a cause of its own. */
export function doorWord(door: DoorState): DoorWord {
  switch (door) {
    case "closed":
      return "door-closed";
    case "none":
      return "no-sensor";
    case "open":
    case "lost":
    case "uncalibrated":
    case "unknown":
      return "door-unknown";
  }
}

/** Whether a small dashed door stands beside the word: the bolt is locked, and a sensor is there that says nothing. */
export const isDoorUnknown = (cause: StatusCause, { door }: Reading): boolean =>
  cause === "locked" && doorWord(door) === "door-unknown";

/** What a lock was, by its name under `was` and `lost`: an open door comes before its bolt. */
export const wasOf = ({ lock, door }: Pick<Reading, "lock" | "door">): LockState | "door-open" =>
  door === "open" ? "door-open" : lock;
