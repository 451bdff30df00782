import { serialOf, type Instant, type Serial } from "../lock/lock.ts";
import type { CredentialKind } from "../polling/credential.ts";
import type { Tone } from "../view/snapshot.ts";

/** The rules about one fact each. */
export type FactRule = "opened" | "connection" | "blind";
/** Those of which many facts at once become one alert. */
export type GroupedRule = Extract<FactRule, "opened" | "connection">;
/** What raised an alert: a rule about one fact, or a notice of many or of none. */
export type AlertRuleName = FactRule | "summary" | "after-pause" | "back" | "welcome";
/** Why Ajar is blind: the key or the access token is refused, the request limit is reached, or nobody answers. */
export type BlindReason = "key" | "token" | "limit" | "silence";

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
  /** For what is over: when it began; null when nobody saw that, and for what has begun. */
  readonly begunAt: Instant | null;
  /** A silence kept it back, and Ajar tells it at the silence's end. */
  readonly afterSilence: boolean;
  /** Null for a fact about a lock. */
  readonly reason: BlindReason | null;
}

/** What is to be raised, before it has words. */
export interface Notice {
  /** `serial:rule` or `app:rule`; the same for a fact and its end. */
  readonly id: string;
  readonly rule: AlertRuleName;
  /** Everything that it speaks of; none for the welcome. */
  readonly facts: readonly AlertFact[];
  /** It is the quiet end of an alert or of facts that were told. */
  readonly over: boolean;
  /** The alert on show that this one takes the place of. */
  readonly replaces: string | null;
}

/** One thing to tell, or the quiet end of one that was told. */
export interface Alert extends Notice {
  readonly title: string;
  readonly body: string;
  readonly urgency: "low" | "normal" | "critical";
  readonly silent: boolean;
  /** The lock that a click leads to. */
  readonly serial: Serial | null;
  readonly tone: Tone;
}

/** What alerts go by beside the house: what the owner chose, a part of the settings, and what asks. */
export interface AlertSettings {
  /** What the key in use is; a personal key unless said. */
  readonly credential?: CredentialKind;
  /** Minutes that a connection must be lost before Ajar tells it; 0 is at once. */
  readonly lossDelayMinutes: number;
  /** Alerts wait until then; null when they do not. */
  readonly pausedUntil: Instant | null;
  /** Locks that raise no alerts. */
  readonly notWatched: readonly Serial[];
}

export const BLIND_ID = "app:blind";
export const SUMMARY_ID = "app:summary";
export const AFTER_PAUSE_ID = "app:after-pause";
export const BACK_ID = "app:back";
export const WELCOME_ID = "app:welcome";

export const openedId = (serial: Serial): string => `${serial}:opened`;
export const connectionId = (serial: Serial): string => `${serial}:connection`;

/**
 * The lock behind a click on a toast, from the arguments that Windows kept (`type=click&tag=S1:opened`, as Electron writes
 * them); null for an alert of Ajar's own and for arguments of no known form.
 */
export function activatedSerial(words: string): Serial | null {
  const tag = new URLSearchParams(words).get("tag") ?? "";
  const colon = tag.lastIndexOf(":");
  const of = tag.slice(0, Math.max(0, colon));
  return of === "" || of === "app" ? null : serialOf(of);
}
