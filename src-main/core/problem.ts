import { obstacleOf } from "./banner.ts";
import type { FailureKind } from "./failure.ts";
import type { House } from "./house.ts";
import { say, type Words } from "./messages/words.ts";

/** What stands between Ajar and the cloud, in the one sentence a person sees. */
export interface Problem {
  readonly failure: FailureKind;
  readonly text: string;
}

/** The problem that is worth telling, or null: one failed poll and a refusal within its patience are not. */
export function problemOf(house: House, words: Words): Problem | null {
  const failure = obstacleOf(house);
  return failure && { failure, text: say(words, `failure.${failure}`) };
}
