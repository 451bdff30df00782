import { obstacleOf } from "./banner.ts";
import type { FailureKind } from "../lock/failure.ts";
import { failureWords } from "./failure-words.ts";
import type { House } from "../lock/house.ts";
import type { Words } from "../words/words.ts";

/** What stands between Ajar and the cloud, in the words that a person sees. */
export interface Problem {
  readonly failure: FailureKind;
  readonly text: string;
}

/** The problem that is worth telling, or null: one failed poll and a refusal within its patience are not. */
export function problemOf(house: House, words: Words): Problem | null {
  const failure = obstacleOf(house);
  if (failure === null) return null;
  const { happened, still, todo } = failureWords(failure, words);
  return { failure, text: `${happened}. ${still} ${todo}` };
}
