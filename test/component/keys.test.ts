import { describe, expect, it } from "vitest";
import { keyName, placeAfter, press, stepKeys, type Key } from "../../src-renderer/keys.ts";

const key = (name: string, more: Partial<Key> = {}): Key => ({
  key: name,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  isComposing: false,
  ...more,
});

describe("names of keys", () =>
  it.each([
    ["Escape", {}, "Escape", "Escape"],
    ["ArrowUp", {}, "ArrowUp", "ArrowUp"],
    ["Home", {}, "Home", null],
    ["End", {}, "End", null],
    ["/", {}, "/", null],
    ["r", {}, "r", null],
    ["f", { ctrlKey: true }, "Mod+F", "Mod+F"],
    ["F", { metaKey: true }, "Mod+F", "Mod+F"],
    ["ArrowDown", { ctrlKey: true }, "Mod+ARROWDOWN", "Mod+ARROWDOWN"],
    ["ArrowDown", { altKey: true }, null, null],
    ["Escape", { isComposing: true }, null, null],
  ] as const)("%s %o is %s in the list and %s in a field", (name, more, inList, inField) =>
    expect([keyName(key(name, more), false), keyName(key(name, more), true)]).toEqual([inList, inField]),
  ));

describe("a pressed key", () => {
  const event = (name: string): KeyboardEvent => new KeyboardEvent("keydown", { key: name, cancelable: true });

  it("does what its map holds, and nothing else", () => {
    const steps: string[] = [];
    const down = event("ArrowDown");
    expect(
      press(
        down,
        stepKeys((step) => steps.push(step)),
      ),
    ).toBe(true);
    expect([steps, down.defaultPrevented]).toEqual([["down"], true]);
  });

  it("is left to others when its map holds nothing", () => {
    const enter = event("Enter");
    expect(press(enter, { Escape: () => undefined })).toBe(false);
    expect(enter.defaultPrevented).toBe(false);
  });
});

describe("steps", () =>
  it.each([
    ["up", 3, 2],
    ["up", 0, 0],
    ["down", 3, 4],
    ["down", 4, 4],
    ["first", 3, 0],
    ["last", 0, 4],
  ] as const)("%s from %s of five goes to %s", (step, at, to) => expect(placeAfter(step, at, 5)).toBe(to)));
