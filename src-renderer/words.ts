import { english, say, type ArgumentsOf, type MessageKey } from "../src-main/core/words/words.ts";

/** The words of the window's language. */
export const words = english;

/** A message of the catalogue in the window's language. */
export const t = <Key extends MessageKey>(key: Key, ...values: ArgumentsOf<Key>): string => say(words, key, ...values);
