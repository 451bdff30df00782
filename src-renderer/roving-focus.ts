import type { Attachment } from "svelte/attachments";
import type { Serial } from "../src-main/core/lock/lock.ts";
import { placeAfter, type Step } from "./keys.ts";

/** The list that the keyboard walks. */
export interface RovingOptions {
  /** Every lock of the list, drawn or not. */
  readonly order: () => readonly Serial[];
  readonly selected: () => Serial | null;
  /** The first lock that needs attention. */
  readonly attention: () => Serial | undefined;
  /** Sees to it that a lock's row is drawn and on show. */
  readonly draw: (serial: Serial) => Promise<void>;
  readonly select: (serial: Serial) => void;
}

/** The row that had the focus before the list changed. */
interface Held {
  readonly serial: Serial;
  readonly index: number;
  /** Its focus ring was on show. */
  readonly ring: boolean;
}

/** Moves the focus between the rows of a list, which are one tab stop, and keeps it when rows move or go. */
export class RovingFocus {
  readonly #options: RovingOptions;
  readonly #rows = new Map<Serial, HTMLElement>();
  #order: readonly Serial[] = [];
  #held: Held | null = null;
  /** The row that has the focus though nobody put it there: it shows no ring, and the first arrow key stays on it. */
  #quiet: Serial | undefined;

  /** Walks a list; its rows come by `row`. */
  constructor(options: RovingOptions) {
    this.#options = options;
  }

  /** The row where Tab enters the list. */
  readonly current = (): Serial | undefined => {
    const selected = this.#options.selected();
    const order = this.#options.order();
    return order.find((serial) => serial === selected) ?? order[0];
  };

  /** Attaches the row of a lock. */
  readonly row =
    (serial: Serial): Attachment<HTMLElement> =>
    (element) => {
      this.#rows.set(serial, element);
      return () => {
        if (this.#rows.get(serial) === element) this.#rows.delete(serial);
      };
    };

  /** Focuses the first row that needs attention, without a ring, unless something has the focus. */
  readonly begin = (): void => {
    const serial = this.#entry();
    if (serial !== undefined && document.activeElement === document.body) this.#focusQuietly(serial);
  };

  /** Focuses the selected row, else the one that `begin` focuses. */
  readonly resume = (): void => {
    const serial = this.#options.selected() === null ? this.#entry() : this.current();
    if (serial !== undefined) void this.focus(serial);
  };

  /** Brings a row into view and focuses it. */
  readonly focus = async (serial: Serial): Promise<void> => {
    await this.#options.draw(serial);
    const row = this.#rows.get(serial);
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: "nearest" });
  };

  /** Moves by a step. */
  readonly walk = (step: Step): void => {
    const order = this.#options.order();
    const at = this.#focused(order);
    const unseen = at === undefined || at === this.#quiet;
    this.#quiet = undefined;
    const enters = unseen && (step === "up" || step === "down");
    const target = enters ? (at ?? this.current()) : order[placeAfter(step, at ? order.indexOf(at) : -1, order.length)];
    if (target === undefined) return;
    // focusing it again shows the ring
    if (target === at) this.#rows.get(at)?.blur();
    void this.focus(target);
  };

  /** Notes that a row received the focus. */
  readonly focused = (serial: Serial): void => {
    if (serial === this.#quiet) return;
    this.#quiet = undefined;
    this.#options.select(serial);
  };

  /** Notes which row has the focus; call it before the rows of a new order are drawn. */
  readonly hold = (order: readonly Serial[]): void => {
    const serial = this.#focused(this.#order);
    const ring = serial !== this.#quiet && document.activeElement?.matches(":focus-visible") === true;
    this.#held = serial === undefined ? null : { serial, index: this.#order.indexOf(serial), ring };
    this.#order = order;
  };

  /** Focuses the held row again where it stands now, or the row in its place; call it when the new order is drawn. */
  readonly restore = (order: readonly Serial[]): void => {
    const held = this.#held;
    this.#held = null;
    if (held === null || document.activeElement !== document.body) return;
    const { serial, index, ring } = held;
    const target = order.includes(serial) ? serial : order[Math.min(index, order.length - 1)];
    if (target !== undefined && ring) void this.focus(target);
    else if (serial === this.#quiet) this.begin();
    else if (target !== undefined) this.#focusQuietly(target);
  };

  #entry(): Serial | undefined {
    return this.#options.attention() ?? this.current();
  }

  #focusQuietly(serial: Serial): void {
    this.#quiet = serial;
    this.#rows.get(serial)?.focus({ preventScroll: true, focusVisible: false });
  }

  #focused(order: readonly Serial[]): Serial | undefined {
    return order.find((serial) => this.#rows.get(serial) === document.activeElement);
  }
}
