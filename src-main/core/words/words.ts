import type { en } from "./en.ts";
import { WordsIntl } from "./intl.ts";
import type { Region } from "./region.ts";

/** The catalogue's shape: a text with `{named}` places, or its plural forms chosen by the argument `count`. */
export type Message =
  string | { readonly one: string; readonly other: string; readonly few?: string; readonly many?: string };

/** Every key of the catalogue; other languages have the same. */
export type MessageKey = keyof typeof en;

/** All messages of a language. */
export type Catalogue = Readonly<Record<MessageKey, Message>>;

type Places<Text extends string> = Text extends `${string}{${infer Place}}${infer Rest}` ? Place | Places<Rest> : never;
/** The places of a message; one with plural forms has a count, though its texts may not show it. */
type PlacesOf<M> = M extends string
  ? Places<M>
  : M extends { readonly other: infer Other extends string }
    ? Places<Other> | "count"
    : never;

/** The arguments that a message needs, read from its own text. */
export type ArgumentsOf<Key extends MessageKey> = [PlacesOf<(typeof en)[Key]>] extends [never]
  ? []
  : [values: Readonly<Record<PlacesOf<(typeof en)[Key]>, string | number>>];

/** A language for a person: its messages, and how that person's system writes times and numbers; plain data. */
export interface Language {
  /** BCP 47: "en". */
  readonly code: string;
  readonly catalogue: Catalogue;
  readonly region: Region;
}

/** A language with what Intl knows of it: plural forms, lists, order, numbers and dates. */
export interface Words {
  readonly language: Language;
  readonly intl: WordsIntl;
}

/** The words of a language. */
export const wordsOf = (language: Language): Words => ({
  language,
  intl: new WordsIntl(language.code, () => language.region),
});

/** Words for whoever outlives a language: each message is said in the language of its moment. */
export const liveWords = (current: () => Words): Words => ({
  get language() {
    return current().language;
  },
  get intl() {
    return current().intl;
  },
});

/** The message of a key in a language, with its places filled; a plural message takes its form from `count`. */
export function say<Key extends MessageKey>(words: Words, key: Key, ...values: ArgumentsOf<Key>): string {
  const message: Message = words.language.catalogue[key];
  const filled: Readonly<Record<string, string | number>> = values[0] ?? {};
  const text = typeof message === "string" ? message : formOf(words, message, filled["count"]);
  if (values[0] === undefined) return text;
  return text.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = filled[name] ?? place;
    return typeof value === "number" ? words.intl.number(value) : value;
  });
}

function formOf(words: Words, message: Exclude<Message, string>, count: string | number | undefined): string {
  const form = words.intl.plural(Number(count));
  return (form === "one" || form === "few" || form === "many" ? message[form] : undefined) ?? message.other;
}
