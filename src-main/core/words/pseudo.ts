import type { Catalogue, Message } from "./words.ts";

/** Letters that read as those they stand for, and are none of English. */
const ACCENTED = new Map(
  Array.from("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", (letter, index) => [
    letter,
    Array.from("åƀçđéƒĝĥîĵķļɱñöþɋŕšţûṽŵẋýžÅɃÇĐÉƑĜĤÎĴĶĻṀÑÖÞɊŔŠŢÛṼŴẊÝŽ")[index] ?? letter,
  ]),
);

/** What a person has to type or to find as it stands: places, flags, variables, scopes. */
const KEPT =
  /(\{\w+\}|--[a-z][\w-]*(?:=[A-Z]+)?|=VALUE|\bAJAR_[A-Z_]+|\b(?:Device|Account|DeviceActivity|Lock)\.[A-Z]\w+)/;

/** How much longer a text becomes, as another language's may. */
const LONGER = 0.4;

/** A text with accents, in brackets and about 40 % longer; its places and what must be typed stay. */
export function pseudoText(text: string): string {
  const accented = text
    .split(KEPT)
    .map((part, index) =>
      index % 2 === 1 ? part : Array.from(part, (letter) => ACCENTED.get(letter) ?? letter).join(""),
    )
    .join("");
  const length = text.replace(/\{\w+\}/g, "").length;
  // words of five, so that a line can break in what is added as in any text
  const more = "~~~~ ".repeat(Math.ceil((length * LONGER) / 5)).trimEnd();
  return `[${accented}${more === "" ? "" : ` ${more}`}]`;
}

function pseudoMessage(message: Message): Message {
  if (typeof message === "string") return pseudoText(message);
  const { one, other, few, many } = message;
  return {
    one: pseudoText(one),
    other: pseudoText(other),
    ...(few !== undefined && { few: pseudoText(few) }),
    ...(many !== undefined && { many: pseudoText(many) }),
  };
}

/** A catalogue of no language, by which a test sees each text that is not in the catalogue, or has no room to grow. */
export const pseudoOf = (catalogue: Catalogue): Catalogue => {
  const messages: Readonly<Record<string, Message>> = catalogue;
  const made = Object.fromEntries(Object.entries(messages).map(([key, message]) => [key, pseudoMessage(message)]));
  return { ...catalogue, ...made };
};
