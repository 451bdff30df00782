import { pseudoText } from "../../src-main/core/words/pseudo.ts";

/** How long a hand waits for what it looks for. */
const PATIENCE_MS = 5_000;

/** What a person does in the window's own document, by the words that are read there. */
export class Hand {
  readonly #said: (english: string) => string;

  /** In the pseudo-locale every name is looked for as it is said there. */
  constructor(locale: "en" | "en-XA") {
    this.#said = locale === "en" ? (english) => english : pseudoText;
  }

  /** Presses the button of a name. */
  readonly press = async (name: string): Promise<void> => {
    const wanted = this.#said(name);
    const button = await found(() =>
      [...document.querySelectorAll<HTMLElement>("button, [role='menuitem']")].find(
        (each) => (each.getAttribute("aria-label") ?? each.textContent).trim() === wanted,
      ),
    );
    button.focus();
    button.click();
    await nextFrame();
  };

  /** Types into the field of a label, in place of what stands there. */
  readonly fill = async (label: string, text: string): Promise<void> => {
    const wanted = this.#said(label);
    const field = await found(() =>
      [...document.querySelectorAll("input")].find((each) => each.getAttribute("aria-label") === wanted),
    );
    field.value = text;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    await nextFrame();
  };

  /** Waits until a selector finds something. */
  readonly see = async (selector: string): Promise<void> => {
    await found(() => document.querySelector(selector));
  };

  /** Waits until a text stands somewhere. */
  readonly read = async (text: string): Promise<void> => {
    const wanted = this.#said(text);
    await found(() => (document.body.textContent.includes(wanted) ? true : null));
  };
}

/** Resolves when what was changed is drawn. */
export const nextFrame = (): Promise<void> =>
  new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
  });

async function found<T>(look: () => T | null | undefined): Promise<T> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    const what = look();
    if (what !== null && what !== undefined) return what;
    if (performance.now() > until) throw new Error("A hand did not find what it looks for");
    await nextFrame();
  }
}
