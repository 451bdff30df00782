import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findBrowser } from "../e2e/browser.ts";
import { violations } from "./axe.ts";
import { INSPECTED, inspect } from "./inspect.ts";
import { namesIn, openStage, settled, show, type Stage } from "./stage.ts";
import { PASSES, rulesFor, type Pass, type Scheme, type Size } from "./views.ts";

/**
 * Walks every listed state in a browser, light and dark, at each size, in English and in longer words: axe finds no
 * violation, nothing sticks out, the page and its content policy complain of nothing. `--pictures` keeps a picture of each view in test-results/window;
 * names of states walk those alone.
 */

const REPORT = "test-results/window.json";
const PICTURES = "test-results/window";
/** Pages that walk side by side, each its share of the states. */
const WALKERS = 2;

interface Wanted {
  readonly pictures: boolean;
  /** All states when empty. */
  readonly names: readonly string[];
}

/** What was seen: every view with what was wrong in it. */
class Seen {
  readonly states = new Set<string>();
  readonly #views = new Map<string, readonly string[]>();
  #view = "";

  readonly enter = (state: string, view: string): void => {
    this.#view = view;
    this.states.add(state);
    this.#views.set(view, this.#views.get(view) ?? []);
  };

  readonly complain = (what: string): void => {
    this.#views.set(this.#view, [...(this.#views.get(this.#view) ?? []), what]);
  };

  readonly views = (): readonly (readonly [view: string, complaints: readonly string[]])[] => [...this.#views];
}

const viewOf = (state: string, { name }: Pass, [width]: Size, scheme: Scheme | undefined): string =>
  `${state}-${name}-${width}-${scheme ?? ""}`;

async function walkPass(stage: Stage, pass: Pass, share: number, wanted: Wanted, seen: Seen): Promise<void> {
  const page = await stage.open({ ...pass, density: wanted.pictures ? 2 : 1 }, seen.complain);
  if (pass.text !== undefined) {
    await page.evaluate((size) => (document.documentElement.style.fontSize = size), `${pass.text}%`);
  }
  const names = (await namesIn(page)).filter((name) => wanted.names.length === 0 || wanted.names.includes(name));
  for (const name of names.filter((_, n) => n % WALKERS === share)) {
    for (const [first, size] of pass.sizes.map((size, n) => [n === 0, size] as const)) {
      const [width, height] = size;
      seen.enter(name, viewOf(name, pass, size, pass.schemes[0]));
      await page.setViewportSize({ width, height });
      if (first) await show(page, name, pass.locale).catch((error: unknown) => seen.complain(String(error)));
      else await settled(page);
      for (const scheme of pass.schemes) {
        const view = viewOf(name, pass, size, scheme);
        seen.enter(name, view);
        await page.emulateMedia({ colorScheme: scheme });
        for (const what of await page.evaluate(inspect, INSPECTED)) seen.complain(what);
        const rules = rulesFor(pass, size, scheme);
        if (rules !== null) for (const what of await violations(page, rules)) seen.complain(what);
        if (wanted.pictures) await page.screenshot({ path: join(PICTURES, `${view}.png`) });
      }
    }
  }
  await page.context().close();
}

async function walkShare(stage: Stage, share: number, wanted: Wanted): Promise<Seen> {
  const seen = new Seen();
  for (const pass of PASSES) await walkPass(stage, pass, share, wanted, seen);
  return seen;
}

async function walkAll(browserPath: string, wanted: Wanted): Promise<boolean> {
  const beganAt = performance.now();
  const stage = await openStage(browserPath);
  const shares = Array.from({ length: WALKERS }, (_, share) => walkShare(stage, share, wanted));
  const seen = await Promise.all(shares).finally(() => stage.close());
  const views = seen.flatMap((each) => each.views());
  const broken = views.filter(([, complaints]) => complaints.length > 0);
  for (const [view, complaints] of broken) console.log([view, ...complaints].join("\n  "));
  writeFileSync(
    REPORT,
    JSON.stringify({ numPassedTests: views.length - broken.length, numFailedTests: broken.length }),
  );
  const states = seen.reduce((sum, each) => sum + each.states.size, 0);
  const seconds = Math.round((performance.now() - beganAt) / 1000);
  console.log(`Window: ${states} states, ${views.length} views, ${broken.length} with complaints, in ${seconds} s.`);
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
