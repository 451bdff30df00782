import { en } from "./en.ts";

/** The catalogue's shape: a text with `{named}` places, or its plural forms chosen by the argument `count`. */
export type Message =
  string | { readonly one: string; readonly other: string; readonly few?: string; readonly many?: string };

/** Every key of the catalogue; other languages have the same. */
export type MessageKey = keyof typeof en;

type Places<Text extends string> = Text extends `${string}{${infer Place}}${infer Rest}` ? Place | Places<Rest> : never;
type TextOf<M> = M extends string ? M : M extends { readonly other: infer Other extends string } ? Other : never;

/** The arguments that a message needs, read from its own text. */
export type ArgumentsOf<Key extends MessageKey> = [Places<TextOf<(typeof en)[Key]>>] extends [never]
  ? []
  : [values: Readonly<Record<Places<TextOf<(typeof en)[Key]>>, string | number>>];

/** A language's words with its plural rule. */
export interface Words {
  readonly language: string;
  readonly catalogue: Readonly<Record<MessageKey, Message>>;
  readonly plural: Intl.PluralRules;
}

/** English. */
export const english: Words = { language: "en", catalogue: en, plural: new Intl.PluralRules("en") };

/** The message of a key in a language, with its places filled; a plural message takes its form from `count`. */
export function say<Key extends MessageKey>(words: Words, key: Key, ...values: ArgumentsOf<Key>): string {
  const message: Message = words.catalogue[key];
  const filled: Readonly<Record<string, string | number>> = values[0] ?? {};
  const text = typeof message === "string" ? message : formOf(words, message, filled["count"]);
  return text.replace(/\{(\w+)\}/g, (place, name: string) => String(filled[name] ?? place));
}

function formOf(words: Words, message: Exclude<Message, string>, count: string | number | undefined): string {
  const form = words.plural.select(Number(count));
  return (form === "one" || form === "few" || form === "many" ? message[form] : undefined) ?? message.other;
}
