import { FAILURES_BEFORE_BANNER } from "./banner.ts";
import type { FailureKind } from "./failure.ts";
import type { House } from "./house.ts";
import { say, type Words } from "./messages/words.ts";

/** What stands between Ajar and the cloud, in the one sentence a person sees. */
export interface Problem {
  readonly failure: FailureKind;
  readonly text: string;
}

/** The problem that is worth telling, or null: one failed poll and a refusal within its patience are not. */
export function problemOf({ trouble, keyRefused }: House, words: Words): Problem | null {
  if (trouble === null) return null;
  const failure = keyRefused ? "key-refused" : trouble.failure.kind;
  const patient = failure === "key-refused" ? !keyRefused : trouble.count < FAILURES_BEFORE_BANNER;
  if (patient && failure !== "limit-reached") return null;
  return { failure, text: say(words, `failure.${failure}`) };
}
