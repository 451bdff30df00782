import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { chromium, type Page } from "@playwright/test";
import { findBrowser } from "../test/e2e/browser.ts";

/**
 * Draws the tray glyphs and the app icon from their SVG files with an installed Chromium (`npm run icons`).
 * `light` and `dark` name the glyph, not the bar: `light` is white and belongs on a dark bar, `dark` is near black and
 * belongs on a light one. Panels on Linux do not tell their colour; most are dark, so `light` is the choice there
 * unless the owner says otherwise.
 */

const NAMES = ["secure", "unlocked", "open", "alarm", "offline", "paused", "setup"] as const;
const INKS = { light: "#FFFFFF", dark: "#1B1B1B" } as const;
const TEMPLATE_INK = "#000000";
const ALARM_INK = "#D92D20";

const LINUX_SIZES_PX = [22, 24, 32, 64];
const WINDOWS_SIZES_PX = [16, 20, 24, 32, 40, 48, 64];
const APP_ICON_PX = 512;

interface Drawing {
  readonly svg: string;
  readonly size: number;
  /** The one colour of the glyph; null keeps the colours of the file. */
  readonly ink: string | null;
  /** White behind the cut-out of the alarm, so that "!" is white on every bar. */
  readonly backed: boolean;
}

const here = import.meta.dirname;

/** Draws one picture at its exact size in the page and gives it as PNG bytes. */
async function draw(page: Page, drawing: Drawing): Promise<Buffer> {
  const url = await page.evaluate(async ({ svg, size, ink, backed }) => {
    const sized = svg.replace(/ width="\d+" height="\d+"/, ` width="${size}" height="${size}"`);
    const image = new Image();
    image.src = `data:image/svg+xml,${encodeURIComponent(sized)}`;
    await image.decode();
    const canvas = new OffscreenCanvas(size, size);
    const context = canvas.getContext("2d");
    if (context === null) throw new Error("This browser has no canvas.");
    context.drawImage(image, 0, 0, size, size);
    if (ink !== null) {
      context.globalCompositeOperation = "source-in";
      context.fillStyle = ink;
      context.fillRect(0, 0, size, size);
    }
    if (backed) {
      context.globalCompositeOperation = "destination-over";
      context.fillStyle = "#FFFFFF";
      context.fillRect((size * 6) / 16, (size * 3) / 16, (size * 4) / 16, (size * 11) / 16);
    }
    const blob = await canvas.convertToBlob({ type: "image/png" });
    const bytes = new Uint8Array(await blob.arrayBuffer());
    return btoa(String.fromCharCode(...bytes));
  }, drawing);
  return Buffer.from(url, "base64");
}

/** An ICO file with PNG entries (Windows Vista and later), in the order given. */
function icoOf(entries: readonly { readonly size: number; readonly png: Buffer }[]): Buffer {
  const head = Buffer.alloc(6 + 16 * entries.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(entries.length, 4);
  let offset = head.length;
  entries.forEach(({ size, png }, index) => {
    const at = 6 + 16 * index;
    // a side of 256 is written as 0
    head.writeUInt8(size % 256, at);
    head.writeUInt8(size % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += png.length;
  });
  return Buffer.concat([head, ...entries.map(({ png }) => png)]);
}

async function write(path: string, bytes: Buffer): Promise<void> {
  const file = join(here, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, bytes);
}

/** All files of one glyph. */
async function buildGlyph(page: Page, name: (typeof NAMES)[number]): Promise<void> {
  const svg = await readFile(join(here, "tray/src", `${name}.svg`), "utf8");
  const backed = name === "alarm";
  for (const [shade, plain] of Object.entries(INKS)) {
    const ink = backed ? ALARM_INK : plain;
    for (const size of LINUX_SIZES_PX) {
      await write(`tray/linux/${name}-${shade}-${size}.png`, await draw(page, { svg, size, ink, backed }));
    }
    const entries = [];
    for (const size of WINDOWS_SIZES_PX) entries.push({ size, png: await draw(page, { svg, size, ink, backed }) });
    await write(`tray/win/${name}-${shade}.ico`, icoOf(entries));
  }
  const template = { svg, ink: TEMPLATE_INK, backed: false };
  await write(`tray/mac/${name}Template.png`, await draw(page, { ...template, size: 16 }));
  await write(`tray/mac/${name}Template@2x.png`, await draw(page, { ...template, size: 32 }));
}

const found = findBrowser(console.error);
if (found.path === null) throw new Error(found.advice);
const browser = await chromium.launch({ executablePath: found.path, args: ["--no-sandbox", "--disable-gpu"] });
try {
  const page = await browser.newPage();
  for (const name of NAMES) await buildGlyph(page, name);
  const svg = await readFile(join(here, "icon.svg"), "utf8");
  await write("icon.png", await draw(page, { svg, size: APP_ICON_PX, ink: null, backed: false }));
} finally {
  await browser.close();
}
