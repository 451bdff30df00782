import type { Instant } from "./lock.ts";

/** Where time comes from: the rooms with effects are given one, so that a test or a simulation can give another. */
export interface Clock {
  /** The wall clock, which may be set at any moment. */
  now(): Instant;
  /** Milliseconds of a clock that is never set; it may stand still while the computer sleeps. */
  elapsed(): number;
  /** Calls once after so many milliseconds (0 and up), unless the returned function is called before. */
  after(ms: number, act: () => void): () => void;
}
