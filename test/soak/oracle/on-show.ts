import type { Page } from "./knowledge.ts";
import type { Notebook } from "./events.ts";

/** The rule for what becomes of an alert after it was raised. */
export const AGAINST = "alert that stands or goes against the facts";

/** What an alert on show is about. */
export type About = "opening" | "loss";

/** Alerts on show that speak of one fact alone: each stands as long as its fact does, and is replaced by its end at once. */
export class Standing {
  readonly #notes: Notebook;
  readonly #onShow = new Map<Page, Set<About>>();
  /** Ends that have to be told in this moment. */
  readonly #owed = new Map<Page, About>();

  constructor(notes: Notebook) {
    this.#notes = notes;
  }

  /** What an earlier life has on show is nobody's to replace. */
  started(): void {
    this.#onShow.clear();
    this.#owed.clear();
  }

  raised(page: Page, about: About): void {
    this.#of(page).add(about);
  }

  /** The fact is over: to be told now, where the app cannot take the answer for an old one. */
  over(page: Page, about: About, sure: boolean): void {
    if (sure && this.#of(page).delete(about)) this.#owed.set(page, about);
  }

  /** Its end was told, or there is nothing to tell of it any more. */
  told(page: Page, about: About): void {
    this.#of(page).delete(about);
    if (this.#owed.get(page) === about) this.#owed.delete(page);
  }

  /** Everything of one moment has happened. */
  settle(at: number): void {
    for (const [page, about] of this.#owed) {
      this.#notes.broken(AGAINST, at, `${page.name}: the end of its ${about} was not told`);
    }
    this.#owed.clear();
  }

  #of(page: Page): Set<About> {
    const found = this.#onShow.get(page) ?? new Set();
    this.#onShow.set(page, found);
    return found;
  }
}
