import type { FailureKind } from "../lock/failure.ts";
import type { House } from "../lock/house.ts";
import { lastingFailure } from "../lock/updates.ts";
import type { CredentialKind } from "../polling/credential.ts";
import type { Words } from "../words/words.ts";
import { failureWords } from "./failure-words.ts";

/** What keeps updates away, in the words that a person sees. */
export interface Problem {
  readonly failure: FailureKind;
  readonly text: string;
}

/** The problem that is worth telling; null after one failed poll or a refusal within its patience. */
export function problemOf(house: House, words: Words, credential: CredentialKind = "personal-key"): Problem | null {
  const failure = lastingFailure(house);
  if (failure === null) return null;
  const { happened, still, todo } = failureWords(failure, words, credential);
  return { failure, text: `${happened}. ${still} ${todo}` };
}
