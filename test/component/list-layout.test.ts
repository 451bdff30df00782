import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  layoutOf,
  densityOf,
  matches,
  orderOf,
  rowsBySerial,
  SEARCH_FROM,
  type ListLayout,
} from "../../src-renderer/list-layout.ts";
import { banner } from "./support/banners.ts";
import { away, many, open, row, sample, status } from "./support/rows.ts";
import { STATES } from "./support/states.ts";

const shape = ({ sections }: ListLayout): readonly (readonly [string, number])[] =>
  sections.map(({ id, places }) => [id, places.length]);
const laidOut = (count: number, search = ""): ListLayout => layoutOf(sample({ rows: many(count) }).snapshot, search);

describe("a layout", () => {
  it("parts trouble from the rest, and has one section without it", () => {
    expect(shape(laidOut(6))).toEqual([
      ["trouble", 4],
      ["others", 2],
    ]);
    expect(shape(layoutOf(STATES.calm.snapshot, ""))).toEqual([["all", 5]]);
  });

  it.each(["offline", "key"] as const)("draws nothing as urgent when the whole app has no data: %s", (name) =>
    expect(shape(layoutOf(STATES[name].snapshot, ""))).toEqual([["all", 5]]),
  );

  it.each([
    ["key-refused", "all", 6],
    ["not-allowed", "all", 6],
    ["no-network", "all", 6],
    ["limit-reached", "trouble", 4],
    ["tedee-down", "trouble", 4],
  ] as const)("under a banner of %s begins with %s", (kind, id, count) => {
    const { snapshot } = sample({ banner: banner(kind), rows: many(6) });
    expect(shape(layoutOf(snapshot, ""))[0]).toEqual([id, count]);
  });

  it("does not count a lock without a bridge as trouble", () => {
    const shed = row("Shed", { tone: "unknown", status: status("no-bridge") });
    expect(shape(layoutOf(sample({ rows: [row("Hall"), shed] }).snapshot, ""))).toEqual([["all", 2]]);
  });

  it("keeps the order that main gave", () => {
    const rows = many(30);
    expect(orderOf(layoutOf(sample({ rows }).snapshot, ""))).toEqual(rows.map(({ serial }) => serial));
  });

  it("is compact from 7 locks on, with cards for trouble below", () => {
    const densities = (count: number): readonly string[] =>
      laidOut(count).sections.map((section) => densityOf(laidOut(count), section));
    expect(densities(6)).toEqual(["card", "row"]);
    expect(densities(7)).toEqual(["compact", "compact"]);
  });

  it("keeps room for a third line only where there is one", () => {
    const tall = (rows: Parameters<typeof many>[0] | ReturnType<typeof many>): readonly boolean[] =>
      layoutOf(sample({ rows: typeof rows === "number" ? many(rows) : rows }).snapshot, "").sections.flatMap(
        ({ places }) => places.map((place) => place.tall),
      );
    const low = row("Attic", { battery: { level: 9, tone: "danger", charging: false } });
    expect(tall([away("Loft", 3), open("Yard", 3), row("Hall"), low])).toEqual([true, false, false, true]);
    // compact: the four in trouble
    expect(tall(8)).toEqual([true, true, true, true, false, false, false, false]);
  });

  it("searches from 9 locks on, over all of them", () => {
    expect(laidOut(SEARCH_FROM, "boiler")).toMatchObject({ total: 9, sections: [{ id: "all", places: [{}] }] });
    expect(orderOf(laidOut(SEARCH_FROM - 1, "boiler"))).toHaveLength(8);
  });

  it("finds every lock by its own name and by any part of it", () =>
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.nat(), fc.nat(), (name, from, length) => {
        expect(matches(row("x", { name }), name.slice(from % name.length, (from % name.length) + length))).toBe(true);
      }),
    ));

  it("finds nothing that is not there", () => {
    expect(matches(row("Küche"), "kueche")).toBe(false);
    expect(matches(row("Küche"), "")).toBe(true);
  });
});

describe("rows by serial number", () =>
  it("holds each row", () => {
    const rows = many(9);
    const map = rowsBySerial(sample({ rows }).snapshot);
    expect(rows.every((one) => map.get(one.serial) === one)).toBe(true);
    expect(map.size).toBe(9);
  }));
