import { Latest, type Run } from "../src-main/core/app/latest.ts";
import type { Page } from "../src-main/ipc/contract.ts";

/** The page that asks for a key; its steps lead back there. */
type Origin = Extract<Page, "home" | "settings">;

/** Holds the page that is open and what leads out of it: overlays first, then the pages behind. */
export class Navigation {
  readonly #navigated: () => void;
  readonly #questions = new Latest();
  /** The id of the element that left each page; going back focuses it. */
  #openers: Readonly<Partial<Record<Page, string>>> = {};
  #overlays: (() => void)[] = [];
  #origin: Origin = "home";
  #focus: string | null | undefined;
  page: Page;

  /** Begins on a page; calls `navigated` after each change of the page. */
  constructor(page: Page, navigated: () => void) {
    this.page = $state.raw(withoutReport(page));
    this.#navigated = navigated;
  }

  /** Begins a question to main about the page; the run ends when the page changes first. */
  readonly question = (): Run => this.#questions.begin();

  /** Opens a page from the one that is open. */
  readonly navigate = (page: Page): void => {
    if (page === this.page) return;
    this.#openers = { ...this.#openers, [this.page]: document.activeElement?.id ?? "" };
    if (page === "key" && (this.page === "home" || this.page === "settings")) this.#origin = this.page;
    this.#go(page, null);
  };

  /** Opens the page that main names for a window that is visible again. */
  readonly follow = (page: Page): void => {
    // only the window holds the findings of a checked key: a window on that page stays there
    if (this.page !== page) this.navigate(withoutReport(page));
  };

  /** Goes back one page; false when there is none behind. */
  readonly back = (): boolean => {
    const behind = this.#behind();
    if (behind === null) return false;
    this.#go(behind);
    return true;
  };

  /** Goes back to the page that asked for a key. */
  readonly leaveKey = (): void => this.#go(this.#origin);

  /** Adds an overlay with the function that closes it; the returned function removes it. */
  readonly overlay = (close: () => void): (() => void) => {
    this.#overlays.push(close);
    return () => {
      this.#overlays = this.#overlays.filter((other) => other !== close);
    };
  };

  /** Closes the topmost overlay; false when there is none. */
  readonly closeOverlay = (): boolean => {
    const close = this.#overlays.pop();
    close?.();
    return close !== undefined;
  };

  /** Gives, once after each change, the id of the element to focus, null for the page's own; else undefined. */
  readonly takeFocus = (): string | null | undefined => {
    const focus = this.#focus;
    this.#focus = undefined;
    return focus;
  };

  #go(page: Page, focus = this.#openers[page] ?? null): void {
    this.#focus = focus;
    this.page = page;
    this.#questions.end();
    this.#navigated();
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

/** A window never begins on the findings of a checked key, which nothing keeps. */
const withoutReport = (page: Page): Page => (page === "checked" ? "key" : page);
