/** What a key asks the window to do. */
export type Command = "up" | "down" | "first" | "last" | "search" | "escape" | "refresh";

/** The parts of a keyboard event that decide. */
export type Key = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">;

/** The command of a key, null for keys that are not ours; in a text field only keys that type nothing count. */
export function commandOf({ key, ctrlKey, metaKey, altKey }: Key, inField: boolean): Command | null {
  if (altKey) return null;
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
