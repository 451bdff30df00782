import type { Serial } from "../src-main/core/lock/lock.ts";
import type { Place, Section } from "./arrange.ts";
import type { Slice } from "./virtual.ts";

/** Heights of the virtual list in CSS pixels at normal text size. */
const ROW_PX = 52;
const TALL_ROW_PX = 70;
const HEADING_PX = 40;
const FIRST_HEADING_PX = 24;

/** Rows this wide and narrower, in CSS pixels at normal text size, may use a second line for their state. */
export const NARROW_UP_TO_PX = 330;

/** How text and room decide on heights: `scale` is how far text is enlarged. */
export interface Measure {
  readonly scale: number;
  readonly narrow: boolean;
}

/** One line of the virtual list: a heading, or a row that knows where its group begins and ends. */
export type Item =
  | { readonly kind: "heading"; readonly key: string; readonly height: number; readonly section: Section }
  | {
      readonly kind: "row";
      readonly key: string;
      readonly height: number;
      readonly place: Place;
      readonly first: boolean;
      readonly last: boolean;
    };

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
