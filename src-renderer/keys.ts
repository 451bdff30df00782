/** What each key does, by its name: "ArrowDown", "/", or "Mod+F" for Ctrl or Cmd with F. */
export type KeyMap = Readonly<Record<string, () => void>>;

/** The parts of a keyboard event that decide. */
export type Key = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "isComposing">;

/** The name of a key in a map; null with Alt, for an input method, and for a key that types or moves in a text field. */
export function keyName({ key, ctrlKey, metaKey, altKey, isComposing }: Key, inField: boolean): string | null {
  if (altKey || isComposing) return null;
  if (ctrlKey || metaKey) return `Mod+${key.toUpperCase()}`;
  const typesOrMoves = key.length === 1 || key === "Home" || key === "End";
  return inField && typesOrMoves ? null : key;
}

/** Does what a map holds for a pressed key; false when it holds nothing. */
export function press(event: KeyboardEvent, keys: KeyMap): boolean {
  const name = keyName(event, event.target instanceof HTMLInputElement);
  const act = name === null ? undefined : keys[name];
  if (act === undefined) return false;
  event.preventDefault();
  act();
  return true;
}

/** A step of the keyboard through a list. */
export type Step = "up" | "down" | "first" | "last";

/** The keys that walk a list. */
export const stepKeys = (walk: (step: Step) => void): KeyMap => ({
  ArrowUp: () => walk("up"),
  ArrowDown: () => walk("down"),
  Home: () => walk("first"),
  End: () => walk("last"),
});

/** The place in a list of `count` after a step from place `at`; the ends hold. */
export function placeAfter(step: Step, at: number, count: number): number {
  const to = { up: at - 1, down: at + 1, first: 0, last: count - 1 }[step];
  return Math.max(0, Math.min(to, count - 1));
}
