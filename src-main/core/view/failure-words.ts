import type { FailureKind } from "../lock/failure.ts";
import { say, type Words } from "../words/words.ts";

/** A failure as a person is told of it, a sentence each; the first has no full stop, so that it can be a title. */
export interface FailureWords {
  readonly happened: string;
  readonly still: string;
  readonly todo: string;
}

/** The words of a failure, the same for the window and the trace. */
export const failureWords = (kind: FailureKind, words: Words): FailureWords => ({
  happened: say(words, `failure.${kind}`),
  still: say(words, `failure.${kind}.still`),
  todo: say(words, `failure.${kind}.todo`),
});
