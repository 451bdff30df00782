import { doorOf, type Book, type Heard, type Page, type Said } from "./knowledge.ts";
import { SLACK_MS } from "./limits.ts";
import { AGAINST, Standing, type About } from "./on-show.ts";
import type { Notebook, Witness } from "./events.ts";

/** A door that opened since it was last known to be closed (design: "a change against the last known state"). */
interface Opening {
  readonly which: number;
  /** Answers that bore it out and that the app could not mistake for old ones. */
  seen: number;
  /** It has to be told; else it may be. */
  readonly due: boolean;
}

/** Answers in a row that did not reach a lock which was reached before. */
interface Loss {
  readonly asked: number;
  /** Since when nothing but answers like this came: over a sleep or a silence it may have been back. */
  readonly from: number;
  readonly lastAt: number;
  /** It was reached before, under the app's eyes. */
  readonly counts: boolean;
  readonly lastAnswers: number;
  told: boolean;
  /** Answers after the chosen delay that bore it out. */
  over: number;
}

/** What the app could tell of one lock. */
interface Telling {
  known: "open" | "closed" | null;
  /** It was heard for certain that it is known so: an app that took no notice of a doubtful answer has no baseline. */
  firm: boolean;
  wasLinked: boolean | null;
  opening: Opening | null;
  loss: Loss | null;
  /** A loss that was told is over: "back" may be said. */
  back: boolean;
  /** The last opening that was told, in this life or before. */
  toldOpening: number | null;
  /** An opening was told in this life, so that its end may be. */
  closable: boolean;
  /** When it was last heard to be closed. */
  closedAt: number;
}

/** Judges alerts about locks: each fact once, none without one, none left out. */
export class LockFacts {
  readonly #book: Book;
  readonly #notes: Notebook;
  readonly #delayMs: number;
  /** Data is old after so long, which makes a silence. */
  readonly #oldMs: number;
  readonly #tellings = new Map<Page, Telling>();
  /** What the summary on show speaks of and is not over; null without one. */
  #summary: Map<Page, About> | null = null;
  #lostTimeAt = -Infinity;
  readonly #standing: Standing;

  constructor(book: Book, notes: Notebook, delayMs: number, oldMs: number) {
    this.#book = book;
    this.#notes = notes;
    this.#delayMs = delayMs;
    this.#oldMs = oldMs;
    this.#standing = new Standing(notes);
  }

  /** "Process start: baseline, silent." */
  started(): void {
    for (const telling of this.#tellings.values()) {
      const { toldOpening } = telling;
      Object.assign(telling, { ...nothingKnown, toldOpening });
    }
    this.#summary = null;
    this.#standing.started();
  }

  /** A span of unknown length went by: how long a loss has lasted is not known to the app. */
  lostTime(at: number): void {
    this.#lostTimeAt = at;
  }

  heard({ news }: Heard): void {
    for (const { page, said } of news) {
      const telling = this.#telling(page);
      this.#door(page, telling, said);
      this.#link(page, telling, said);
    }
  }

  settle(at: number): void {
    this.#standing.settle(at);
  }

  /** An alert was taken back: right only when its fact is neither so nor over, as of a lock that left. */
  withdrawn(id: string, at: number): void {
    const [serial = "", what] = id.split(":");
    const page = this.#book.pages.get(serial);
    if (page === undefined) return;
    const telling = this.#telling(page);
    this.#standing.told(page, what === "opened" ? "opening" : "loss");
    const stands = what === "opened" ? telling.known === "open" : telling.loss !== null && page.unlinked > 0;
    if (stands && page.present) this.#notes.broken(AGAINST, at, `${page.name}: taken back, and still so`);
  }

  notify({ at, id, title, body }: Witness & { kind: "notify" }): void {
    if (id.startsWith("app:")) {
      this.#grouped(id, title, body, at);
      return;
    }
    const [, opened, how] = /^(.+) (opened|is open)$/.exec(title) ?? [];
    const [, closed] = /^(.+) closed$/.exec(title) ?? [];
    const [, lost] = /^(.+): no connection$/.exec(title) ?? [];
    const [, back] = /^(.+): connected again$/.exec(title) ?? [];
    if (opened !== undefined) {
      const page = this.#one(opened, at, title, (one) => this.#toldOpening(one));
      if (page === undefined) return;
      this.#standing.raised(page, "opening");
      if (how === "opened") this.#sawItOpen(page, at);
    } else if (lost !== undefined) {
      const page = this.#one(lost, at, title, (one) => this.#toldLoss(one, at));
      if (page !== undefined) this.#standing.raised(page, "loss");
    } else if (closed !== undefined) this.#one(closed, at, title, (page) => this.#toldClosed(page));
    else if (back !== undefined) this.#one(back, at, title, (page) => this.#toldBack(page));
    else this.#notes.broken("alert without a fact", at, title);
  }

  /** "After a gap … in the words of now: 'Back door is open', not 'opened'." */
  #sawItOpen(page: Page, at: number): void {
    const { closedAt } = this.#telling(page);
    if (at - closedAt <= this.#oldMs + SLACK_MS && closedAt >= this.#lostTimeAt) return;
    this.#notes.broken(AGAINST, at, `${page.name} opened, after a gap`);
  }

  #door(page: Page, telling: Telling, said: Said): void {
    const door = doorOf(said.truth);
    if (door === null) return;
    if (door === "open" && telling.known === "closed") {
      telling.opening = { which: said.opening, seen: 0, due: telling.firm };
      this.#notes.fact("door opened");
    }
    telling.firm = said.sure || (telling.firm && telling.known === door);
    telling.known = door;
    if (door === "closed") {
      telling.closedAt = said.at;
      telling.opening = null;
      this.#standing.over(page, "opening", said.sure);
      this.#ended(page, "opening");
    }
    const { opening } = telling;
    if (opening === null) return;
    if (said.sure) opening.seen += 1;
    if (opening.seen < 2 || !opening.due) return;
    telling.opening = null;
    this.#notes.broken("fact that lasted two polls and was not alerted", said.at, `${page.name} opened`);
  }

  #link(page: Page, telling: Telling, said: Said): void {
    const { linked } = said.truth;
    const before = telling.wasLinked;
    telling.wasLinked = linked;
    if (linked !== false) {
      this.#ended(page, "loss");
      if (linked === true) this.#standing.over(page, "loss", said.sure);
      else this.#standing.told(page, "loss");
      telling.back = linked === true && telling.loss?.told === true;
      telling.loss = null;
      return;
    }
    const loss: Loss = telling.loss ?? {
      asked: said.asked,
      from: said.at,
      lastAt: said.at,
      counts: before === true,
      told: false,
      over: 0,
      lastAnswers: 0,
    };
    const watched = said.at - loss.lastAt <= this.#oldMs && loss.lastAt >= this.#lostTimeAt;
    const [from, over] = watched ? [loss.from, loss.over] : [said.at, 0];
    telling.loss = { ...loss, from, over, lastAt: said.at, lastAnswers: loss.lastAnswers + 1 };
    telling.back = false;
    if (!loss.counts || !said.sure) return;
    if (said.at - from < this.#delayMs) return;
    telling.loss.over += 1;
    if (telling.loss.over === 1) this.#notes.fact("connection lost");
    if (telling.loss.over < 2 || loss.told) return;
    telling.loss.told = true;
    this.#notes.broken("fact that lasted two polls and was not alerted", said.at, `${page.name} lost`);
  }

  /** Judges what is told of one lock; says which it is, if there is one of that name. */
  #one(name: string, at: number, title: string, judge: (page: Page) => Judgement): Page | undefined {
    const page = this.#book.byName.get(name);
    const judged = page === undefined ? "none" : judge(page);
    if (judged === "none") this.#notes.broken("alert without a fact", at, title);
    if (judged === "again") this.#notes.broken("fact alerted twice", at, title);
    return page;
  }

  #toldOpening(page: Page): Judgement {
    const telling = this.#telling(page);
    const { opening } = telling;
    if (opening === null) return telling.known === "open" && telling.toldOpening === page.opening ? "again" : "none";
    telling.opening = null;
    telling.closable = true;
    const again = telling.toldOpening === opening.which;
    telling.toldOpening = opening.which;
    return again ? "again" : "fact";
  }

  #toldLoss(page: Page, at: number): Judgement {
    const { loss } = this.#telling(page);
    if (loss?.counts === true && loss.told) return "again";
    if (loss === null || !this.#tellable(loss, at)) return "none";
    loss.told = true;
    return "fact";
  }

  #tellable({ counts, told, lastAnswers, asked }: Loss, at: number): boolean {
    return counts && !told && lastAnswers >= 2 && at - asked >= this.#delayMs - SLACK_MS;
  }

  /** A silent "closed again" for an opening that was told. */
  #toldClosed(page: Page): Judgement {
    const telling = this.#telling(page);
    const fact = telling.closable && telling.known === "closed";
    telling.closable = false;
    this.#standing.told(page, "opening");
    return fact ? "fact" : "none";
  }

  /** "back" only if the loss was told. */
  #toldBack(page: Page): Judgement {
    const telling = this.#telling(page);
    const fact = telling.back;
    telling.back = false;
    this.#standing.told(page, "loss");
    return fact ? "fact" : "none";
  }

  /** More than three alerts from one reading become one summary; its end replaces it. */
  #grouped(id: string, title: string, body: string, at: number): void {
    const names = /^(?:.*: )?(.+)\.$/.exec(body)?.[1]?.split(", ") ?? [];
    if (/^\d+ alerts$/.test(title)) this.#summed(names, at);
    else if (/^\d+ connected again$/.test(title))
      for (const name of names) this.#one(name, at, `${name} in "${title}"`, (page) => this.#toldBack(page));
    else if (title === "All of that is over") this.#over(at);
    else this.#notes.broken("alert without a fact", at, `${id} ${title}`);
  }

  #summed(names: readonly string[], at: number): void {
    const before = this.#summary ?? new Map<Page, About>();
    this.#summary = new Map();
    for (const name of names) this.#one(name, at, `${name} in a summary`, (page) => this.#summedOne(page, before, at));
  }

  #summedOne(page: Page, before: ReadonlyMap<Page, About>, at: number): Judgement {
    const { opening, loss } = this.#telling(page);
    if (opening === null && loss !== null && this.#tellable(loss, at)) {
      this.#summary?.set(page, "loss");
      return this.#toldLoss(page, at);
    }
    // it takes the place of the summary on show, and says again what that one says
    const again = opening === null ? before.get(page) : undefined;
    this.#summary?.set(page, again ?? "opening");
    return again === undefined ? this.#toldOpening(page) : "fact";
  }

  #ended(page: Page, about: About): void {
    if (this.#summary?.get(page) === about) this.#summary.delete(page);
  }

  #over(at: number): void {
    if (this.#summary?.size !== 0) this.#notes.broken("alert without a fact", at, "All of that is over");
    this.#summary = null;
  }

  #telling(page: Page): Telling {
    const found = this.#tellings.get(page);
    if (found !== undefined) return found;
    const telling: Telling = { ...nothingKnown };
    this.#tellings.set(page, telling);
    return telling;
  }
}

const nothingKnown: Telling = {
  known: null,
  firm: false,
  wasLinked: null,
  opening: null,
  loss: null,
  back: false,
  toldOpening: null,
  closable: false,
  closedAt: -Infinity,
};

type Judgement = "fact" | "again" | "none";
