import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect, it } from "vitest";
import { withCanvas } from "../../assets/draw.ts";
import { drawPictures } from "../../assets/pictures.ts";
import { findBrowser } from "../e2e/browser.ts";
import { entriesOfIcns, entriesOfIco } from "../unit/support/pictures.ts";
import { show } from "./support/show.ts";

/** Mean difference of a channel, of 255, that two versions of a browser may draw one picture with. */
const TOLERANCE = 1;

const pngsOf = (name: string, bytes: Buffer): readonly Buffer[] => {
  if (name.endsWith(".ico")) return entriesOfIco(bytes).map(({ png }) => png);
  return name.endsWith(".icns") ? entriesOfIcns(bytes).map(({ png }) => png) : [bytes];
};

const browser = findBrowser(console.error);

it.skipIf(browser.path === null)("the pictures in the repository are what `npm run icons` draws", async () => {
  await withCanvas(browser.path ?? "", async (draw, page) => {
    const drawn = await drawPictures(draw, "assets");
    let alike = 0;
    for (const { path, bytes } of drawn) {
      const kept = readFileSync(`assets/${path}`);
      if (kept.equals(bytes)) alike += 1;
      else expect(await farthest(page, pngsOf(path, kept), pngsOf(path, bytes)), path).toBeLessThan(TOLERANCE);
    }
    show("pictures drawn again", [`${drawn.length}, of which ${alike} are the same to the byte`]);
    expect(drawn.length).toBeGreaterThan(80);
    // the measure itself must tell one picture from another
    const [open, secure] = ["open", "secure"].map((name) => readFileSync(`assets/tray/linux/${name}-dark-24.png`));
    expect(await farthest(page, [open ?? Buffer.of()], [secure ?? Buffer.of()])).toBeGreaterThan(TOLERANCE);
  });
});

/** The largest mean difference of a channel between the pictures of two lists; infinite where their sizes differ. */
async function farthest(page: Page, kept: readonly Buffer[], drawn: readonly Buffer[]): Promise<number> {
  if (kept.length !== drawn.length) return Infinity;
  const pairs = kept.map((png, index) => [png.toString("base64"), drawn[index]?.toString("base64") ?? ""] as const);
  return await page.evaluate(async (all) => {
    const pixels = async (base64: string): Promise<ImageData> => {
      const image = new Image();
      image.src = `data:image/png;base64,${base64}`;
      await image.decode();
      const context = new OffscreenCanvas(image.naturalWidth, image.naturalHeight).getContext("2d");
      if (context === null) throw new Error("This browser has no canvas.");
      context.drawImage(image, 0, 0);
      return context.getImageData(0, 0, image.naturalWidth, image.naturalHeight);
    };
    let worst = 0;
    for (const [before, after] of all) {
      const [a, b] = [await pixels(before), await pixels(after)];
      if (a.width !== b.width || a.height !== b.height) return Infinity;
      const sum = a.data.reduce((total, value, index) => total + Math.abs(value - (b.data[index] ?? 0)), 0);
      worst = Math.max(worst, sum / a.data.length);
    }
    return worst;
  }, pairs);
}
