import type { DoorState, LockState, Reading } from "../lock/lock.ts";
import type { MessageKey } from "../words/words.ts";
import type { Glyph, Tone } from "./snapshot.ts";

/** What the window may be told of one lock, before its age is considered: one line of the state table. */
export interface Standing {
  readonly tone: Tone;
  readonly glyph: Glyph;
  readonly word: PlainKey<"row">;
  readonly detail: PlainKey<"detail"> | null;
  /** Whose start the row counts from: the door's in its duration, the bolt's in its sentence; null when it counts nothing. */
  readonly counts: "door" | "bolt" | null;
  readonly rank: Rank;
  /** What it is called inside a sentence: "Was locked at 14:02". */
  readonly was: PlainKey<"was">;
  readonly doorUnknown: boolean;
}

/** Place in the list: 0 danger, 1 open, 2 not locked, 3 not known, 4 moving, 5 never counted, 6 well. */
export type Rank = 0 | 1 | 2 | 3 | 4 | 5 | 6;

/** Keys of messages without places, in one part of the catalogue. */
export type PlainKey<Part extends string> = Exclude<
  Extract<MessageKey, `${Part}.${string}`>,
  "row.was-at" | "row.no-data-since" | "detail.not-updated-since"
>;

/** A door open longer than this is danger; the alert speaks earlier, red comes when nobody acted. */
export const DOOR_OPEN_LIMIT_MS = 30 * 60_000;

const base = { detail: null, counts: null, doorUnknown: false } as const;

/** The line of the table for a connected lock's reading; `doorOpenForMs` is how long the door has been open. */
export function standingOf(reading: Reading, doorOpenForMs: number): Standing {
  const { lock, door } = reading;
  if (reading.moveFailed && lock !== "locked") {
    const was = door === "open" ? "was.door-open" : wasOf(lock);
    return {
      ...base,
      tone: "danger",
      glyph: "alert",
      word: "row.move-failed",
      detail: "detail.check-door",
      rank: 0,
      was,
    };
  }
  return door === "open" ? openDoor(lock, doorOpenForMs) : shutDoor(lock, door);
}

function openDoor(lock: LockState, openForMs: number): Standing {
  const open = { ...base, glyph: "door-open", was: "was.door-open", counts: "door" } as const;
  if (lock === "locked") return { ...open, tone: "danger", word: "row.open-while-locked", rank: 0 };
  const detail = motionOf(lock);
  const line = { ...open, word: "row.door-open", detail } as const;
  return openForMs > DOOR_OPEN_LIMIT_MS
    ? { ...line, tone: "danger", rank: 0 }
    : { ...line, tone: "attention", rank: 1 };
}

/** A motion behind an open door becomes the detail. */
function motionOf(lock: LockState): Standing["detail"] {
  switch (lock) {
    case "locking":
    case "unlocking":
    case "pulling":
    case "updating":
    case "calibrating":
      return `detail.${lock}`;
    case "uncalibrated":
    case "unlocked":
    case "semi-locked":
    case "locked":
    case "pulled":
    case "unknown":
      return null;
  }
}

function shutDoor(lock: LockState, door: Exclude<DoorState, "open">): Standing {
  const line = { ...base, word: `row.${lock}`, was: wasOf(lock) } as const;
  switch (lock) {
    case "updating":
    case "calibrating":
    case "locking":
    case "unlocking":
    case "pulling":
      return { ...line, tone: "moving", glyph: "moving", rank: 4 };
    case "pulled":
      return { ...line, tone: "attention", glyph: "latch-open", counts: "bolt", rank: 1 };
    case "semi-locked":
      return { ...line, tone: "attention", glyph: "unlocked", counts: "bolt", rank: 2 };
    case "unlocked":
      return { ...line, tone: "attention", glyph: "unlocked", detail: doorDetail(door), counts: "bolt", rank: 2 };
    case "uncalibrated":
      return { ...line, tone: "attention", glyph: "alert", detail: "detail.use-app", rank: 2 };
    case "unknown":
      return { ...line, tone: "unknown", glyph: "question", rank: 3 };
    case "locked":
      return {
        ...line,
        tone: "secure",
        glyph: "locked",
        detail: doorDetail(door),
        rank: 6,
        doorUnknown: door !== "closed" && door !== "none",
      };
  }
}

function doorDetail(door: Exclude<DoorState, "open">): Standing["detail"] {
  switch (door) {
    case "closed":
      return "detail.door-closed";
    case "none":
      return "detail.no-sensor";
    case "lost":
    case "uncalibrated":
    case "unknown":
      return "detail.door-unknown";
  }
}

/** A bolt's state as it stands inside a sentence. */
export const wasOf = (lock: LockState): PlainKey<"was"> => `was.${lock}`;
