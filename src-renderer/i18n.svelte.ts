import {
  liveWords,
  say,
  wordsOf,
  type ArgumentsOf,
  type Language,
  type MessageKey,
  type Words,
} from "../src-main/core/words/words.ts";

let spoken = $state.raw<Words | null>(null);

/** The words of the window's language: whatever reads them follows a change of it. */
export const words = liveWords(() => {
  if (spoken === null) throw new Error("Main has given no words yet");
  return spoken;
});

/** Takes the language that main gives; the same again changes nothing. */
export function speak(language: Language): void {
  if (spoken !== null && named(spoken.language) === named(language)) return;
  spoken = wordsOf(language);
  document.documentElement.lang = language.code;
}

/** A language without its messages, which go with its code. */
const named = ({ code, region }: Language): string => JSON.stringify([code, region]);

/** A message of the catalogue in the window's language. */
export const t = <Key extends MessageKey>(key: Key, ...values: ArgumentsOf<Key>): string => say(words, key, ...values);
