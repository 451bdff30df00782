import { readFileSync } from "node:fs";
import { join } from "node:path";
import { icnsOf, icoOf } from "./containers.ts";
import type { Draw, Drawing } from "./draw.ts";

const NAMES = ["secure", "unlocked", "open", "alarm", "offline", "paused", "setup"] as const;
const INKS = { light: "#FFFFFF", dark: "#1B1B1B" } as const;
const TEMPLATE_INK = "#000000";
const ALARM_INK = "#D92D20";

const LINUX_SIZES_PX = [22, 24, 32, 64];
const WINDOWS_SIZES_PX = [16, 20, 24, 32, 40, 48, 64];

const ICON_SIZES_PX = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
const ICO_SIZES_PX = [16, 20, 24, 32, 40, 48, 64, 128, 256];
const ICNS_SIZES_PX = [32, 64, 128, 256, 512, 1024];
/** The picture of the window on Linux. */
const WINDOW_ICON_PX = 512;

/** Up to here the drawing without handle and light on the floor is used. */
const SMALL_MOST_PX = 24;
/** Sides of the tile in the drawing, and of what Apple's grid has for one, of 1024. */
const TILE = 960;
const APPLE_TILE = 824;

/** A file to write, named from the assets folder. */
export interface Picture {
  readonly path: string;
  readonly bytes: Buffer;
}

/** Draws every file of the tray and of the app icon from the drawings in `folder`, which is the assets folder. */
export async function drawPictures(draw: Draw, folder: string): Promise<readonly Picture[]> {
  const read = (path: string): string => readFileSync(join(folder, path), "utf8");
  const glyphs = [];
  for (const name of NAMES) glyphs.push(...(await drawGlyph(draw, name, read(`tray/src/${name}.svg`))));
  return [...glyphs, ...(await drawIcon(draw, read("icon.svg"), read("icon-small.svg")))];
}

/** All files of one glyph. */
async function drawGlyph(draw: Draw, name: (typeof NAMES)[number], svg: string): Promise<readonly Picture[]> {
  const pictures: Picture[] = [];
  const add = (path: string, bytes: Buffer): void => void pictures.push({ path: `tray/${path}`, bytes });
  const alarm = name === "alarm";
  for (const [shade, plain] of Object.entries(INKS)) {
    const inked = (size: number): Drawing => ({
      svg,
      size,
      inner: size,
      ink: alarm ? ALARM_INK : plain,
      backed: alarm,
    });
    for (const size of LINUX_SIZES_PX) add(`linux/${name}-${shade}-${size}.png`, await draw(inked(size)));
    add(`win/${name}-${shade}.ico`, icoOf(await drawEach(draw, WINDOWS_SIZES_PX, inked)));
  }
  const template = (size: number): Drawing => ({ svg, size, inner: size, ink: TEMPLATE_INK, backed: false });
  add(`mac/${name}Template.png`, await draw(template(16)));
  add(`mac/${name}Template@2x.png`, await draw(template(32)));
  return pictures;
}

/** All files of the app icon. */
async function drawIcon(draw: Draw, large: string, small: string): Promise<readonly Picture[]> {
  const plain = (size: number): Drawing => {
    const svg = size <= SMALL_MOST_PX ? small : large;
    return { svg, size, inner: size, ink: null, backed: false };
  };
  // a whole number on both sides keeps the tile's edges sharp
  const onGrid = (size: number): Drawing => {
    const tile = 2 * Math.round((size * APPLE_TILE) / 2048);
    return { svg: large, size, inner: (tile * 1024) / TILE, ink: null, backed: false };
  };
  const set = await drawEach(draw, ICON_SIZES_PX, plain);
  return [
    { path: "icon.png", bytes: await draw(plain(WINDOW_ICON_PX)) },
    ...set.map(({ size, png }) => ({ path: `icons/${size}x${size}.png`, bytes: png })),
    { path: "icon.ico", bytes: icoOf(await drawEach(draw, ICO_SIZES_PX, plain)) },
    { path: "icon.icns", bytes: icnsOf(await drawEach(draw, ICNS_SIZES_PX, onGrid)) },
  ];
}

async function drawEach(
  draw: Draw,
  sizes: readonly number[],
  drawing: (size: number) => Drawing,
): Promise<readonly { readonly size: number; readonly png: Buffer }[]> {
  const entries = [];
  for (const size of sizes) entries.push({ size, png: await draw(drawing(size)) });
  return entries;
}
