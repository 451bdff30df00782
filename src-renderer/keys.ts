/** Steps of the keyboard through the list. */
export type Step = "up" | "down" | "first" | "last";

/** What a key asks the window to do. */
export type Command = Step | "search" | "escape" | "refresh";

/** The parts of a keyboard event that decide. */
export type Key = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "isComposing">;

/** The command of a key, null for keys that are not ours; in a text field only keys that type nothing count. */
export function commandOf({ key, ctrlKey, metaKey, altKey, isComposing }: Key, inField: boolean): Command | null {
  if (altKey || isComposing) return null;
  if (ctrlKey || metaKey) {
    if (key.toLowerCase() === "r") return "refresh";
    return key.toLowerCase() === "f" ? "search" : null;
  }
  switch (key) {
    case "Escape":
      return "escape";
    case "ArrowUp":
      return "up";
    case "ArrowDown":
      return "down";
    case "Home":
      return inField ? null : "first";
    case "End":
      return inField ? null : "last";
    case "/":
      return inField ? null : "search";
    default:
      return null;
  }
}

/** The place in a list of `count` after a step from place `at`; the ends hold. */
export function placeAfter(step: Step, at: number, count: number): number {
  const to = { up: at - 1, down: at + 1, first: 0, last: count - 1 }[step];
  return Math.max(0, Math.min(to, count - 1));
}
