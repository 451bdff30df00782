import type { FailureKind } from "../lock/failure.ts";
import type { DoorState, Instant, LockState, Serial } from "../lock/lock.ts";
import type { LockStatus } from "../lock/status.ts";
import type { Updates } from "../lock/updates.ts";

/**
 * What a person is shown, as plain data that crosses IPC unchanged. It holds no running time: ages are given as
 * instants and worded where they are shown, so that nothing changes when nothing happened.
 */

/** Colour and badge form together (four forms, so that no meaning rests on colour). */
export type Tone = "secure" | "calm" | "attention" | "danger" | "moving" | "unknown";

/** Glyphs of a row, badge or banner, by meaning; the window maps each to a drawing. */
export type Glyph =
  | "locked"
  | "unlocked"
  | "door-open"
  | "door-closed"
  | "latch-open"
  | "alert"
  | "no-connection"
  | "tedee-down"
  | "limit"
  | "key"
  | "moving"
  | "question"
  | "house";

/** A piece of text, some of which runs with the clock and is worded by `core/view/detail-text.ts` when it is shown. */
export type Detail =
  | { readonly kind: "text"; readonly text: string }
  /** "14 min" */
  | { readonly kind: "duration"; readonly since: Instant }
  /** "Was locked 52 min ago" */
  | { readonly kind: "was-ago"; readonly was: LockState | "door-open"; readonly at: Instant }
  /** "updated 1 min ago" */
  | { readonly kind: "updated-ago"; readonly at: Instant };

export interface BatteryMark {
  readonly level: number;
  readonly tone: "attention" | "danger";
  readonly charging: boolean;
}

/** One lock's row. */
export interface Row {
  readonly serial: Serial;
  readonly name: string;
  /** What Ajar holds true of the lock: the one thing to decide by; whatever else is here is drawn or read aloud. */
  readonly status: LockStatus;
  readonly tone: Tone;
  readonly glyph: Glyph;
  /** The state word, which leads and is never cut: "Locked", "Door open". */
  readonly word: string;
  /** What follows the word, muted. */
  readonly detail: Detail | null;
  /** The third line, small and muted. */
  readonly third: Detail | null;
  readonly battery: BatteryMark | null;
  /** Old data: dashed edge. */
  readonly dashed: boolean;
  /** A small dashed door beside the text: the sensor says nothing. */
  readonly doorUnknown: boolean;
  /** The whole row as one static sentence, for trace, tray and screen readers: "Door open since 13:48". */
  readonly text: string;
  /** The facts behind the row, for trace and tests. */
  readonly lock: LockState;
  readonly door: DoorState;
  /** True, false, or null without a bridge. */
  readonly connected: boolean | null;
  readonly level: number | null;
}

/** The header: the one headline about the whole house. */
export interface Headline {
  readonly sentence: Detail & { readonly kind: "text" };
  /** A running part after the sentence (one lock only: "open 4 min"). */
  readonly running: Detail | null;
  readonly tone: Tone;
  readonly glyph: Glyph;
  /** What stands under the sentence instead of the age, e.g. "States may have changed"; null shows the age. */
  readonly instead: string | null;
}

/** A failure that lasts, under the header. */
export interface Banner {
  readonly kind: FailureKind;
  readonly tone: Tone;
  readonly glyph: Glyph;
  /** What happened. */
  readonly title: string;
  /** What still works, and what to do. */
  readonly body: string;
  /** "Next try in 40 s." is worded from this; null when nothing is planned. */
  readonly nextTryAt: Instant | null;
  /** The one way out that works in this version; null when there is none. */
  readonly action: "try-now" | "replace-key" | null;
}

/** An alert shown in the window because the desktop shows no notifications. */
export interface WindowAlert {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly tone: Tone;
  readonly serial: Serial | null;
}

/** What the home view is: no key, one that waits for its keyring, asking for the first time, no locks, or the list. */
export type Home = "setup" | "keyring-locked" | "loading" | "empty" | "list";

export interface Snapshot {
  readonly home: Home;
  readonly headline: Headline;
  /** What the rows alone bear out; the tray says it, while a banner withdraws the headline before the data is old. */
  readonly rowsHeadline: Headline;
  /** Whether updates come, or what has kept them away for long enough to say so. */
  readonly updates: Updates | "no-key";
  readonly banner: Banner | null;
  readonly rows: readonly Row[];
  /** Rows whose data is not live, when others are: "4 are older". */
  readonly older: number;
  /** Locks that Tedee names and the list does not yet: while there are any, nothing is said of all. */
  readonly unlisted: number;
  readonly demo: boolean;
  /** Host of another cloud than Tedee's, shown as a mark; null otherwise. */
  readonly otherCloud: string | null;
  readonly pausedUntil: Instant | null;
  readonly alerts: readonly WindowAlert[];
  /** One-time words about this desktop ("Your desktop shows no notifications…"). */
  readonly notices: readonly string[];
  /** When the last answer came, while nothing is known of now; null otherwise, so that a poll changes nothing here. */
  readonly lastChecked: Instant | null;
}
