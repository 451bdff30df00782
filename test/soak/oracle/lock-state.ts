import type { Certainty } from "./on-show.ts";

/** A door that opened since it was last known to be closed: "a change against the last known state". */
export interface Opening {
  readonly number: number;
  /** A gap lies before it, for certain. */
  readonly afterGap: boolean;
  /** The app must tell it; else it may. */
  due: boolean;
  /** A pause kept it back. */
  kept: boolean;
  /** Certain answers that bear it out and after which the app could have told it. */
  seen: number;
}

/** Answers in a row that did not reach a lock which was reached before. */
export interface Loss {
  /** Since when the app has known of nothing but such answers: a gap begins it again. */
  from: number;
  lastAt: number;
  /** The lock was reached before, while the app looked on. */
  readonly counts: boolean;
  answers: number;
  /** The app must tell it; else it may. */
  due: boolean;
  kept: boolean;
  told: boolean;
  counted: boolean;
  /** Certain answers after the chosen delay and after which the app could have told it. */
  seen: number;
}

/** What the app can know and has told of one lock. */
export interface LockState {
  known: "open" | "closed" | null;
  /** The app has certainly used an answer that says so; without it there is no change to tell. */
  baseline: boolean;
  /** When it was last heard to be closed, and for certain. */
  closedAt: number;
  certainlyClosedAt: number;
  wasLinked: boolean | null;
  heardAt: number;
  /** The lock left the account since it was last heard of. */
  left: Certainty;
  opening: Opening | null;
  loss: Loss | null;
  /** A told loss is over: the app may tell the return. */
  isBack: boolean;
  /** The number of the last opening that was told, also by an earlier process. */
  toldOpening: number | null;
}

/** A lock of which a new process knows nothing. */
export const nothingKnown: Omit<LockState, "toldOpening"> = {
  known: null,
  baseline: false,
  closedAt: -Infinity,
  certainlyClosedAt: -Infinity,
  wasLinked: null,
  heardAt: -Infinity,
  left: "no",
  opening: null,
  loss: null,
  isBack: false,
};
