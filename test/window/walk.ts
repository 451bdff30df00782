import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { findBrowser } from "../e2e/browser.ts";
import { INSPECTED, inspect } from "./inspect.ts";
import { namesIn, openStage, show, type Look, type Stage } from "./stage.ts";

/**
 * Walks every listed state in a browser, light and dark, at each size: axe finds no violation, nothing sticks out, the
 * page and its content policy complain of nothing. `--pictures` keeps a picture of each view in test-results/window;
 * names of states walk those alone.
 */

const REPORT = "test-results/window.json";
const PICTURES = "test-results/window";

type Size = readonly [width: number, height: number];
const USUAL: Size = [400, 640];
const SIZES: readonly Size[] = [USUAL, [320, 500], [260, 640], [760, 640]];

/** One page that walks all states at some sizes. */
interface Walk extends Look {
  readonly name: string;
  readonly sizes: readonly Size[];
  /** Text size in percent. */
  readonly text?: number;
}

const WALKS: readonly Walk[] = [
  { name: "light", scheme: "light", sizes: SIZES },
  { name: "dark", scheme: "dark", sizes: SIZES },
  { name: "forced", scheme: "light", forcedColors: true, sizes: [USUAL] },
  { name: "contrast", scheme: "dark", moreContrast: true, sizes: [USUAL] },
  { name: "large", scheme: "light", text: 150, sizes: [USUAL] },
];

interface Wanted {
  readonly pictures: boolean;
  /** All states when empty. */
  readonly names: readonly string[];
}

interface Walked {
  readonly states: number;
  readonly views: number;
  /** What was wrong, by the view that it was in. */
  readonly complaints: ReadonlyMap<string, readonly string[]>;
}

interface AxeOptions {
  readonly resultTypes: readonly string[];
  readonly rules?: Readonly<Record<string, { readonly enabled: boolean }>>;
}

/** The part of axe that is used, as its script leaves it in the page. */
interface Axe {
  run(
    root: Document,
    options: AxeOptions,
  ): Promise<{ readonly violations: readonly { readonly id: string; readonly nodes: readonly { html: string }[] }[] }>;
}

declare global {
  interface Window {
    readonly axe: Axe;
  }
}

const AXE_SCRIPT = createRequire(import.meta.resolve("@axe-core/playwright")).resolve("axe-core/axe.min.js");
const ALL_RULES: AxeOptions = { resultTypes: ["violations"] };
/** Colours are the same at every size, and looking at them takes longest. */
const RULES_OF_SIZE: AxeOptions = { ...ALL_RULES, rules: { "color-contrast": { enabled: false } } };

/** The rules of axe for a view: colours where they differ, layout where it does; in a dark window it is as in a light one. */
function rulesFor({ scheme, forcedColors, text }: Omit<Walk, "name" | "sizes">, size: Size): AxeOptions | null {
  if (forcedColors === true || text !== undefined) return RULES_OF_SIZE;
  if (size === USUAL) return ALL_RULES;
  return scheme === "light" ? RULES_OF_SIZE : null;
}

/** axe does not know that Chromium lets the keyboard scroll whatever scrolls and holds no control. */
const KNOWN = { id: "scrollable-region-focusable", html: '<div class="strips' } as const;

const violations = (page: Page, options: AxeOptions): Promise<readonly string[]> =>
  page.evaluate(
    async ([options, known]) => {
      const { violations } = await window.axe.run(document, options);
      return violations.flatMap(({ id, nodes }) =>
        nodes
          .filter(({ html }) => id !== known.id || !html.startsWith(known.html))
          .map(({ html }) => `axe ${id}: ${html.slice(0, 200)}`),
      );
    },
    [options, KNOWN] as const,
  );

async function walk(stage: Stage, { name: look, sizes, ...how }: Walk, wanted: Wanted): Promise<Walked> {
  const complaints = new Map<string, string[]>();
  let view = look;
  const complain = (what: string): void => void complaints.set(view, [...(complaints.get(view) ?? []), what]);
  const page = await stage.open({ ...how, density: wanted.pictures ? 2 : 1 }, complain);
  await page.evaluate(readFileSync(AXE_SCRIPT, "utf8"));
  if (how.text !== undefined) {
    await page.evaluate((size) => (document.documentElement.style.fontSize = size), `${how.text}%`);
  }
  const names = (await namesIn(page)).filter((name) => wanted.names.length === 0 || wanted.names.includes(name));
  for (const size of sizes) {
    const [width, height] = size;
    const rules = rulesFor(how, size);
    await page.setViewportSize({ width, height });
    for (const name of names) {
      view = `${name}-${look}-${width}`;
      await show(page, name).catch((error: unknown) => complain(String(error)));
      for (const what of await page.evaluate(inspect, INSPECTED)) complain(what);
      if (rules !== null) for (const what of await violations(page, rules)) complain(what);
      if (wanted.pictures) await page.screenshot({ path: join(PICTURES, `${view}.png`) });
    }
  }
  await page.context().close();
  return { states: names.length, views: names.length * sizes.length, complaints };
}

async function walkAll(browserPath: string, wanted: Wanted): Promise<boolean> {
  const beganAt = performance.now();
  const stage = await openStage(browserPath);
  const walks = await Promise.all(WALKS.map((each) => walk(stage, each, wanted))).finally(() => stage.close());
  const broken = walks.flatMap(({ complaints }) => [...complaints]);
  for (const [view, complaints] of broken) console.log([view, ...complaints].join("\n  "));
  const views = walks.reduce((sum, walked) => sum + walked.views, 0);
  const states = Math.max(...walks.map((walked) => walked.states));
  writeFileSync(REPORT, JSON.stringify({ numPassedTests: views - broken.length, numFailedTests: broken.length }));
  const seconds = Math.round((performance.now() - beganAt) / 1000);
  console.log(`Window: ${states} states in ${views} views, ${broken.length} of them with complaints, in ${seconds} s.`);
  return broken.length === 0 && states > 0;
}

const found = findBrowser(console.log);
const args = process.argv.slice(2);
const wanted: Wanted = {
  pictures: args.includes("--pictures"),
  names: args.filter((arg) => !arg.startsWith("--")),
};
// a report of an earlier run must not be taken for this one's
rmSync(REPORT, { force: true });
mkdirSync(PICTURES, { recursive: true });
if (found.path === null) {
  console.log(`The walk through the window's states was left out. ${found.advice}`);
  process.exitCode = process.env["CI"] === "true" ? 1 : 0;
} else process.exitCode = (await walkAll(found.path, wanted)) ? 0 : 1;
