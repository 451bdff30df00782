import { doorOf, speaks, type Book, type Page } from "./knowledge.ts";
import { DOOR_CLOSED, LOCKED, SLACK_MS } from "./limits.ts";
import type { Notebook, Witness } from "./events.ts";
import { wordsOf } from "./states.ts";

/** Uncalibrated, unlocked, semi-locked, unlocking, locking, pulled, pulling. */
const UNLOCKED: readonly number[] = [0, 2, 3, 4, 5, 7, 8];
const NO_SENSOR = 0;
const FALSE_ALARM = "calm shown or spoken as trouble";
const OTHERWISE = "shown otherwise than the last answer said";

/** What stands on show of the whole house. */
export interface HouseShown {
  readonly icon: string;
  readonly tooltip: string;
  readonly headline: (Witness & { kind: "headline" }) | null;
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
    this.#unreached(page, at);
    const { answer, shown, name, unlinked, linked } = page;
    // "row and tray say so after two syncs"
    if (/^no connection/i.test(shown?.text ?? "") && answer?.sure === true && unlinked === 1 && linked !== null) {
      this.#notes.broken(FALSE_ALARM, at, `${name}: ${shown?.text ?? ""} after one answer`);
    }
    if (shown === null || answer === null || !this.#isCertain(page, at)) return;
    const { text, tone, freshness, lock, door } = shown;
    const what = `${name}: ${text} (${freshness}, ${tone})`;
    if (`${lock} ${door}` !== wordsOf(answer.truth)) {
      this.#notes.broken(OTHERWISE, at, `${what}, ${wordsOf(answer.truth)}`);
      return;
    }
    const old = freshness !== "live" || /^(?:no |was )/i.test(text) || text.includes("not updated since");
    const open = /^(?:door open|open while)/i.test(text) && answer.truth.door === DOOR_CLOSED;
    if (old || open || (isCalm(page) && tone !== "secure")) this.#notes.broken(FALSE_ALARM, at, what);
  }

  /** "an outage: row and tray say so after two syncs" */
  #unreached(page: Page, at: number): void {
    const { answer, shown, name, surelyUnlinked } = page;
    if (shown === null || answer?.truth.linked !== false || surelyUnlinked < 2 || !this.#isYoung(page, at)) return;
    if (/^no connection/i.test(shown.text)) return;
    this.#notes.broken(OTHERWISE, at, `${name}: ${shown.text}, not reached ${surelyUnlinked} times`);
  }

  /** "secure only when every watched lock is locked by a reading that is not yet old"; and when they are, nothing less. */
  house({ icon, tooltip, headline }: HouseShown, at: number): void {
    const right = this.#rightIcons(at);
    if (right === null) return;
    const rule = right.includes("secure") ? FALSE_ALARM : OTHERWISE;
    if (!right.includes(icon)) this.#notes.broken(rule, at, `tray ${icon}: ${tooltip}, not ${right.join(" or ")}`);
    // a computer without a network is offline, however young its data is
    const spoken = headline === null || headline.banner === "no-network" ? "secure" : headline.tone;
    if (!right.includes("secure") || spoken === "secure") return;
    this.#notes.broken(FALSE_ALARM, at, `header ${headline?.text ?? ""} (${spoken})`);
  }

  /** "alarm > open > unlocked > offline > secure", where every counted lock was heard of for certain; else null. */
  #rightIcons(at: number): readonly string[] | null {
    const { members, pages } = this.#book;
    const left = [...pages.values()].filter((page) => page.shown !== null && !members.includes(page));
    const counted = members.filter(({ answer }) => answer?.truth.linked !== null);
    const known =
      counted.length > 0 &&
      members.every((page) => page.firm && page.id === page.listedId) &&
      left.every(({ shown }) => shown?.text === "No longer in this account") &&
      counted.every((page) => this.#isCertain(page, at));
    if (!known) return null;
    const all = new Set(counted.map(glyphOf));
    // a move that failed, or a door that is open for long, makes an alarm of it
    if (all.has("open")) return ["open", "alarm"];
    if (all.has("unlocked")) return ["unlocked", "alarm"];
    return all.has("offline") ? ["offline", "alarm"] : ["secure", "paused"];
  }

  /** The lock's own last word, which the app heard a moment ago. */
  #isCertain(page: Page, at: number): boolean {
    return page.answer !== null && speaks(page.answer.truth) && page.unlinked === 0 && this.#isYoung(page, at);
  }

  /** The app heard of it a moment ago, under an id that it knows, and has no reason to doubt what it heard. */
  #isYoung({ answer, present, firm, id, listedId }: Page, at: number): boolean {
    const known = !this.#book.refused && present && firm && id === listedId;
    return known && answer?.sure === true && at - answer.at <= this.#liveMs - SLACK_MS;
  }
}

/** What a lock alone asks of the tray (design, "What the tray shows"). */
function glyphOf({ answer }: Page): "open" | "unlocked" | "offline" | "secure" {
  if (answer === null) return "offline";
  if (doorOf(answer.truth) === "open") return "open";
  if (answer.truth.lock === LOCKED) return "secure";
  // updating, calibrating, and what nobody has heard of
  return UNLOCKED.includes(answer.truth.lock ?? NaN) ? "unlocked" : "offline";
}

/** Locked, and closed where a sensor tells. */
const isCalm = ({ answer }: Page): boolean =>
  answer?.truth.lock === LOCKED && (answer.truth.door === DOOR_CLOSED || answer.truth.door === NO_SENSOR);
