import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { failureWords } from "../../src-main/core/view/failure-words.ts";
import { FAILURE_KINDS } from "../../src-main/core/lock/failure.ts";
import { DOOR_STATES, LOCK_STATES } from "../../src-main/core/lock/lock.ts";
import { en } from "../../src-main/core/words/en.ts";
import { say, wordsOf, type Message, type MessageKey, type Words } from "../../src-main/core/words/words.ts";
import { english } from "./support/words.ts";
import { STATUS_CAUSES } from "../../src-main/core/lock/status.ts";
import { besideOf, LOOKS, wasOf } from "../../src-main/core/view/state-table.ts";
import { reading } from "./support/house.ts";

const catalogue = new Map<string, Message>(Object.entries(en));
const entries = [...catalogue];
const formsOf = (message: Message): readonly string[] =>
  typeof message === "string" ? [message] : Object.values(message);
const placesOf = (text: string): readonly string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "");
const isKey = (key: string): key is MessageKey => catalogue.has(key);

/** A message with a value for each place that its arguments name, as callers give it. */
function filled(key: string, message: Message, count: number, words: Words = english): string {
  const named = typeof message === "string" ? message : message.other;
  const places = [...placesOf(named), "count"];
  const values = Object.fromEntries(places.map((name) => [name, name === "count" ? count : `<${name}>`]));
  // what a caller is bound to by the types is looked up here for every key at once
  const sayAny: (words: Words, key: MessageKey, values: Readonly<Record<string, string | number>>) => string = say;
  if (!isKey(key)) throw new Error(`${key} is not in the catalogue`);
  return sayAny(words, key, values);
}

describe("the catalogue", () => {
  it.each(entries)("%s is filled by its arguments in every form", (key, message) => {
    for (const count of [0, 1, 2, 5, 22]) {
      const text = filled(key, message, count);
      expect(text).not.toMatch(/[{}]/);
      expect(text.trim()).toBe(text);
      expect(text).not.toBe("");
    }
    const named = typeof message === "string" ? message : message.other;
    for (const form of formsOf(message)) expect(placesOf(named)).toEqual(expect.arrayContaining([...placesOf(form)]));
  });

  it("has no brace that is no place, and no straight apostrophe or three dots where a person reads", () => {
    for (const [key, message] of entries) {
      for (const form of formsOf(message)) {
        expect(form.replace(/\{\w+\}/g, ""), key).not.toMatch(/[{}]/);
        if (!key.startsWith("shell.help")) expect(form, key).not.toMatch(/'|\.\.\./);
      }
    }
  });

  it("chooses a plural form by the count and the language", () => {
    expect(say(english, "headline.attention", { count: 1 })).toBe("1 lock needs attention");
    expect(say(english, "headline.attention", { count: 0 })).toBe("0 locks need attention");
    expect(say(english, "headline.attention", { count: 2 })).toBe("2 locks need attention");
    const forms = { one: "one", few: "few", many: "many", other: "other {count}" };
    const polish = wordsOf({ ...english.language, code: "pl", catalogue: { ...en, "headline.attention": forms } });
    const said = [1, 2, 5, 22, 25].map((count) => say(polish, "headline.attention", { count }));
    expect(said).toEqual(["one", "few", "many", "few", "many"]);
    const twoForms = wordsOf({ ...english.language, code: "pl" });
    expect(say(twoForms, "headline.attention", { count: 5 })).toBe("5 locks need attention");
  });

  it("says a name as it is, whatever stands in it", () => {
    const name = fc.oneof(fc.string(), fc.constantFrom("{time}", "$&", "$1", "{name}", "<b>"));
    fc.assert(
      fc.property(name, (text) => {
        expect(say(english, "alert.opened", { name: text })).toBe(`${text} opened`);
      }),
    );
  });

  it.each(FAILURE_KINDS)("has words for %s: what happened, what still works, what to do", (kind) => {
    const { happened, still, todo } = failureWords(kind, english);
    expect(happened).toMatch(/^[A-Z].*[^.]$/);
    for (const sentence of [still, todo]) expect(sentence).toMatch(/^[A-Z].* .*\.$/);
    expect(new Set([happened, still, todo]).size).toBe(3);
  });

  it("gives each kind of failure its own words", () => {
    const told = FAILURE_KINDS.map((kind) => failureWords(kind, english).happened);
    expect(new Set(told).size).toBe(FAILURE_KINDS.length);
  });

  it("has every word that the state table uses", () => {
    for (const cause of STATUS_CAUSES) {
      expect(placesOf(say(english, LOOKS[cause].word))).toEqual([]);
      for (const lock of LOCK_STATES) {
        for (const door of DOOR_STATES) {
          const beside = besideOf(cause, reading(1, 0, { lock, door }));
          if (beside !== null) expect(placesOf(say(english, `detail.${beside}`))).toEqual([]);
          for (const part of ["was", "lost"]) expect(catalogue.has(`${part}.${wasOf({ lock, door })}`)).toBe(true);
        }
      }
    }
  });
});
