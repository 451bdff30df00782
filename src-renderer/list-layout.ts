import type { Serial } from "../src-main/core/lock/lock.ts";
import { needsAttention } from "../src-main/core/lock/status.ts";
import type { Row, Snapshot } from "../src-main/core/view/snapshot.ts";

/**
 * Where each lock stands in the window. Kept apart from what the rows say: a row may change its words at once
 * and still never moves under the pointer.
 */

/** From this many locks on rows are compact and stand in groups with headings. */
export const COMPACT_FROM = 7;
/** From this many locks on there is a search. */
export const SEARCH_FROM = 9;
/** Above this many locks only the rows in sight are drawn. */
export const VIRTUAL_ABOVE = 50;

/** One lock's place; `tall` rows keep room for one more line, compact ones only where the window is narrow. */
export interface Place {
  readonly serial: Serial;
  readonly tall: boolean;
}

/** Rows that stand together: `trouble` are cards while the list is short. */
export interface Section {
  readonly id: "trouble" | "others" | "all";
  readonly places: readonly Place[];
}

/** How a row is drawn: a card of its own, one of a few rows, one of many. */
export type Density = "card" | "row" | "compact";

/** The list as it stands; `total` counts all locks, found or not. */
export interface ListLayout {
  readonly compact: boolean;
  readonly total: number;
  readonly sections: readonly Section[];
}

/** Without accents and capitals, for comparing names. */
const plain = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();

/** Whether a lock's name holds what is searched for. */
export const matches = (row: Row, search: string): boolean => plain(row.name).includes(plain(search));

/** The places of a snapshot's rows, in its order; without any data nothing is drawn as urgent. */
export function layoutOf({ rows, updates }: Snapshot, search: string): ListLayout {
  const compact = rows.length >= COMPACT_FROM;
  const found = rows.length >= SEARCH_FROM ? rows.filter((row) => matches(row, search)) : rows;
  const blind = updates === "no-network" || updates === "needs-key";
  const isTrouble = ({ status }: Row): boolean => !blind && needsAttention(status);
  const trouble = found.filter(isTrouble);
  const others = found.filter((row) => !isTrouble(row));
  const place = (row: Row): Place => ({
    serial: row.serial,
    tall: compact ? blind || row.status.cause !== "locked" : row.third !== null || row.battery !== null,
  });
  const sections: Section[] = [
    { id: "trouble", places: trouble.map(place) },
    { id: trouble.length > 0 ? "others" : "all", places: others.map(place) },
  ];
  return { compact, total: rows.length, sections: sections.filter(({ places }) => places.length > 0) };
}

/** How the rows of a section are drawn. */
export const densityOf = ({ compact }: ListLayout, { id }: Section): Density =>
  compact ? "compact" : id === "trouble" ? "card" : "row";

/** The rows of a snapshot by their serial numbers. */
export const rowsBySerial = ({ rows }: Snapshot): ReadonlyMap<Serial, Row> =>
  new Map(rows.map((row) => [row.serial, row]));

/** Serial numbers in the order of the list. */
export const orderOf = ({ sections }: ListLayout): readonly Serial[] =>
  sections.flatMap(({ places }) => places.map(({ serial }) => serial));
