import type { House } from "../lock/house.ts";
import { serialOf, type Instant, type Serial } from "../lock/lock.ts";
import type { Tone } from "../view/snapshot.ts";

/** The rules about one fact each. */
export type FactRule = "opened" | "connection" | "blind";
/** What raised an alert: a rule about one fact, or a notice of many or of none. */
export type AlertRuleName = FactRule | "summary" | "after-pause" | "back" | "welcome";
/** Why Ajar is blind: the key is refused, the request limit is reached, or nobody answers. */
export type BlindReason = "key" | "limit" | "silence";

/** One fact that an alert speaks of. */
export interface AlertFact {
  /** `serial:rule` or `app:rule`. */
  readonly id: string;
  readonly rule: FactRule;
  /** Null for a fact about Ajar itself. */
  readonly serial: Serial | null;
  readonly state: "begun" | "over";
  /** When it began or ended; null when nobody saw the moment. */
  readonly happenedAt: Instant | null;
  /** The first reading that says so; null when no reading does. */
  readonly noticedAt: Instant | null;
  /** A gap lies before it. */
  readonly afterGap: boolean;
  /** Null for a fact about a lock. */
  readonly reason: BlindReason | null;
}

/** One thing to tell, or the quiet end of one that was told. */
export interface Alert {
  /** `serial:rule` or `app:rule`; the same for a fact and its end. */
  readonly id: string;
  readonly rule: AlertRuleName;
  /** Everything that it speaks of; none for the welcome. */
  readonly facts: readonly AlertFact[];
  /** It is the quiet end of an alert or of facts that were told. */
  readonly over: boolean;
  readonly title: string;
  readonly body: string;
  readonly urgency: "low" | "normal" | "critical";
  readonly silent: boolean;
  /** The alert on show that this one takes the place of. */
  readonly replaces: string | null;
  /** The lock that a click leads to. */
  readonly serial: Serial | null;
  readonly tone: Tone;
}

/** What the owner chose about alerts; a part of the settings. */
export interface AlertSettings {
  /** Minutes that a connection must be lost before it is told; 0 is at once. */
  readonly lossDelayMinutes: number;
  /** Alerts wait until then; null when they do not. */
  readonly pausedUntil: Instant | null;
  /** Locks that raise no alerts. */
  readonly notWatched: readonly Serial[];
}

/** What has been told, is on show, or waits for the end of a pause. */
export interface AlertMemory {
  /** Alerts on show by id, with the facts each speaks of (a summary of several). */
  readonly onShow: ReadonlyMap<string, readonly string[]>;
  /** Lost connections that were told. */
  readonly lossTold: ReadonlySet<Serial>;
  /** Lost connections that came up during a pause: not told, and not to be raised again. */
  readonly lossHeld: ReadonlySet<Serial>;
  readonly blindTold: boolean;
  /** The last answer and the last waking, as the last decision found them; null before the first. */
  readonly lastAnswer: Pick<House, "lastAnswerAt" | "awakeSince"> | null;
  /** Facts that a pause kept back, to be told at its end, or when their locks can be seen again, if they are still so. */
  readonly held: ReadonlySet<string>;
}

export interface AlertDecision {
  readonly memory: AlertMemory;
  /** When an alert comes due by itself; null when none is coming. */
  readonly nextAt: Instant | null;
  readonly raise: readonly Alert[];
  readonly withdraw: readonly string[];
  readonly suppress: readonly { readonly id: string; readonly reason: "paused" }[];
}

/** More alerts than this from one reading become one summary. */
export const SEPARATE_ALERTS = 3;

export const BLIND_ID = "app:blind";
export const SUMMARY_ID = "app:summary";
export const AFTER_PAUSE_ID = "app:after-pause";
export const BACK_ID = "app:back";
export const WELCOME_ID = "app:welcome";

export const openedId = (serial: Serial): string => `${serial}:opened`;
export const connectionId = (serial: Serial): string => `${serial}:connection`;

/** Which fact an id speaks of. */
export const isOpenedId = (id: string): boolean => id.endsWith(":opened");
export const isConnectionId = (id: string): boolean => id.endsWith(":connection");

/**
 * The lock behind a click on a toast that Windows tells of in the words it kept (`type=click&tag=S1:opened`, as Electron's
 * toasts have it); null for an alert of Ajar's own and for words of no known form.
 */
export function activatedSerial(words: string): Serial | null {
  const tag = new URLSearchParams(words).get("tag") ?? "";
  const colon = tag.lastIndexOf(":");
  const of = tag.slice(0, Math.max(0, colon));
  return of === "" || of === "app" ? null : serialOf(of);
}
