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
  /** It began between these: what an answer without a device state hides may have begun at any time. */
  readonly from: number;
  readonly until: number;
  /** How often the computer's clock had been set. */
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
  /** By how much the computer's clock is wrong, and was after each time that it was set. */
  readonly #wrongMs = [0];
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
    const last = changes.at(-1);
    if (last?.words !== words) {
      const from = last?.words.startsWith("unknown") === true ? last.from : at;
      changes.push({ words, from, until: at, sets: this.#wrongMs.length - 1, first: last === undefined });
    }
    this.#changes.set(page, changes.slice(-REMEMBERED));
  }

  clockSet(byMs: number): void {
    this.#wrongMs.push((this.#wrongMs.at(-1) ?? 0) + byMs);
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
    // how it was at first began before this world
    if (began.length === 0 || began.some(({ first }) => first)) return;
    this.judged += 1;
    if (began.some((change) => this.#fits(change, time.replace(/\s/g, " ")))) return;
    this.#notes.broken("a time told that was not so", at, `${page.name}: ${text}`);
  }

  /** Noticed within a gap of its beginning by the clock of any time since, or told by the cloud and set with the clock. */
  #fits({ from, until, sets }: Change, time: string): boolean {
    const wrong = this.#wrongMs.slice(sets);
    const offsets = new Set([0, ...wrong, ...wrong.flatMap((one) => wrong.map((other) => one - other))]);
    for (let at = from; at <= until + GAP_MS + ROUND_TRIP_MS; at += HALF_MINUTE_MS) {
      for (const offset of offsets) if (clock(at + offset) === time) return true;
    }
    return false;
  }
}
