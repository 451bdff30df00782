import { writeFile } from "node:fs/promises";
import { findBrowser } from "../e2e/browser.ts";
import { openStage, show, type Stage } from "./stage.ts";

/** Draws the picture of the README, the window in trouble, light and dark: `node test/window/readme-picture.ts FILE`. */
async function draw(stage: Stage, file: string): Promise<void> {
  const pictures: string[] = [];
  for (const scheme of ["light", "dark"] as const) {
    const page = await stage.open({ density: 2 }, console.error);
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width: 400, height: 560 });
    await show(page, "readme");
    pictures.push((await page.screenshot()).toString("base64"));
  }
  const images = pictures.map((data) => `<img src="data:image/png;base64,${data}" width="400" alt="">`);
  const sheet = await stage.blank();
  await sheet.setContent(
    `<style>
      body { margin: 0 }
      div { display: inline-flex; gap: 24px; padding: 16px 24px 40px }
      img { border-radius: 12px; box-shadow: 0 12px 32px rgb(0 0 0 / 28%), 0 0 0 1px rgb(0 0 0 / 12%) }
    </style><div>${images.join("")}</div>`,
  );
  await writeFile(file, await sheet.locator("div").screenshot({ omitBackground: true }));
}

const [file] = process.argv.slice(2);
const found = findBrowser(console.error);
if (file === undefined) throw new Error("Name the file to draw into");
if (found.path === null) throw new Error(found.advice);
const stage = await openStage(found.path);
await draw(stage, file).finally(() => stage.close());
