import type { Book } from "./knowledge.ts";
import { SLACK_MS, UNRESERVED } from "./limits.ts";
import type { Asked, Notebook } from "./events.ts";

/** "neither sync call asks for the same lock twice within 20 s, whatever the cause … Judged where requests arrive." */
const FLOOR_MS = 20_000;
const HOUR_MS = 3_600_000;

/** "No list begins unless its pages keep the last 10 minutes at 9 or fewer"; on their way two may come closer. */
const PAGES = 9;
const PAGES_MS = 600_000 - 15_000;

/** Judges what arrives at the cloud. */
export class Load {
  readonly #notes: Notebook;
  readonly #syncedAt = new Map<string, number>();
  #pages: number[] = [];
  #arrivals: number[] = [];
  #gone = 0;
  #overAt = -Infinity;
  /** The most requests in any sliding hour. */
  mostInHour = 0;

  constructor(notes: Notebook) {
    this.#notes = notes;
  }

  arrived(at: number, asked: Asked): void {
    this.#hour(at);
    if (asked.kind === "list") {
      this.#page(at);
      return;
    }
    for (const serial of asked.serials) {
      const before = this.#syncedAt.get(serial) ?? -Infinity;
      this.#syncedAt.set(serial, at);
      if (at - before < FLOOR_MS) this.#notes.broken("floor violation", at, `${serial} after ${at - before} ms`);
    }
  }

  #page(at: number): void {
    this.#pages = [...this.#pages.filter((before) => before > at - PAGES_MS), at];
    if (this.#pages.length > PAGES) this.#notes.broken("more pages of the list than allowed", at, `${PAGES + 1}`);
  }

  /** Requests in the hour up to the last that arrived. */
  get inHour(): number {
    return this.#arrivals.length - this.#gone;
  }

  #hour(at: number): void {
    this.#arrivals.push(at);
    while ((this.#arrivals[this.#gone] ?? at) <= at - HOUR_MS) this.#gone += 1;
    const count = this.inHour;
    this.mostInHour = Math.max(this.mostInHour, count);
    if (this.#gone * 2 > this.#arrivals.length) {
      this.#arrivals = this.#arrivals.slice(this.#gone);
      this.#gone = 0;
    }
    if (count <= UNRESERVED || at - this.#overAt < HOUR_MS) return;
    this.#overAt = at;
    this.#notes.broken("hour above the budget or into the reserve", at, `${count} requests`);
  }
}

/** "Resume marks all data old at once and polls within 5 s or at the floor, whichever is later" */
const WAKE_MS = 5000;
/** The first look after waking waits so long, as further events are merged. */
const RESUME_MERGE_MS = 3000;
/** Locks that fall due within 2 s of each other go out together. */
const GATHER_MS = 2000;

/** Judges how soon the app looks after waking. */
export class Waking {
  readonly #book: Book;
  readonly #notes: Notebook;
  #floorAt = -Infinity;
  /** Tedee asked for a wait, or the key is refused: neither ends by waking. */
  #heldUntil = -Infinity;
  #dueAt = Infinity;

  constructor(book: Book, notes: Notebook) {
    this.#book = book;
    this.#notes = notes;
  }

  started(at: number): void {
    this.#floorAt = at + FLOOR_MS;
    this.#dueAt = Infinity;
  }

  ended(): void {
    this.#dueAt = Infinity;
  }

  resumed(at: number): void {
    // what is given up by waking may have arrived, so that the floor counts from there
    this.#dueAt = Math.max(at + WAKE_MS, this.#floorAt + GATHER_MS, this.#heldUntil + GATHER_MS);
  }

  answered(at: number, outcome: string, waitMs: number): void {
    this.#floorAt = Math.max(this.#floorAt, at + FLOOR_MS);
    if (outcome === "limit") this.#heldUntil = at + waitMs;
    // a refused key is tried again every 5 minutes, whatever becomes of the tries
    if (this.#book.refused && outcome !== "sound") this.#heldUntil = at + 300_000;
    if (this.#dueAt !== Infinity) this.#dueAt = Math.max(this.#dueAt, this.#floorAt + GATHER_MS);
  }

  /** A clock that jumps forward looks like another waking, once the app looks. */
  jumped(at: number): void {
    if (this.#dueAt !== Infinity) this.#dueAt = Math.max(this.#dueAt, at + RESUME_MERGE_MS + WAKE_MS);
  }

  /** It slept and nobody told it: a wait counts from where it was. */
  slept(ms: number): void {
    this.#heldUntil += ms;
  }

  sent(): void {
    this.#dueAt = Infinity;
  }

  expire(at: number): void {
    if (this.#book.asleep || !this.#book.running || this.#book.empty) {
      this.#dueAt = Infinity;
      return;
    }
    if (at <= this.#dueAt + SLACK_MS) return;
    this.#notes.broken("no look in time after waking", at, `due ${at - this.#dueAt} ms ago`);
    this.#dueAt = Infinity;
  }
}
