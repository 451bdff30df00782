import { FAILURE_KINDS } from "../../src-main/core/lock/failure.ts";
import { CALLS, type Call } from "./bodies.ts";
import type { Outcome, Result } from "./cases.ts";

/** How an answer came: each kind of case is looked at by itself, since one alone could hide what another lacks. */
const WAYS = ["in-memory", "on-wire"] as const;
export type Way = (typeof WAYS)[number];
const KINDS = [...CALLS, ...WAYS] as const;
export type Kind = Call | Way;

/** How many cases of a kind there were, how many of them came to a value, and how many values say something for certain. */
export interface Share {
  cases: number;
  values: number;
  said: number;
}

/** What the cases of a run came to. */
export interface Tally {
  readonly outcomes: Map<Outcome, number>;
  readonly kinds: ReadonlyMap<Kind, Share>;
}

/** Outcomes that some case of every long run comes to: all but those of a clock or a network that are not there. */
export const EXPECTED: readonly Outcome[] = [
  "value",
  ...FAILURE_KINDS.filter((kind) => kind !== "no-network" && kind !== "timeout"),
];
/** With fewer cases a rare outcome may be missing by chance. */
export const JUDGED_FROM = 4000;
/** A fuzzer whose every body is refused looks at nothing, as one does whose every body is read. */
const VALUES_AT_LEAST = 0.15;
const VALUES_AT_MOST = 0.7;
const SAID_AT_LEAST = 0.07;

/** A tally of no case. */
export const emptyTally = (): Tally => ({
  outcomes: new Map(EXPECTED.map((outcome) => [outcome, 0])),
  kinds: new Map(KINDS.map((kind) => [kind, { cases: 0, values: 0, said: 0 }])),
});

/** Counts a case. */
export function count({ outcomes, kinds }: Tally, { call, outcome, said }: Result, way: Way): void {
  outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  for (const kind of [call, way]) {
    const share = kinds.get(kind);
    if (share === undefined) continue;
    share.cases += 1;
    share.values += outcome === "value" ? 1 : 0;
    share.said += said ? 1 : 0;
  }
}

/** What a run did not look at, in words; nothing when it looked at all there is, or was too short to tell. */
export function lacking({ outcomes, kinds }: Tally): readonly string[] {
  const cases = [...outcomes.values()].reduce((sum, times) => sum + times, 0);
  if (cases < JUDGED_FROM) return [];
  const missing = EXPECTED.filter((outcome) => (outcomes.get(outcome) ?? 0) === 0);
  return [
    ...missing.map((outcome) => `no case came to ${outcome}`),
    ...[...kinds].flatMap(([kind, share]) => unlike(kind, share)),
  ];
}

function unlike(kind: Kind, { cases, values, said }: Share): readonly string[] {
  if (cases === 0) return [`no case of ${kind}`];
  const percent = (part: number): string => `${((100 * part) / cases).toFixed(1)} % of ${kind}`;
  return [
    ...(values < VALUES_AT_LEAST * cases ? [`only ${percent(values)} came to a value`] : []),
    ...(values > VALUES_AT_MOST * cases ? [`as much as ${percent(values)} came to a value`] : []),
    ...(said < SAID_AT_LEAST * cases ? [`only ${percent(said)} say anything for certain`] : []),
  ];
}
