import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { serialOf } from "../../src-main/core/lock/lock.ts";
import { layoutOf } from "../../src-renderer/list-layout.ts";
import {
  drawnGroups,
  itemsOf,
  offsetsOf,
  scrollFor,
  sliceOf,
  stopOf,
  type Item,
} from "../../src-renderer/virtual-list.ts";
import { many, sample } from "./support/rows.ts";

const heights = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 400 });
const place = fc.record({
  heights,
  top: fc.integer({ min: -50, max: 40_000 }),
  height: fc.integer({ min: 0, max: 900 }),
});

describe("a slice", () => {
  it("holds every item that is in sight, and is never longer than those and six on each side", () =>
    fc.assert(
      fc.property(place, ({ heights: all, top, height }) => {
        const offsets = offsetsOf(all);
        const { from, to } = sliceOf(offsets, top, height);
        expect(from).toBeGreaterThanOrEqual(0);
        expect(to).toBeLessThanOrEqual(all.length);
        const inSight = all.flatMap((tall, index) => {
          const begin = offsets[index] ?? 0;
          return begin < top + height && begin + tall > top ? [index] : [];
        });
        for (const index of inSight) expect(index >= from && index < to).toBe(true);
        expect(to - from).toBeLessThanOrEqual(inSight.length + 14);
      }),
    ));

  it("of nothing is empty", () => expect(sliceOf(offsetsOf([]), 0, 500)).toEqual({ from: 0, to: 0 }));
});

describe("scrolling to an item", () =>
  it("shows it whole where it fits, and stays where it is already", () =>
    fc.assert(
      fc.property(place, fc.nat(), ({ heights: all, top, height }, nth) => {
        const offsets = offsetsOf(all);
        const index = nth % all.length;
        const to = scrollFor(offsets, index, top, height + 90);
        const [begin = 0, end = 0] = offsets.slice(index, index + 2);
        expect(begin >= to && end <= to + height + 90).toBe(true);
        expect(scrollFor(offsets, index, to, height + 90)).toBe(to);
      }),
    )));

describe("items", () => {
  const { sections } = layoutOf(sample({ rows: many(60) }).snapshot, "");
  const rowHeights = (items: readonly Item[]): ReadonlySet<number> =>
    new Set(items.filter(({ kind }) => kind === "row").map(({ height }) => height));

  it("are a heading for each section and its rows, marked where they begin and end", () => {
    const items = itemsOf(sections, { scale: 1, narrow: false });
    expect(items).toHaveLength(62);
    expect(items[0]).toMatchObject({ kind: "heading", height: 24 });
    expect(items[1]).toMatchObject({ kind: "row", first: true, last: false });
    expect(items[4]).toMatchObject({ kind: "row", first: false, last: true });
    expect(items[5]).toMatchObject({ kind: "heading", height: 40 });
    expect(new Set(items.map(({ key }) => key)).size).toBe(62);
  });

  it("grow with the text, and rows in trouble where there is little room", () => {
    expect(rowHeights(itemsOf(sections, { scale: 1, narrow: false }))).toEqual(new Set([52]));
    expect(rowHeights(itemsOf(sections, { scale: 1.5, narrow: false }))).toEqual(new Set([78]));
    expect(rowHeights(itemsOf(sections, { scale: 1, narrow: true }))).toEqual(new Set([70, 52]));
  });

  it("have one tab stop among the drawn: the wanted row, else the first in sight", () => {
    const items = itemsOf(sections, { scale: 1, narrow: false });
    const offsets = offsetsOf(items.map(({ height }) => height));
    const stop = (wanted: string): string | undefined =>
      stopOf(items, offsets, { from: 10, to: 30 }, offsets[16] ?? 0, serialOf(wanted));
    expect(stop(items[20]?.key ?? "")).toBe(items[20]?.key);
    expect(stop(items[40]?.key ?? "")).toBe(items[16]?.key);
  });

  it("are drawn by group, each row where it would stand if all were drawn", () =>
    fc.assert(
      fc.property(fc.nat(62), fc.nat(62), (one, other) => {
        const items = itemsOf(sections, { scale: 1, narrow: true });
        const offsets = offsetsOf(items.map(({ height }) => height));
        const slice = { from: Math.min(one, other), to: Math.max(one, other) };
        const groups = drawnGroups(items, offsets, slice);
        const drawn = groups.flatMap(({ rows }) => rows.map(({ item }) => item));
        expect(drawn).toEqual(items.slice(slice.from, slice.to).filter(({ kind }) => kind === "row"));
        let top = 0;
        for (const { section, height, above, rows } of groups) {
          top += items.find((item) => item.kind === "heading" && item.section === section)?.height ?? 0;
          const [first] = rows;
          if (first !== undefined) expect(offsets[items.indexOf(first.item)]).toBe(top + above);
          for (const { item, position } of rows) expect(section.places[position - 1]).toBe(item.place);
          top += height;
        }
        expect(top).toBe(offsets.at(-1));
      }),
    ));
});
