import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { TRAY_ICONS } from "../../src-main/core/tray-model.ts";

const ASSETS = new URL("../../assets/", import.meta.url);
const read = (path: string): Buffer => readFileSync(new URL(path, ASSETS));

const SIGNATURE = "89504e470d0a1a0a";
const LINUX_SIZES_PX = [22, 24, 32, 64];
const WINDOWS_SIZES_PX = [16, 20, 24, 32, 40, 48, 64];

/** Width and height of a PNG, from its header. */
function sizeOf(png: Buffer): [number, number] {
  expect(png.subarray(0, 8).toString("hex")).toBe(SIGNATURE);
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}

/** The pictures in an ICO file with the side that its directory names. */
function entriesOf(ico: Buffer): { readonly side: number; readonly png: Buffer }[] {
  expect([ico.readUInt16LE(0), ico.readUInt16LE(2)]).toEqual([0, 1]);
  return Array.from({ length: ico.readUInt16LE(4) }, (_, index) => {
    const at = 6 + 16 * index;
    const offset = ico.readUInt32LE(at + 12);
    return { side: ico.readUInt8(at), png: ico.subarray(offset, offset + ico.readUInt32LE(at + 8)) };
  });
}

describe.each(TRAY_ICONS)("the glyph %s", (name) => {
  it.each(["light", "dark"])("has its Linux and Windows files, %s", (shade) => {
    for (const size of LINUX_SIZES_PX) {
      expect(sizeOf(read(`tray/linux/${name}-${shade}-${size}.png`))).toEqual([size, size]);
    }
    const entries = entriesOf(read(`tray/win/${name}-${shade}.ico`));
    expect(entries.map(({ side }) => side)).toEqual(WINDOWS_SIZES_PX);
    expect(entries.map(({ png }) => sizeOf(png))).toEqual(WINDOWS_SIZES_PX.map((size) => [size, size]));
  });

  it("has its macOS templates in both densities", () => {
    expect(sizeOf(read(`tray/mac/${name}Template.png`))).toEqual([16, 16]);
    expect(sizeOf(read(`tray/mac/${name}Template@2x.png`))).toEqual([32, 32]);
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

  it("come with an app icon", () => {
    expect(sizeOf(read("icon.png"))).toEqual([512, 512]);
  });
});
