import type { DoorState, LockState, Reading } from "../lock/lock.ts";
import type { StatusCause } from "../lock/status.ts";
import type { MessageKey } from "../words/words.ts";
import type { Glyph, Tone } from "./snapshot.ts";

/** How a cause is drawn: one line of the state table. */
export interface Look {
  readonly tone: Tone;
  readonly glyph: Glyph;
  readonly word: RowWord;
  /** Whose start is shown: the door's as a running duration, the bolt's in the sentence; null shows none. */
  readonly shows: "door" | "bolt" | null;
}

/** Keys of messages without places, in one part of the catalogue. */
type PlainKey<Part extends string> = Exclude<
  Extract<MessageKey, `${Part}.${string}`>,
  "row.was-at" | "row.no-data-since" | "detail.not-updated-since"
>;
export type RowWord = PlainKey<"row">;
export type DetailWord = PlainKey<"detail">;

const moving = { tone: "moving", glyph: "moving", shows: null } as const;
const asked = { tone: "unknown", glyph: "question", shows: null } as const;

/** The state table; what is too old to be so now is drawn as a question, with the words of its row. */
export const LOOKS: Readonly<Record<StatusCause, Look>> = {
  "move-failed": { tone: "danger", glyph: "alert", word: "row.move-failed", shows: null },
  "open-while-locked": { tone: "danger", glyph: "door-open", word: "row.open-while-locked", shows: "door" },
  "open-long": { tone: "danger", glyph: "door-open", word: "row.door-open", shows: "door" },
  "door-open": { tone: "attention", glyph: "door-open", word: "row.door-open", shows: "door" },
  "latch-open": { tone: "attention", glyph: "latch-open", word: "row.pulled", shows: "bolt" },
  unlocked: { tone: "attention", glyph: "unlocked", word: "row.unlocked", shows: "bolt" },
  "semi-locked": { tone: "attention", glyph: "unlocked", word: "row.semi-locked", shows: "bolt" },
  uncalibrated: { tone: "attention", glyph: "alert", word: "row.uncalibrated", shows: null },
  "state-unknown": { ...asked, word: "row.unknown" },
  "not-asked": { ...asked, word: "row.asking" },
  "data-old": { ...asked, word: "row.unknown" },
  "data-lost": { ...asked, word: "row.unknown" },
  disconnected: { tone: "unknown", glyph: "no-connection", word: "row.no-connection", shows: null },
  locking: { ...moving, word: "row.locking" },
  unlocking: { ...moving, word: "row.unlocking" },
  pulling: { ...moving, word: "row.pulling" },
  updating: { ...moving, word: "row.updating" },
  calibrating: { ...moving, word: "row.calibrating" },
  "no-bridge": { tone: "unknown", glyph: "no-connection", word: "row.no-bridge", shows: null },
  "left-account": { ...asked, word: "row.gone" },
  locked: { tone: "secure", glyph: "locked", word: "row.locked", shows: null },
};

/** What is said beside the word of a cause; null when nothing is. */
export function detailOf(cause: StatusCause, { lock, door }: Reading): DetailWord | null {
  switch (cause) {
    case "move-failed":
      return "detail.check-door";
    case "open-while-locked":
    case "open-long":
    case "door-open":
      return motionOf(lock);
    case "uncalibrated":
      return "detail.use-app";
    case "unlocked":
    case "locked":
      return doorDetail(door);
    case "no-bridge":
      return "detail.no-bridge";
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

/** A motion behind an open door becomes the detail. */
function motionOf(lock: LockState): DetailWord | null {
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

function doorDetail(door: DoorState): DetailWord | null {
  switch (door) {
    case "open":
      return null;
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

/** Whether a small dashed door stands beside the word: the bolt is locked, and a sensor is there that says nothing. */
export const isDoorUnknown = (cause: StatusCause, { door }: Reading): boolean =>
  cause === "locked" && (door === "lost" || door === "uncalibrated" || door === "unknown");

/** A lock's state as it stands inside a sentence about what it was. */
export const wasOf = ({ lock, door }: Pick<Reading, "lock" | "door">): `was.${LockState}` | "was.door-open" =>
  door === "open" ? "was.door-open" : `was.${lock}`;
