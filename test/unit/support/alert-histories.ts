import fc from "fast-check";
import type { AlertSettings } from "../../../src-main/core/alerts/alert.ts";

/** So many doors that summaries are common. */
const DOORS = 6;
/** The number of every door. */
export const ALL: readonly number[] = Array.from({ length: DOORS }, (_, index) => index + 1);

const STATES = ["closed", "open", "away", "untold", "sensor-lost"] as const;
/** What a poll says of a door. */
export type DoorSays = (typeof STATES)[number];

/** One turn of a history. */
export type Turn =
  /** Doors change, and polls follow. */
  | {
      readonly kind: "doors";
      readonly which: readonly number[];
      readonly become: DoorSays;
      readonly polls: number;
    }
  | { readonly kind: "outage"; readonly seconds: number; readonly refused: boolean }
  /** An unannounced sleep shows only as lost time. */
  | { readonly kind: "sleep"; readonly seconds: number; readonly announced: boolean }
  /** Good answers that name no lock. */
  | { readonly kind: "nameless"; readonly polls: number }
  /** Locks leave the account, and lists without them follow, each with a poll: two lists make a lock gone. */
  | {
      readonly kind: "leave";
      readonly which: readonly number[];
      readonly lists: number;
      readonly polls: number;
      /** All that left come back afterwards, each with another id. */
      readonly back: boolean;
    }
  | { readonly kind: "return" }
  | { readonly kind: "pause"; readonly seconds: number }
  | { readonly kind: "unpause" }
  | { readonly kind: "exclude"; readonly which: readonly number[] }
  /** A person closes all alerts on show, or the first of them. */
  | { readonly kind: "dismiss"; readonly all: boolean }
  /** A cached start knows the locks of the last list; for `silentSeconds` nothing answers the new process. */
  | { readonly kind: "restart"; readonly cached: boolean; readonly silentSeconds: number };

/** A short life of a house and of the app that watches it. */
export interface History {
  readonly lossDelayMinutes: AlertSettings["lossDelayMinutes"];
  readonly turns: readonly Turn[];
}

const kind = <K extends Turn["kind"]>(name: K) => fc.constant(name);
const doors = fc.record({
  kind: kind("doors"),
  which: fc.oneof(
    { weight: 1, arbitrary: fc.constant(ALL) },
    { weight: 2, arbitrary: fc.subarray([...ALL], { minLength: 1 }) },
  ),
  become: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom("closed" as const, "open" as const, "away" as const) },
    { weight: 1, arbitrary: fc.constantFrom(...STATES) },
  ),
  polls: fc.integer({ min: 0, max: 10 }),
});
const leave = fc.record({
  kind: kind("leave"),
  // one stays: an account without locks has rules of its own
  which: fc.subarray(ALL.slice(1), { minLength: 1 }),
  lists: fc.constantFrom(1, 2, 2, 2),
  polls: fc.integer({ min: 0, max: 5 }),
  back: fc.boolean(),
});
const turn: fc.Arbitrary<Turn> = fc.oneof(
  { weight: 12, arbitrary: doors },
  { weight: 4, arbitrary: leave },
  { weight: 1, arbitrary: fc.record({ kind: kind("return") }) },
  { weight: 3, arbitrary: fc.record({ kind: kind("nameless"), polls: fc.constantFrom(1, 35) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: kind("outage"),
      seconds: fc.constantFrom(20, 200, 700, 2000),
      refused: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: kind("sleep"),
      seconds: fc.constantFrom(10, 300, 5000, 90_000),
      announced: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: kind("pause"), seconds: fc.constantFrom(30, 90, 300, 3600, 3600) }) },
  { weight: 2, arbitrary: fc.record({ kind: kind("unpause") }) },
  { weight: 1, arbitrary: fc.record({ kind: kind("exclude"), which: fc.subarray([...ALL]) }) },
  { weight: 1, arbitrary: fc.record({ kind: kind("dismiss"), all: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: kind("restart"),
      cached: fc.boolean(),
      silentSeconds: fc.constantFrom(0, 0, 700),
    }),
  },
);

/** Any history. */
export const histories: fc.Arbitrary<History> = fc.record({
  lossDelayMinutes: fc.constantFrom(0, 2, 5),
  turns: fc.array(turn, { maxLength: 25, size: "max" }),
});
