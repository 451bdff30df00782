import { speaks, type Book, type Page } from "./oracle-book.ts";
import type { Notebook, Witness } from "./oracle-types.ts";
import { wordsOf } from "./oracle-words.ts";

const LOCKED = 6;
const NO_SENSOR = 0;
const DOOR_CLOSED = 3;
/** How exact the app's own timers must be. */
const SLACK_MS = 250;
const FALSE_ALARM = "calm shown or spoken as trouble";

/** What stands on show of the whole house. */
export interface HouseShown {
  readonly icon: string;
  readonly tooltip: string;
  readonly claim: (Witness & { kind: "claim" }) | null;
}

/** Judges the other lie: trouble shown where there is none. A young answer that nobody doubts is all there is to show. */
export class Calm {
  readonly #book: Book;
  readonly #notes: Notebook;
  readonly #liveMs: number;

  constructor(book: Book, notes: Notebook, liveMs: number) {
    this.#book = book;
    this.#notes = notes;
    this.#liveMs = liveMs;
  }

  row(page: Page, at: number): void {
    const { answer, shown, name, unlinked, linked } = page;
    // "row and tray say so after two syncs"
    if (/^no connection/i.test(shown?.text ?? "") && answer?.sure === true && unlinked === 1 && linked !== null) {
      this.#notes.broken(FALSE_ALARM, at, `${name}: ${shown?.text ?? ""} after one answer`);
    }
    if (shown === null || answer === null || !this.#isCertain(page, at)) return;
    const { text, tone, freshness, lock, door } = shown;
    const what = `${name}: ${text} (${freshness}, ${tone})`;
    if (`${lock} ${door}` !== wordsOf(answer.truth)) {
      this.#notes.broken("shown otherwise than the last answer said", at, `${what}, ${wordsOf(answer.truth)}`);
      return;
    }
    const old = freshness !== "live" || /^(?:no |was )/i.test(text) || text.includes("not updated since");
    const open = /^(?:door open|open while)/i.test(text) && answer.truth.door === DOOR_CLOSED;
    if (old || open || (isCalm(page) && tone !== "secure")) this.#notes.broken(FALSE_ALARM, at, what);
  }

  /** "secure only when every watched lock is locked by a reading that is not yet old"; and when they are, nothing less. */
  house({ icon, tooltip, claim }: HouseShown, at: number): void {
    if (!this.#isHouseCalm(at)) return;
    // a computer without a network is offline, however young its data is
    const spoken = claim === null || claim.banner === "no-network" ? "secure" : claim.tone;
    if ((icon === "secure" || icon === "paused") && spoken === "secure") return;
    this.#notes.broken(FALSE_ALARM, at, `tray ${icon}: ${tooltip} / ${claim?.text ?? ""} (${spoken})`);
  }

  #isHouseCalm(at: number): boolean {
    const { members, pages } = this.#book;
    const left = [...pages.values()].filter((page) => page.shown !== null && !members.includes(page));
    const counted = members.filter(({ answer }) => answer?.truth.linked !== null);
    return (
      counted.length > 0 &&
      members.every((page) => page.firm && page.id === page.listedId) &&
      left.every(({ shown }) => shown?.text === "No longer in this account") &&
      counted.every((page) => isCalm(page) && this.#isCertain(page, at))
    );
  }

  /** The app heard of it a moment ago, under an id that it knows, and has no reason to doubt what it heard. */
  #isCertain({ answer, present, firm, id, listedId, unlinked }: Page, at: number): boolean {
    const known = !this.#book.refused && present && firm && id === listedId && unlinked === 0;
    return known && answer?.sure === true && speaks(answer.truth) && at - answer.at <= this.#liveMs - SLACK_MS;
  }
}

/** Locked, and closed where a sensor tells. */
const isCalm = ({ answer }: Page): boolean =>
  answer?.truth.lock === LOCKED && (answer.truth.door === DOOR_CLOSED || answer.truth.door === NO_SENSOR);
