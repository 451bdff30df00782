import type { FailureKind } from "../lock/failure.ts";
import type { CredentialKind } from "../polling/credential.ts";
import { say, type Words } from "../words/words.ts";

/** A failure as a person is told of it, a sentence each; the first has no full stop, so that it can be a title. */
export interface FailureWords {
  readonly happened: string;
  readonly still: string;
  readonly todo: string;
}

/** The words of a failure, the same for the window and the trace; what a key is refused for, a token has ended by. */
export function failureWords(
  kind: FailureKind,
  words: Words,
  credential: CredentialKind = "personal-key",
): FailureWords {
  const isOfToken = credential === "access-token" && (kind === "key-refused" || kind === "not-allowed");
  const key = isOfToken ? (`token.${kind}` as const) : (`failure.${kind}` as const);
  return { happened: say(words, key), still: say(words, `${key}.still`), todo: say(words, `${key}.todo`) };
}
