import type { Page } from "../src-main/ipc/contract.ts";

/** Where a key is asked for from, and where its steps lead back to. */
type Origin = Extract<Page, "home" | "settings">;

/** Which page is open and what leads out of it: covers that lie over it first, then the way back. */
export class Way {
  readonly #turned: () => void;
  /** The element that each page was left by, to which the keyboard comes back. */
  #openers: Readonly<Partial<Record<Page, string>>> = {};
  #covers: (() => void)[] = [];
  #origin: Origin = "home";
  #focus: string | null | undefined;
  page: Page;
  /** Turns so far: an answer that a turn overtook is old. */
  turns = 0;

  /** Begins on a page; `turned` is called after each turn. */
  constructor(page: Page, turned: () => void) {
    this.page = $state.raw(withoutReport(page));
    this.#turned = turned;
  }

  /** Opens a page from the one that is open. */
  turn(page: Page): void {
    if (page === this.page) return;
    this.#openers = { ...this.#openers, [this.page]: document.activeElement?.id ?? "" };
    if (page === "key" && (this.page === "home" || this.page === "settings")) this.#origin = this.page;
    this.#go(page, null);
  }

  /** Goes to the page that main names for a window that is seen again. */
  follow(page: Page): void {
    const there = withoutReport(page);
    // the report of a checked key is here, and main cannot know
    if (this.page !== page) this.turn(there);
  }

  /** Goes back one page, false when there is none behind. */
  back(): boolean {
    const behind = this.#behind();
    if (behind === null) return false;
    this.#go(behind);
    return true;
  }

  /** Goes back to where a key was asked for. */
  leaveKey(): void {
    this.#go(this.#origin);
  }

  /** Something lies over the page until the returned function is called; `close` is how it is taken away. */
  cover(close: () => void): () => void {
    this.#covers.push(close);
    return () => {
      this.#covers = this.#covers.filter((other) => other !== close);
    };
  }

  /** Takes away the uppermost cover, false when there is none. */
  uncover(): boolean {
    const close = this.#covers.pop();
    close?.();
    return close !== undefined;
  }

  /** Once after each turn: the id of the element that the keyboard goes to, null for the page's own; else undefined. */
  takeFocus(): string | null | undefined {
    const focus = this.#focus;
    this.#focus = undefined;
    return focus;
  }

  #go(page: Page, focus = this.#openers[page] ?? null): void {
    this.#focus = focus;
    this.page = page;
    this.turns += 1;
    this.#turned();
  }

  #behind(): Page | null {
    switch (this.page) {
      case "home":
        return null;
      case "settings":
      case "alerts":
        return "home";
      case "key":
        return this.#origin;
      case "checked":
        return "key";
    }
  }
}

/** What a pasted key could see is not kept, so that a window never begins there. */
const withoutReport = (page: Page): Page => (page === "checked" ? "key" : page);
