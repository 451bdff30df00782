import type { Instant, Serial } from "../src-main/core/lock/lock.ts";
import type { Snapshot } from "../src-main/core/view/snapshot.ts";
import type { ViewState } from "../src-main/ipc/contract.ts";
import { layoutOf, rowsBySerial, SEARCH_FROM, type ListLayout } from "./list-layout.ts";

/** Rows under the pointer stay where they are until the person rests for so many milliseconds. */
export const SETTLE_MS = 2_000;

/** The parts of the window that a list reaches. */
export interface ListOptions {
  /** The present instant. */
  readonly read: () => Instant;
  /** Called when the search, the selected lock or the scroll position changes. */
  readonly changed: () => void;
}

/** Holds where each lock stands in the list, the search, the selected lock and the scroll position. */
export class ListModel {
  readonly #options: ListOptions;
  #snapshot: Snapshot;
  #pointed = false;
  #lastInputAt: Instant;
  #settling: ReturnType<typeof setTimeout> | undefined;
  /** The lock to reveal once there is a list. */
  #wanted: Serial | null = null;
  #reveal: ((serial: Serial) => void) | null = null;
  search: string;
  selected: Serial | null;
  /** Pixels scrolled; nothing is drawn by it. */
  scroll: number;
  layout: ListLayout;

  /** Begins with a snapshot and the view that the last window left. */
  constructor(options: ListOptions, snapshot: Snapshot, view: ViewState) {
    this.#options = options;
    this.#lastInputAt = options.read();
    this.#snapshot = $state.raw(snapshot);
    this.search = $state.raw(snapshot.rows.length >= SEARCH_FROM ? view.search : "");
    this.selected = $state.raw(view.selected);
    this.scroll = view.scroll;
    this.layout = $state.raw(layoutOf(snapshot, view.search));
  }

  /** The newest row of each lock; words change at once, places only when the list settles. */
  readonly rows = $derived.by(() => rowsBySerial(this.#snapshot));

  /** Takes the next snapshot. */
  readonly take = (snapshot: Snapshot): void => {
    this.#snapshot = snapshot;
    if (snapshot.rows.length < SEARCH_FROM) this.search = "";
    this.#settle();
  };

  /** Searches; an empty text shows all locks. */
  readonly find = (search: string): void => {
    this.search = search;
    this.layout = layoutOf(this.#snapshot, search);
    this.#options.changed();
  };

  /** Marks the lock whose row has the keyboard. */
  readonly select = (serial: Serial): void => {
    this.selected = serial;
    this.#options.changed();
  };

  /** Notes the scroll position in pixels. */
  readonly scrollTo = (top: number): void => {
    this.scroll = top;
    this.#options.changed();
  };

  /** Reveals a lock's row, as soon as there is a list. */
  readonly show = (serial: Serial): void => {
    if (this.#reveal === null) this.#wanted = serial;
    else this.#reveal(serial);
  };

  /** Lends the list the function that reveals a row, until the returned function is called. */
  readonly revealWith = (reveal: (serial: Serial) => void): (() => void) => {
    this.#reveal = reveal;
    const wanted = this.#wanted;
    this.#wanted = null;
    if (wanted !== null) reveal(wanted);
    return () => {
      this.#reveal = null;
    };
  };

  /** Notes whether the pointer is over the list. */
  readonly point = (over: boolean): void => {
    this.#pointed = over;
    if (!over) this.#settle();
  };

  /** Notes that a person uses the window. */
  readonly touch = (): void => {
    this.#lastInputAt = this.#options.read();
  };

  /** Ends the wait for a pointer to rest. */
  readonly stop = (): void => clearTimeout(this.#settling);

  /** Moves rows to their places, unless that would move one under a pointer in use. */
  #settle(): void {
    clearTimeout(this.#settling);
    const waitMs = this.#pointed ? this.#lastInputAt + SETTLE_MS - this.#options.read() : 0;
    if (waitMs <= 0) this.layout = layoutOf(this.#snapshot, this.search);
    else this.#settling = setTimeout(() => this.#settle(), waitMs);
  }
}
