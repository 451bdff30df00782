import fc from "fast-check";
import { FAILURE_KINDS, type FailureKind } from "../../../src-main/core/lock/failure.ts";
import { Polling, type Outcome } from "../../virtual/polling.ts";

const HOUR_MS = 3_600_000;

/** What a person, the computer, the account or its clock does. */
export type Act =
  | { readonly kind: "refresh" | "resume" }
  | { readonly kind: "sleep" | "clock"; readonly seconds: number }
  | { readonly kind: "choose"; readonly ms: number }
  | { readonly kind: "own"; readonly locks: number };

/** A person asks for fresh data, or the computer says that it woke. */
export const presses: fc.Arbitrary<Act> = fc.constantFrom({ kind: "refresh" }, { kind: "resume" });
/** Another interval. */
export const choices: fc.Arbitrary<Act> = fc.record({
  kind: fc.constant("choose"),
  ms: fc.constantFrom(20_000, 30_000, 60_000),
});
/** The computer sleeps, for up to six hours. */
export const sleeps: fc.Arbitrary<Act> = fc.record({
  kind: fc.constant("sleep"),
  seconds: fc.integer({ min: 0, max: 20_000 }),
});
/** The wall clock is set. */
export const clocks: fc.Arbitrary<Act> = fc.record({
  kind: fc.constant("clock"),
  seconds: fc.constantFrom(-86_400, -3600, -30, 30, 3600, 86_400),
});
/** The account has another number of locks. */
export const owning = (...locks: readonly number[]): fc.Arbitrary<Act> =>
  fc.record({ kind: fc.constant("own"), locks: fc.constantFrom(...locks) });

/** Things that happen, each after a while. */
export const steps = (maxLength: number, ...acts: readonly fc.Arbitrary<Act>[]) =>
  fc.array(fc.record({ afterS: fc.integer({ min: 0, max: 400 }), act: fc.oneof(...acts) }), { maxLength });

/** Makes it happen. */
export function perform(polling: Polling, act: Act): void {
  switch (act.kind) {
    case "refresh":
      polling.refresh();
      return;
    case "resume":
      polling.scheduler.resume();
      return;
    case "sleep":
      polling.sleep(act.seconds);
      return;
    case "choose":
      polling.choose(act.ms);
      return;
    case "own":
      polling.own(act.locks);
      return;
    case "clock":
      polling.setClock(act.seconds);
  }
}

const slowness = fc.integer({ min: 0, max: 10_000 });
/** Good answers, up to 10 s late, some of which say that the list is out of date. */
export const wellAnswered: fc.Arbitrary<Outcome> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ ms: slowness }) },
  { weight: 1, arbitrary: fc.record({ ms: slowness, revision: fc.integer({ min: 2, max: 11 }) }) },
);
const badlyAnswered: fc.Arbitrary<Outcome> = fc.record({
  ms: slowness,
  failure: fc.oneof(...FAILURE_KINDS.map(failing)),
});
/** Answers of all kinds, of which a quarter are failures of any kind. */
export const outcomes = fc.array(
  fc.oneof({ weight: 3, arbitrary: wellAnswered }, { weight: 1, arbitrary: badlyAnswered }),
  {
    minLength: 1,
    maxLength: 30,
  },
);

function failing(kind: FailureKind): fc.Arbitrary<NonNullable<Outcome["failure"]>> {
  switch (kind) {
    case "limit-reached":
      return fc.option(fc.integer({ min: 20_000, max: HOUR_MS })).map((waitMs) => ({ kind, waitMs }));
    case "tedee-down":
    case "unexpected":
      return fc.constant({ kind, status: 500 });
    case "no-network":
    case "timeout":
    case "reset":
    case "blocked":
    case "not-tedee":
    case "broken-answer":
    case "too-large":
    case "key-refused":
    case "not-allowed":
    case "not-found":
      return fc.constant({ kind });
  }
}

/** From 0 to 1. */
export const chance = fc.double({ min: 0, max: 1, noNaN: true });
/** Whole stories of accounts with so many locks. */
export const scripts = (locks: readonly number[], owned: readonly number[]) =>
  fc.record({
    locks: fc.constantFrom(...locks),
    intervalMs: fc.constantFrom(20_000, 30_000, 60_000),
    happens: steps(25, presses, choices, sleeps, clocks, owning(...owned)),
    answers: outcomes,
    chance,
  });

/** A polling whose requests come to these answers, again and again. */
export const pollingOn = (
  answers: readonly Outcome[],
  { luck = 0.5, ...options }: { readonly locks: number; readonly intervalMs?: number; readonly luck?: number },
): Polling => new Polling({ ...options, chance: () => luck, answer: (n) => answers[n % answers.length] });

/** Lets each thing happen after its while. */
export async function play(
  polling: Polling,
  happens: readonly { readonly afterS: number; readonly act: Act }[],
): Promise<void> {
  for (const { afterS, act } of happens) perform(await polling.pass(afterS), act);
}
