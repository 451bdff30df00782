import { chromium, type Page } from "@playwright/test";

/** One picture to draw. */
export interface Drawing {
  readonly svg: string;
  /** Width and height of the picture in pixels. */
  readonly size: number;
  /** Width and height of the drawing in its middle in pixels; what is larger than the picture is cut. */
  readonly inner: number;
  /** The one colour of the glyph; null keeps the colours of the file. */
  readonly ink: string | null;
  /** White behind the cut-out of the alarm, so that "!" is white on every bar. */
  readonly backed: boolean;
}

/** Gives a drawing as PNG bytes. */
export type Draw = (drawing: Drawing) => Promise<Buffer>;

/** Runs `work` with a browser's canvas to draw on; `executablePath` is a Chromium. */
export async function withCanvas(
  executablePath: string,
  work: (draw: Draw, page: Page) => Promise<void>,
): Promise<void> {
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
  try {
    const page = await browser.newPage();
    await work((drawing) => drawOn(page, drawing), page);
  } finally {
    await browser.close();
  }
}

/** Draws one picture at its exact size in the page. */
async function drawOn(page: Page, drawing: Drawing): Promise<Buffer> {
  const bytes = await page.evaluate(async ({ svg, size, inner, ink, backed }) => {
    const sized = svg.replace(/ width="\d+" height="\d+"/, ` width="${inner}" height="${inner}"`);
    const image = new Image();
    image.src = `data:image/svg+xml,${encodeURIComponent(sized)}`;
    await image.decode();
    const canvas = new OffscreenCanvas(size, size);
    const context = canvas.getContext("2d");
    if (context === null) throw new Error("This browser has no canvas.");
    const margin = (size - inner) / 2;
    context.drawImage(image, margin, margin, inner, inner);
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
    return [...new Uint8Array(await blob.arrayBuffer())];
  }, drawing);
  return Buffer.from(bytes);
}
