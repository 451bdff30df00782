import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";

const SCRIPT = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");
/** axe does not know that Chromium lets the keyboard scroll whatever scrolls and holds no control. */
const KNOWN = { id: "scrollable-region-focusable", html: '<div class="strips' } as const;

/** Which of axe's rules a page is judged by. */
export interface AxeOptions {
  readonly resultTypes: readonly string[];
  readonly runOnly?: readonly string[];
  readonly rules?: Readonly<Record<string, { readonly enabled: boolean }>>;
}

export const ALL_RULES: AxeOptions = { resultTypes: ["violations"] };

/** The part of axe that is used, as its script leaves it in the page. */
interface Axe {
  run(
    root: Document,
    options: AxeOptions,
  ): Promise<{ readonly violations: readonly { readonly id: string; readonly nodes: readonly { html: string }[] }[] }>;
}

declare global {
  interface Window {
    readonly axe?: Axe;
  }
}

/** What axe finds wrong with a page as it is now. */
export async function violations(page: Page, options: AxeOptions = ALL_RULES): Promise<readonly string[]> {
  if (await page.evaluate(() => window.axe === undefined)) await page.evaluate(SCRIPT);
  return page.evaluate(
    async ([options, known]) => {
      const found = (await window.axe?.run(document, options))?.violations;
      if (found === undefined) return ["axe is not in the page"];
      return found.flatMap(({ id, nodes }) =>
        nodes
          .filter(({ html }) => id !== known.id || !html.startsWith(known.html))
          .map(({ html }) => `axe ${id}: ${html.slice(0, 200)}`),
      );
    },
    [options, KNOWN] as const,
  );
}
