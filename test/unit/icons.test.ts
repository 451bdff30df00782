import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { TRAY_ICONS } from "../../src-main/core/view/tray-model.ts";
import { entriesOfIcns, entriesOfIco, headOfPng, type Entry } from "./support/pictures.ts";

const ASSETS = new URL("../../assets/", import.meta.url);
const read = (path: string): Buffer => readFileSync(new URL(path, ASSETS));

const LINUX_SIZES_PX = [22, 24, 32, 64];
const WINDOWS_SIZES_PX = [16, 20, 24, 32, 40, 48, 64];

const expectPng = (png: Buffer, side: number): void =>
  expect(headOfPng(png)).toEqual({ width: side, height: side, depth: 8, colour: 6 });
const expectPngs = (entries: readonly Entry[]): void => {
  for (const { side, png } of entries) expectPng(png, side);
};

describe.each(TRAY_ICONS)("the glyph %s", (name) => {
  it.each(["light", "dark"])("has its Linux and Windows files, %s", (shade) => {
    for (const size of LINUX_SIZES_PX) expectPng(read(`tray/linux/${name}-${shade}-${size}.png`), size);
    const entries = entriesOfIco(read(`tray/win/${name}-${shade}.ico`));
    expect(entries.map(({ side }) => side)).toEqual(WINDOWS_SIZES_PX);
    expectPngs(entries);
  });

  it("has its macOS templates in both densities", () => {
    expectPng(read(`tray/mac/${name}Template.png`), 16);
    expectPng(read(`tray/mac/${name}Template@2x.png`), 32);
  });
});

describe("the glyphs", () => {
  it.each(["tray/linux/NAME-light-22.png", "tray/linux/NAME-dark-22.png", "tray/mac/NAMETemplate.png"])(
    "all differ: %s",
    (path) => {
      const drawn = TRAY_ICONS.map((name) => read(path.replace("NAME", name)).toString("base64"));
      expect(new Set(drawn).size).toBe(TRAY_ICONS.length);
    },
  );

  it("are all that the folders hold, macOS's by the names that make them templates", () => {
    const shades = TRAY_ICONS.flatMap((name) => [`${name}-dark`, `${name}-light`]);
    const held = (folder: string): readonly string[] => readdirSync(new URL(`tray/${folder}`, ASSETS)).sort();
    expect(held("mac")).toEqual(TRAY_ICONS.flatMap((name) => [`${name}Template.png`, `${name}Template@2x.png`]).sort());
    expect(held("win")).toEqual(shades.map((name) => `${name}.ico`).sort());
    expect(held("linux")).toEqual(shades.flatMap((name) => LINUX_SIZES_PX.map((size) => `${name}-${size}.png`)).sort());
  });
});

describe("the app icon", () => {
  it("is a set of PNG files for Linux, each of the size that its name says", () => {
    const names = readdirSync(new URL("icons", ASSETS));
    const sizes = names.map((name) => Number(/^(\d+)x\1\.png$/.exec(name)?.[1]));
    expect(sizes.toSorted((a, b) => a - b)).toEqual([16, 24, 32, 48, 64, 128, 256, 512, 1024]);
    for (const size of sizes) expectPng(read(`icons/${size}x${size}.png`), size);
  });

  it("is an ICO with every size that Windows asks for up to 256", () => {
    const entries = entriesOfIco(read("icon.ico"));
    expect(entries.map(({ side }) => side)).toEqual([16, 20, 24, 32, 40, 48, 64, 128, 256]);
    expectPngs(entries);
  });

  it("is an ICNS with the types that hold PNG, up to 512 points at twice the density", () => {
    const entries = entriesOfIcns(read("icon.icns"));
    expect(entries.map(({ type }) => type)).toEqual(["ic11", "ic12", "ic07", "ic13", "ic08", "ic14", "ic09", "ic10"]);
    expectPngs(entries);
  });

  it("is the picture of the window", () => expectPng(read("icon.png"), 512));
});
