import fc from "fast-check";
import type { AlertSettings } from "../../../src-main/core/alerts/alert.ts";

/** Twice as many as come one by one, so that summaries are common. */
export const DOORS = 6;
/** Every one of them by its number. */
export const ALL = Array.from({ length: DOORS }, (_, index) => index + 1);

const STANDINGS = ["closed", "open", "away", "untold", "sensor-lost"] as const;
/** What a poll says of a door from now on. */
export type Standing = (typeof STANDINGS)[number];

/** One turn of a history. */
export type Turn =
  | {
      readonly kind: "doors";
      readonly which: readonly number[];
      readonly become: Standing;
      /** Answers that come after it. */
      readonly polls: number;
    }
  | { readonly kind: "outage"; readonly seconds: number; readonly refused: boolean }
  /** `told` is false for a sleep that shows only as a clock that is ahead. */
  | { readonly kind: "sleep"; readonly seconds: number; readonly told: boolean }
  /** Good answers that name no lock. */
  | { readonly kind: "nameless"; readonly polls: number }
  | {
      readonly kind: "leave";
      readonly which: readonly number[];
      /** Lists without them that are read then: two make them gone. */
      readonly lists: number;
      readonly polls: number;
      /** All that left come back after it, each with another id. */
      readonly back: boolean;
    }
  | { readonly kind: "return" }
  | { readonly kind: "pause"; readonly seconds: number }
  | { readonly kind: "unpause" }
  | { readonly kind: "watch"; readonly except: readonly number[] }
  /** A person closes the alerts on show: all of them, or the one that came first. */
  | { readonly kind: "dismiss"; readonly all: boolean }
  /** `kept` is a start from the names of the last list; nothing answers in the first `silentSeconds` of the run. */
  | { readonly kind: "restart"; readonly kept: boolean; readonly silentSeconds: number };

const some = (): fc.Arbitrary<readonly number[]> =>
  fc.oneof({ weight: 1, arbitrary: fc.constant(ALL) }, { weight: 2, arbitrary: fc.subarray(ALL, { minLength: 1 }) });
const doors = fc.record({
  kind: fc.constant("doors" as const),
  which: some(),
  become: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom("closed" as const, "open" as const, "away" as const) },
    { weight: 1, arbitrary: fc.constantFrom(...STANDINGS) },
  ),
  polls: fc.integer({ min: 0, max: 10 }),
});
const leave = fc.record({
  kind: fc.constant("leave" as const),
  // one stays, so that the account is never one without locks, which has rules of its own
  which: fc.subarray(ALL.slice(1), { minLength: 1 }),
  lists: fc.constantFrom(1, 2, 2, 2),
  polls: fc.integer({ min: 0, max: 5 }),
  back: fc.boolean(),
});
const turn: fc.Arbitrary<Turn> = fc.oneof(
  { weight: 12, arbitrary: doors },
  { weight: 4, arbitrary: leave },
  { weight: 1, arbitrary: fc.constant({ kind: "return" } as const) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("nameless" as const), polls: fc.constantFrom(1, 35) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("outage" as const),
      seconds: fc.constantFrom(20, 200, 700, 2000),
      refused: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("sleep" as const),
      seconds: fc.constantFrom(10, 300, 5000, 90_000),
      told: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("pause" as const), seconds: fc.constantFrom(30, 90, 300, 3600, 3600) }),
  },
  { weight: 2, arbitrary: fc.constant({ kind: "unpause" } as const) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("watch" as const), except: fc.subarray(ALL) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("dismiss" as const), all: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("restart" as const),
      kept: fc.boolean(),
      silentSeconds: fc.constantFrom(0, 0, 700),
    }),
  },
);

export interface History {
  readonly lossDelayMinutes: AlertSettings["lossDelayMinutes"];
  readonly turns: readonly Turn[];
}

/** Any history. */
export const histories: fc.Arbitrary<History> = fc.record({
  lossDelayMinutes: fc.constantFrom(0, 2, 5),
  turns: fc.array(turn, { maxLength: 25, size: "max" }),
});
