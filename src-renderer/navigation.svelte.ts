import { tick } from "svelte";
import type { Attachment } from "svelte/attachments";
import { Latest, type Run } from "../src-main/core/app/latest.ts";
import type { Page } from "../src-main/ipc/contract.ts";

/** The page that asks for a key; its steps lead back there. */
type Origin = Extract<Page, "home" | "settings">;

/** A control that leads to another page, and how it takes the focus back. */
interface Opener {
  readonly name: string;
  readonly element: HTMLElement;
  readonly focus: () => void;
}

/** Holds the page that is open and what leads out of it: overlays first, then the pages behind. The focus goes along. */
export class Navigation {
  readonly #navigated: () => void;
  readonly #questions = new Latest();
  #openers: readonly Opener[] = [];
  /** The opener that each page was left by. */
  #leftBy: Readonly<Partial<Record<Page, string>>> = {};
  #entry: HTMLElement | null = null;
  #overlays: (() => void)[] = [];
  #origin: Origin = "home";
  page: Page;

  /** Begins on a page; calls `navigated` after each change of the page. */
  constructor(page: Page, navigated: () => void) {
    this.page = $state.raw(withoutReport(page));
    this.#navigated = navigated;
  }

  /** A run for a question to main about the page; it ends when the page changes. */
  readonly question = (): Run => this.#questions.join();

  /** Opens a page from the one that is open. */
  readonly navigate = (page: Page): void => {
    if (page === this.page) return;
    this.#leftBy = { ...this.#leftBy, [this.page]: this.#focusedOpener() };
    if (page === "key" && (this.page === "home" || this.page === "settings")) this.#origin = this.page;
    this.#go(page, undefined);
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

  /** Attaches the element where the keyboard enters a page: its first heading or field. */
  readonly entry: Attachment<HTMLElement> = (element) => {
    this.#entry = element;
    // the page came by itself, and took away what had the focus
    if (document.activeElement === document.body) element.focus();
    return () => {
      if (this.#entry === element) this.#entry = null;
    };
  };

  /** Attaches a control that leads to another page; coming back focuses it, by `focus` where that takes more. */
  readonly opener =
    (name: string, focus?: () => void): Attachment<HTMLElement> =>
    (element) => {
      const opener: Opener = { name, element, focus: focus ?? (() => element.focus()) };
      this.#openers = [...this.#openers, opener];
      return () => {
        this.#openers = this.#openers.filter((other) => other !== opener);
      };
    };

  #focusedOpener(): string | undefined {
    return this.#openers.find(({ element }) => element.contains(document.activeElement))?.name;
  }

  #go(page: Page, opener = this.#leftBy[page]): void {
    this.page = page;
    this.#questions.end();
    this.#navigated();
    void this.#focus(opener);
  }

  async #focus(name: string | undefined): Promise<void> {
    await tick();
    const opener = this.#openers.find((other) => other.name === name);
    if (opener === undefined) this.#entry?.focus();
    else opener.focus();
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
