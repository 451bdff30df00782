/**
 * The events that the oracle hears. Times are the true ones in milliseconds since the epoch, whatever the computer's
 * clock says. Numbers of locks and doors are Tedee's (API docs, enums/lock-state and enums/door-state).
 */

/** How a lock truly is: what it would report now. */
export interface Truth {
  /** Whether its bridge reaches it; null without a bridge, `untold` when answers leave that out. */
  readonly linked: boolean | null | "untold";
  /** Null when answers leave the device state out. */
  readonly lock: number | null;
  readonly door: number;
}

/** How a request ended: `refused` is 401, `limit` is 429, and the app gave a `dropped` one up before its time limit. */
export type Outcome = "good" | "refused" | "limit" | "failed" | "dropped";

/** Why a request failed. */
export type FailureCause = "no network" | "portal page" | "reset" | "cut off" | "5xx" | "too late" | "not there";

/** What an arrived request asks for. */
export type Query =
  | { readonly kind: "sync"; readonly all: boolean; readonly serials: readonly string[] }
  | { readonly kind: "list"; readonly page: number; readonly size: number; readonly serials: readonly string[] };

/** What the world does. */
export type WorldEvent =
  | { readonly kind: "truth"; readonly serial: string; readonly truth: Truth }
  /** The lock is in the account under this id and name; null takes it out. */
  | { readonly kind: "member"; readonly serial: string; readonly id: number | null; readonly name: string }
  /** The owner revokes the key, or makes it valid again. */
  | { readonly kind: "key"; readonly revoked: boolean }
  | { readonly kind: "suspended" | "resumed" }
  /** The computer falls asleep and wakes, and nobody tells the app. */
  | { readonly kind: "dozed" | "slept" }
  | { readonly kind: "clock-set"; readonly byMs: number }
  /** The owner pauses alerts until a time; null ends the pause. */
  | { readonly kind: "paused"; readonly until: number | null }
  /** The owner chooses the locks that raise no alerts. */
  | { readonly kind: "excluded"; readonly serials: readonly string[] }
  /** A person closes an alert. */
  | { readonly kind: "dismissed"; readonly id: string }
  | { readonly kind: "sent"; readonly request: number }
  | { readonly kind: "arrived"; readonly request: number; readonly query: Query }
  | {
      readonly kind: "answered";
      readonly request: number;
      readonly outcome: Outcome;
      /** Null unless it failed. */
      readonly cause: FailureCause | null;
      /** The wait that Tedee asks for; 0 for none. */
      readonly waitMs: number;
      /** Milliseconds since it was sent, on a clock that stands still in sleep. */
      readonly tookMs: number;
    };

/** One fact of an alert; times are by the app's clock. */
export interface ToldFact {
  /** `serial:rule` or `app:rule`. */
  readonly id: string;
  readonly rule: string;
  readonly serial: string | null;
  readonly state: "begun" | "over";
  /** When it began or ended; null when the app did not see the moment. */
  readonly happenedAt: number | null;
  /** For an ended fact: when it began; null when the app did not see that. */
  readonly begunAt: number | null;
  readonly afterGap: boolean;
  /** A pause kept it back. */
  readonly afterSilence: boolean;
  readonly reason: string | null;
}

/** What the app claims of the whole house. */
export interface Claim {
  /** `secure` claims that every lock is locked. */
  readonly tone: string;
  /** Whether it claims that every door is closed. */
  readonly closed: boolean;
}

/** What the app does and shows. */
export type AppEvent =
  | { readonly kind: "started" }
  /** `timers` were still alive a moment after the stop. */
  | { readonly kind: "ended"; readonly timers: number }
  | {
      readonly kind: "row";
      readonly serial: string;
      readonly lock: string;
      readonly door: string;
      /** The status of the lock, its cause, and since when the app says that the cause holds (by the app's clock). */
      readonly status: string;
      readonly cause: string;
      readonly since: number | null;
      readonly freshness: string;
    }
  | { readonly kind: "tray"; readonly icon: string }
  | {
      readonly kind: "headline";
      readonly header: Claim;
      /** What the app says of the rows alone; the tray goes by it. */
      readonly rows: Claim;
      /** The banner's kind; null without one. */
      readonly banner: string | null;
    }
  | {
      readonly kind: "notify";
      readonly id: string;
      /** `opened`, `connection`, `blind`, or `summary`, `after-pause` and `back` for many facts. */
      readonly rule: string;
      readonly facts: readonly ToldFact[];
      /** It is the quiet end of alerts or facts. */
      readonly over: boolean;
    }
  | { readonly kind: "withdraw"; readonly id: string }
  | { readonly kind: "suppressed"; readonly id: string; readonly reason: string }
  | { readonly kind: "problem"; readonly failure: string };

/** An event with its time; the oracle hears them in order of time. */
export type TimedEvent = { readonly at: number } & (WorldEvent | AppEvent);

/** What must never happen; each is a line of the verdict. */
export const RULES = [
  "alert without a fact",
  "fact that lasted two polls and was not alerted",
  "fact alerted twice",
  "alert that stands or goes against the facts",
  "alert in a pause, or kept back without one",
  "many alerts one by one, or few as one",
  "shown or spoken as locked, closed or live when not known",
  "open door not shown as open",
  "calm shown or spoken as trouble",
  "shown otherwise than the last answer said",
  "a time told that was not so",
  "one failed poll made visible",
  "failure not told, or told as another",
  "floor violation",
  "hour above the budget or into the reserve",
  "more pages of the list than allowed",
  "asked within a wait that Tedee asked for",
  "lock or list left unasked while nothing held it back",
  "new key asked for without a revoked one",
  "no look in time after waking",
  "timer alive after a stop",
] as const;
export type Rule = (typeof RULES)[number];

/** Facts that Ajar must tell when they begin while it looks on. */
export const FACTS = ["door opened", "connection lost", "blind without data", "blind by a refused key"] as const;
export type Fact = (typeof FACTS)[number];

/** Collects broken rules, and counts facts. */
export interface Findings {
  broken(rule: Rule, at: number, what: string): void;
  fact(fact: Fact): void;
}
