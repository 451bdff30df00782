import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { findBrowser } from "../test/e2e/browser.ts";
import { withCanvas } from "./draw.ts";
import { drawPictures } from "./pictures.ts";

/**
 * Draws the tray glyphs and the app icon from their SVG files with an installed Chromium (`npm run icons`).
 * `light` and `dark` name the glyph, not the bar: `light` is white and belongs on a dark bar, `dark` is near black and
 * belongs on a light one. Panels on Linux do not tell their colour; most are dark, so `light` is the choice there
 * unless the owner says otherwise.
 */

const here = import.meta.dirname;

const found = findBrowser(console.error);
if (found.path === null) throw new Error(found.advice);
await withCanvas(found.path, async (draw) => {
  for (const { path, bytes } of await drawPictures(draw, here)) {
    const file = join(here, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, bytes);
  }
});
