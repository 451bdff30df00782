import type { Serial } from "../src-main/core/lock/lock.ts";
import type { Place, Section } from "./list-layout.ts";

/** Rows drawn beyond each edge of the visible part. */
const OVERSCAN = 6;

/** The rows to draw, `from` up to but without `to`. */
export interface Slice {
  readonly from: number;
  readonly to: number;
}

/** Where each row begins, in pixels, and after them where the last one ends. */
export function offsetsOf(heights: readonly number[]): readonly number[] {
  const offsets = [0];
  let sum = 0;
  for (const height of heights) offsets.push((sum += height));
  return offsets;
}

/** The rows between `top` and `top + height` pixels, and a few more on both sides. */
export function sliceOf(offsets: readonly number[], top: number, height: number): Slice {
  const count = offsets.length - 1;
  const first = lastAtOrBefore(offsets, top);
  const last = lastAtOrBefore(offsets, top + height);
  return {
    from: Math.max(0, Math.min(first - OVERSCAN, count)),
    to: Math.min(count, last + 1 + OVERSCAN),
  };
}

/** Where to scroll so that row `index` is wholly in sight; `top` when it is already. */
export function scrollFor(offsets: readonly number[], index: number, top: number, height: number): number {
  const begin = offsets[index] ?? 0;
  const end = offsets[index + 1] ?? begin;
  if (begin < top) return begin;
  return end > top + height ? end - height : top;
}

/** Heights of the virtual list in CSS pixels at normal text size. */
const ROW_PX = 52;
const TALL_ROW_PX = 70;
const HEADING_PX = 40;
const FIRST_HEADING_PX = 24;

/** Rows this wide and narrower, in CSS pixels at normal text size, may use a second line for their state. */
export const NARROW_UP_TO_PX = 330;

/** What heights depend on: `scale` is the text size over 16 px. */
export interface Measure {
  readonly scale: number;
  readonly narrow: boolean;
}

/** One line of the virtual list: a heading, or a row that knows whether it begins or ends its group. */
export type Item = HeadingItem | RowItem;

interface HeadingItem {
  readonly kind: "heading";
  readonly key: string;
  readonly height: number;
  readonly section: Section;
}

interface RowItem {
  readonly kind: "row";
  readonly key: string;
  readonly height: number;
  readonly place: Place;
  readonly first: boolean;
  readonly last: boolean;
}

/** The lines of a list with their heights in CSS pixels. */
export const itemsOf = (sections: readonly Section[], { scale, narrow }: Measure): readonly Item[] =>
  sections.flatMap((section, nth): readonly Item[] => [
    {
      kind: "heading",
      key: `group ${section.id}`,
      height: (nth === 0 ? FIRST_HEADING_PX : HEADING_PX) * scale,
      section,
    },
    ...section.places.map((place, index) => ({
      kind: "row" as const,
      key: place.serial,
      height: (narrow && place.tall ? TALL_ROW_PX : ROW_PX) * scale,
      place,
      first: index === 0,
      last: index === section.places.length - 1,
    })),
  ]);

/** One group of the virtual list: its heading, which is always drawn, and those of its rows that are. */
export interface DrawnGroup {
  readonly section: Section;
  /** Pixels that all its rows take. */
  readonly height: number;
  /** Pixels of rows above the first drawn one. */
  readonly above: number;
  readonly rows: readonly DrawnRow[];
}

/** A drawn row and its place in its group, from 1. */
export interface DrawnRow {
  readonly item: RowItem;
  readonly position: number;
}

/** The groups of a list with the rows of a slice. */
export function drawnGroups(
  items: readonly Item[],
  offsets: readonly number[],
  { from, to }: Slice,
): readonly DrawnGroup[] {
  const pixelsAt = (index: number): number => offsets[index] ?? 0;
  let first = 0;
  return items.filter(isHeading).map(({ section }) => {
    first += 1;
    const end = first + section.places.length;
    const begin = Math.min(Math.max(from, first), end);
    const rows = items.slice(begin, Math.max(begin, Math.min(to, end))).filter(isRow);
    const group = {
      section,
      height: pixelsAt(end) - pixelsAt(first),
      above: pixelsAt(begin) - pixelsAt(first),
      rows: rows.map((item, nth) => ({ item, position: begin - first + nth + 1 })),
    };
    first = end;
    return group;
  });
}

const isHeading = (item: Item): item is HeadingItem => item.kind === "heading";
const isRow = (item: Item): item is RowItem => item.kind === "row";

/** The tab stop among the drawn items: the wanted row, or the first that begins at `top` pixels or below. */
export function stopOf(
  items: readonly Item[],
  offsets: readonly number[],
  { from, to }: Slice,
  top: number,
  wanted: Serial | undefined,
): Serial | undefined {
  let inSight: Serial | undefined;
  for (const [step, item] of items.slice(from, to).entries()) {
    if (item.kind === "heading") continue;
    if (item.place.serial === wanted) return wanted;
    if ((offsets[from + step] ?? 0) >= top) inSight ??= item.place.serial;
  }
  return inSight;
}

function lastAtOrBefore(offsets: readonly number[], at: number): number {
  let low = 0;
  let high = offsets.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((offsets[middle] ?? Infinity) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}
