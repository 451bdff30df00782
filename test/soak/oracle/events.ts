/**
 * What the oracle hears of. Times are the true ones, in milliseconds since the epoch, whatever the computer's clock says.
 * Numbers of locks and doors are Tedee's (API docs, enums/lock-state and enums/door-state).
 */

/** How a lock really is; what it would report if it were asked now. */
export interface Truth {
  /** Null: it has no bridge, so that nobody can ask. */
  readonly linked: boolean | null;
  /** Null: the answer leaves the device state out. */
  readonly lock: number | null;
  readonly door: number;
}

/** What came of a request. `refused` is 401, `dropped` was given up by the app before its time limit. */
export type Outcome = "sound" | "refused" | "limit" | "failed" | "dropped";

/** What went wrong with a request that failed. */
export type Why = "no network" | "a page in its place" | "reset" | "cut off" | "5xx" | "too late" | "not there";

/** What was asked for, as it arrived. */
export type Asked =
  | { readonly kind: "sync"; readonly all: boolean; readonly serials: readonly string[] }
  | { readonly kind: "list"; readonly page: number; readonly size: number; readonly serials: readonly string[] };

/** The world's side. */
export type WorldWitness =
  | { readonly kind: "truth"; readonly serial: string; readonly truth: Truth }
  /** In the account under this id and name, or (null) not in it. */
  | { readonly kind: "member"; readonly serial: string; readonly id: number | null; readonly name: string }
  /** Whether the key is revoked, for good as far as anybody knows. */
  | { readonly kind: "key"; readonly revoked: boolean }
  | { readonly kind: "suspended" | "resumed" }
  /** The computer falls asleep and is awake again, and nobody tells the app. */
  | { readonly kind: "dozed" | "slept" }
  | { readonly kind: "clock-set"; readonly byMs: number }
  | { readonly kind: "sent"; readonly request: number }
  | { readonly kind: "arrived"; readonly request: number; readonly asked: Asked }
  /** `waitMs`: how long Tedee asks to wait. */
  | {
      readonly kind: "answered";
      readonly request: number;
      readonly outcome: Outcome;
      /** Null unless it failed. */
      readonly why: Why | null;
      readonly waitMs: number;
      /** From sending to this moment, by a clock that stands still in sleep. */
      readonly tookMs: number;
    };

/** The app's side. */
export type AppWitness =
  | { readonly kind: "started" }
  /** Timers that were alive a moment after it stopped. */
  | { readonly kind: "ended"; readonly timers: number }
  | {
      readonly kind: "row";
      readonly serial: string;
      readonly lock: string;
      readonly door: string;
      readonly tone: string;
      readonly freshness: string;
      readonly text: string;
    }
  | { readonly kind: "tray"; readonly icon: string; readonly tooltip: string }
  | {
      readonly kind: "headline";
      readonly tone: string;
      readonly text: string;
      /** The banner's kind, null without one. */
      readonly banner: string | null;
    }
  | { readonly kind: "notify"; readonly id: string; readonly title: string; readonly body: string }
  | { readonly kind: "withdraw"; readonly id: string }
  | { readonly kind: "problem"; readonly failure: string };

/** One thing that the oracle hears of, in order of time. */
export type Witness = { readonly at: number } & (WorldWitness | AppWitness);

/** What must not happen, each a line of the verdict. */
export const RULES = [
  "alert without a fact",
  "fact that lasted two polls and was not alerted",
  "fact alerted twice",
  "alert that stands or goes against the facts",
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

/** Facts that design.md wants told, as they came about under Ajar's eyes. */
export const FACTS = ["door opened", "connection lost", "blind without data", "blind by a refused key"] as const;
export type Fact = (typeof FACTS)[number];

/** Notes what broke a rule and which facts there were. */
export interface Notebook {
  broken(rule: Rule, at: number, what: string): void;
  fact(fact: Fact): void;
}
