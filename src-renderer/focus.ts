import type { Serial } from "../src-main/core/lock/lock.ts";

/** The id of a lock's row in the document. */
export const rowId = (serial: Serial): string => `lock-${serial}`;

/** The row of a lock, when it is drawn. */
export const rowElement = (serial: Serial): HTMLElement | null => document.getElementById(rowId(serial));

/** Which of the locks has its row focused. */
export const focusedOf = (order: readonly Serial[]): Serial | undefined =>
  order.find((serial) => document.activeElement?.id === rowId(serial));

/** Sees to it that a row that moves or goes keeps its focus, or hands it on to the row in its place. */
export interface FocusKeeper {
  /** Notes who has the focus before the rows of the last order give way to those of the next. */
  before(next: readonly Serial[]): void;
  /** Who is to have the focus now, when it was lost. */
  lost(order: readonly Serial[]): Serial | undefined;
}

/** A keeper for one list. */
export function createKeeper(): FocusKeeper {
  let last: readonly Serial[] = [];
  let held: { readonly serial: Serial; readonly index: number } | null = null;
  return {
    before(next) {
      const serial = focusedOf(last);
      held = serial === undefined ? null : { serial, index: last.indexOf(serial) };
      last = next;
    },
    lost(order) {
      if (held === null || document.activeElement !== document.body) return undefined;
      const { serial, index } = held;
      held = null;
      return order.includes(serial) ? serial : order[Math.min(index, order.length - 1)];
    },
  };
}
