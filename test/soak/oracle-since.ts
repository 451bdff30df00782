import type { Book, Page } from "./oracle-book.ts";
import type { Notebook, Witness } from "./oracle-types.ts";
import { wordsOf } from "./oracle-words.ts";

/** Longer silences are gaps, and what changed in one has no time; a round trip comes on top. */
const GAP_MS = 100_000;
const ROUND_TRIP_MS = 12_000;
const HALF_MINUTE_MS = 30_000;
/** Changes that are remembered of each lock, each as it began. */
const REMEMBERED = 60;

interface Change {
  readonly words: string;
  readonly at: number;
  /** By how much the computer's clock was wrong then, and how often it had been set. */
  readonly wrongMs: number;
  readonly sets: number;
  /** What it was when the world began. */
  readonly first: boolean;
}

const CLOCK = new Intl.DateTimeFormat("en", { hour: "2-digit", minute: "2-digit", hourCycle: "h12" });
const clock = (at: number): string => CLOCK.format(at).replace(/\s/g, " ");

/** Judges the times in a row's words: "since 13:48" is the minute in which it was noticed, and no guess. */
export class Since {
  readonly #book: Book;
  readonly #notes: Notebook;
  readonly #changes = new Map<Page, Change[]>();
  #wrongMs = 0;
  #sets = 0;
  /** How many such times were judged. */
  judged = 0;

  constructor(book: Book, notes: Notebook) {
    this.#book = book;
    this.#notes = notes;
  }

  truth(at: number, serial: string): void {
    const page = this.#book.page(serial);
    if (page.truth === null) return;
    const changes = this.#changes.get(page) ?? [];
    const words = wordsOf(page.truth);
    const change = { words, at, wrongMs: this.#wrongMs, sets: this.#sets, first: changes.length === 0 };
    if (changes.at(-1)?.words !== words) changes.push(change);
    this.#changes.set(page, changes.slice(-REMEMBERED));
  }

  clockSet(byMs: number): void {
    this.#wrongMs += byMs;
    this.#sets += 1;
  }

  row({ at, serial, text, lock }: Witness & { kind: "row" }): void {
    const [, what, time] = /^(.+?) since (?:\w+ )?(\d\d:\d\d\s[AP]M)/.exec(text) ?? [];
    // a row that is old repeats what it said when it was not
    if (what === undefined || time === undefined || /no data|not updated/i.test(text)) return;
    const page = this.#book.page(serial);
    const door = /^(?:door open|open while)/i.test(what);
    const began = (this.#changes.get(page) ?? []).filter(({ words }, index, all) => {
      const [bolt, sensor] = words.split(" ");
      const before = all[index - 1]?.words.split(" ");
      return door ? sensor === "open" && before?.[1] !== "open" : bolt === lock && before?.[0] !== lock;
    });
    // how it was at first began before this world, and a clock that was set twice leaves no way to tell what it showed
    if (began.length === 0 || began.some(({ first }) => first) || began.some(({ sets }) => this.#sets - sets > 1))
      return;
    this.judged += 1;
    if (began.some((change) => this.#fits(change, time.replace(/\s/g, " ")))) return;
    this.#notes.broken("a time told that was not so", at, `${page.name}: ${text}`);
  }

  /** Noticed within a gap of its beginning, by the clock of then or of now, or when the cloud says it began, set with the clock. */
  #fits({ at, wrongMs }: Change, time: string): boolean {
    for (let after = 0; after <= GAP_MS + ROUND_TRIP_MS; after += HALF_MINUTE_MS) {
      if ([0, wrongMs, this.#wrongMs, this.#wrongMs - wrongMs].some((wrong) => clock(at + after + wrong) === time))
        return true;
    }
    return false;
  }
}
