import { describe, expect, it } from "vitest";
import { commandOf, placeAfter, type Key } from "../../src-renderer/keys.ts";

const key = (name: string, more: Partial<Key> = {}): Key => ({
  key: name,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  isComposing: false,
  ...more,
});

describe("commands of keys", () =>
  it.each([
    ["Escape", {}, "escape", "escape"],
    ["ArrowUp", {}, "up", "up"],
    ["ArrowDown", {}, "down", "down"],
    ["Home", {}, "first", null],
    ["End", {}, "last", null],
    ["/", {}, "search", null],
    ["f", { ctrlKey: true }, "search", "search"],
    ["F", { metaKey: true }, "search", "search"],
    ["r", { ctrlKey: true }, "refresh", "refresh"],
    ["R", { metaKey: true }, "refresh", "refresh"],
    ["r", {}, null, null],
    ["f", {}, null, null],
    ["ArrowDown", { altKey: true }, null, null],
    ["ArrowDown", { ctrlKey: true }, null, null],
    ["Escape", { isComposing: true }, null, null],
    ["Enter", {}, null, null],
  ] as const)("%s %o is %s in the list and %s in a field", (name, more, inList, inField) =>
    expect([commandOf(key(name, more), false), commandOf(key(name, more), true)]).toEqual([inList, inField]),
  ));

describe("steps", () =>
  it.each([
    ["up", 3, 2],
    ["up", 0, 0],
    ["down", 3, 4],
    ["down", 4, 4],
    ["first", 3, 0],
    ["last", 0, 4],
  ] as const)("%s from %s of five goes to %s", (step, at, to) => expect(placeAfter(step, at, 5)).toBe(to)));
