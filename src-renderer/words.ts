import { englishIn } from "../src-main/core/words/languages.ts";
import { regionOf } from "../src-main/core/words/region.ts";
import { say, type ArgumentsOf, type MessageKey } from "../src-main/core/words/words.ts";

const { locale, timeZone } = new Intl.DateTimeFormat().resolvedOptions();

/** The words of the window's language. */
export const words = englishIn(regionOf(locale, timeZone));

/** A message of the catalogue in the window's language. */
export const t = <Key extends MessageKey>(key: Key, ...values: ArgumentsOf<Key>): string => say(words, key, ...values);
