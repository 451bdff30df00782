import type { Place, Section } from "./arrange.ts";

/** Heights of the virtual list in CSS pixels at normal text size. */
const ROW_PX = 52;
const HEADING_PX = 40;
const FIRST_HEADING_PX = 24;

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

/** The lines of a list with their heights; `scale` is how far text is enlarged. */
export const itemsOf = (sections: readonly Section[], scale: number): readonly Item[] =>
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
      height: ROW_PX * scale,
      place,
      first: index === 0,
      last: index === section.places.length - 1,
    })),
  ]);
