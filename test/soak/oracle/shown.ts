import { Calm } from "./false-alarms.ts";
import { doorOf, speaks, type Book, type Heard, type Heeded, type Page } from "./knowledge.ts";
import { DOOR_CLOSED, LOCKED, SLACK_MS } from "./limits.ts";
import type { Notebook, Witness } from "./events.ts";

const LIE = "shown or spoken as locked, closed or live when not known";

/** Whether a sentence says that all of something is locked. */
const saysLocked = (text: string): boolean =>
  /(^|\s)locked( and closed)?$/i.test(text) && !/(partly|while) locked$/i.test(text);
const saysClosed = (text: string): boolean => /locked and closed$/i.test(text);

/** Judges what stands on show, also while nothing happens: every headline has an end unless an answer bears it out. */
export class Shown {
  readonly #book: Book;
  readonly #notes: Notebook;
  readonly #calm: Calm;
  /** "live up to 2i + 10 s; late after that; old after the smaller of 5i and 180 s" */
  readonly #liveMs: number;
  readonly #oldMs: number;
  #tray: (Witness & { kind: "tray" }) | null = null;
  #headline: (Witness & { kind: "headline" }) | null = null;
  readonly #dirty = new Set<Page>();
  #houseDirty = false;
  /** When the first headline on show ends. */
  #deadline = Infinity;
  /** After a sleep that nobody told of, the app cannot know before it runs. */
  #excusedUntil = -Infinity;
  #lied = new Set<Page | "house">();

  constructor(book: Book, notes: Notebook, intervalMs: number) {
    this.#book = book;
    this.#notes = notes;
    this.#liveMs = 2 * intervalMs + 10_000;
    this.#oldMs = Math.min(5 * intervalMs, 180_000);
    this.#calm = new Calm(book, notes, this.#liveMs);
  }

  started(): void {
    this.#tray = null;
    this.#headline = null;
    this.#dirty.clear();
    this.#deadline = Infinity;
  }

  /** All that the app knew is old now. */
  woke(): void {
    for (const page of this.#book.pages.values()) this.#dirty.add(page);
    this.#houseDirty = true;
  }

  /** The same, without anybody telling the app: it has until it runs, and no longer than its data would be live. */
  slept(at: number): void {
    this.#excusedUntil = at + this.#liveMs;
    this.woke();
  }

  /** The app did something, so that it runs. */
  alive(): void {
    this.#excusedUntil = -Infinity;
  }

  heard({ news }: Heard): void {
    for (const { page } of news) this.#dirty.add(page);
    this.#houseDirty = true;
  }

  row(row: Witness & { kind: "row" }): void {
    const page = this.#book.page(row.serial);
    page.shown = row;
    this.#lied.delete(page);
    this.#dirty.add(page);
  }

  tray(tray: Witness & { kind: "tray" }): void {
    this.#tray = tray;
    this.#lied.delete("house");
    this.#houseDirty = true;
  }

  headline(headline: Witness & { kind: "headline" }): void {
    this.#headline = headline;
    this.#lied.delete("house");
    this.#houseDirty = true;
  }

  /** Everything of one moment has happened: what stands on show now is what a person sees. */
  settle(at: number): void {
    if (this.#blindEye(at) || (this.#dirty.size === 0 && !this.#houseDirty)) return;
    for (const page of this.#dirty) {
      this.#judge(page, at);
      this.#calm.row(page, at);
    }
    this.#dirty.clear();
    if (this.#houseDirty) {
      this.#judgeHouse(at);
      if (this.#tray !== null) this.#calm.house({ ...this.#tray, headline: this.#headline }, at);
    }
    this.#houseDirty = false;
    this.#deadline = this.#nextEnd();
  }

  /** Time went by up to `at` and nothing else happened. */
  expire(at: number): void {
    if (at <= this.#deadline + SLACK_MS || this.#blindEye(at)) return;
    for (const page of this.#book.pages.values()) this.#judge(page, at);
    this.#judgeHouse(at);
    this.#deadline = this.#nextEnd(at);
  }

  #blindEye(at: number): boolean {
    return !this.#book.running || this.#book.asleep || at <= this.#excusedUntil;
  }

  #judge(page: Page, at: number): void {
    const { shown, answer } = page;
    if (shown === null || this.#lied.has(page)) return;
    const age = answer === null ? Infinity : at - answer.at - SLACK_MS;
    const { freshness, text, tone } = shown;
    const live = freshness === "live" && age > this.#liveMs;
    const late = freshness === "late" && age > this.#oldMs;
    const locked = (tone === "secure" || /^Locked\b/.test(text)) && !this.#isLocked(page, at);
    const closed = /\bdoor closed\b/i.test(text) && !text.includes("not updated since") && !this.#isClosed(page, at);
    if (live || late || locked || closed) {
      this.#lied.add(page);
      this.#notes.broken(LIE, at, `${page.name}: ${text} (${freshness}, ${tone})`);
    }
    if (this.#isOpen(page, at) && tone !== "attention" && tone !== "danger") {
      this.#notes.broken("open door not shown as open", at, `${page.name}: ${text}`);
    }
  }

  #judgeHouse(at: number): void {
    // one list that names none may be a slip: what was known before gets old as ever
    const { members, pages } = this.#book;
    const counted = [...(members.length > 0 ? members : pages.values())].filter(({ truth }) => truth?.linked !== null);
    const texts = [this.#tray?.tooltip ?? "", this.#headline?.text ?? ""];
    const icon = this.#tray?.icon;
    const secure = icon === "secure" || this.#headline?.tone === "secure" || texts.some(saysLocked);
    const lies = secure && counted.some((page) => !this.#isSecure(page, at));
    const closedLie = texts.some(saysClosed) && counted.some((page) => !this.#isClosed(page, at));
    if ((lies || closedLie) && !this.#lied.has("house")) {
      this.#lied.add("house");
      this.#notes.broken(LIE, at, `tray ${icon ?? ""}: ${texts.join(" / ")}`);
    }
    if (icon !== "open" && icon !== "alarm" && counted.some((page) => this.#isOpen(page, at))) {
      this.#notes.broken("open door not shown as open", at, `tray ${icon ?? ""}`);
    }
  }

  /** Its last answer said so, and is not yet old; one answer that did not reach the lock does not hide it. */
  #isLocked({ linked, unlinked, before }: Page, at: number): boolean {
    return [{ linked, unlinked }, before].some(
      (heeded) => heeded?.linked?.truth.lock === LOCKED && this.#isNow(heeded, at),
    );
  }

  #isNow({ linked, unlinked }: Heeded, at: number): boolean {
    return linked !== null && unlinked < 2 && at - linked.at <= this.#oldMs + SLACK_MS;
  }

  #isClosed({ linked, unlinked, before }: Page, at: number): boolean {
    return [{ linked, unlinked }, before].some((heeded) => {
      if (heeded?.linked == null) return false;
      const { truth } = heeded.linked;
      return speaks(truth) && truth.door === DOOR_CLOSED && this.#isNow(heeded, at);
    });
  }

  /** "locked by a reading that is not yet old (its door closed where it has a sensor that reports)" */
  #isSecure(page: Page, at: number): boolean {
    return this.#isLocked(page, at) && (page.answer?.sure !== true || !this.#isOpen(page, at));
  }

  /** A lock that the account does not name any more need not be shown at all. */
  #isOpen({ answer, present }: Page, at: number): boolean {
    return (
      !this.#book.refused &&
      present &&
      answer?.sure === true &&
      doorOf(answer.truth) === "open" &&
      at - answer.at <= this.#oldMs
    );
  }

  /** The end of the first headline that stands; those that are past already are not asked about again. */
  #nextEnd(after = -Infinity): number {
    let first = Infinity;
    for (const { shown, answer, linked } of this.#book.pages.values()) {
      if (shown === null || answer === null) continue;
      const ends = [answer.at + this.#liveMs, answer.at + this.#oldMs, (linked ?? answer).at + this.#oldMs];
      for (const end of ends) if (end > after - SLACK_MS && end < first) first = end;
    }
    return first;
  }
}
