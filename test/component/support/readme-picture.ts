import { writeFile } from "node:fs/promises";
import type { Stage } from "./stage.ts";
import { STATES } from "./states.ts";

/** Draws the window in trouble, light and dark side by side at double density, into a PNG file. */
export async function drawReadmePicture(stage: Stage, file: string): Promise<void> {
  const pictures: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    const options = { colorScheme, viewport: { width: 400, height: 560 } };
    const page = await stage.show({ options }, { state: STATES.readme }, []);
    pictures.push((await page.screenshot()).toString("base64"));
    await page.context().close();
  }
  const images = pictures.map((data) => `<img src="data:image/png;base64,${data}" width="400" alt="">`);
  const page = await stage.blank(
    `<style>
      body { margin: 0 }
      div { display: inline-flex; gap: 24px; padding: 16px 24px 40px }
      img { border-radius: 12px; box-shadow: 0 12px 32px rgb(0 0 0 / 28%), 0 0 0 1px rgb(0 0 0 / 12%) }
    </style><div>${images.join("")}</div>`,
  );
  await writeFile(file, await page.locator("div").screenshot({ omitBackground: true }));
  await page.context().close();
}
