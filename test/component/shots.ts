import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { drawReadmePicture } from "./support/readme-picture.ts";
import { openStage, type Stage, type View } from "./support/stage.ts";
import { SCENES, type Scene } from "./support/scenes.ts";
import { STATES } from "./support/states.ts";

/**
 * Photographs the built window in every state, and reports what axe, the content policy and the page itself complain
 * of. Run it with Node 24: `node test/component/shots.ts [state…]`; pictures go to AJAR_SHOTS or /tmp/shots.
 * `node test/component/shots.ts --readme FILE` draws the picture of the README instead.
 */

const FOLDER = process.env["AJAR_SHOTS"] ?? "/tmp/shots";
/** Nodes in the document at most, however many locks there are. */
const NODE_LIMIT = 1_500;

interface Look extends View {
  readonly name: string;
  readonly only?: readonly string[];
  /** Done before the picture is taken. */
  readonly act?: (page: Page) => Promise<void>;
}

const ALL: Readonly<Record<string, Scene>> = {
  ...Object.fromEntries(Object.entries(STATES).map(([name, state]) => [name, { state }])),
  ...SCENES,
};

const size = (width: number, height: number): View["options"] => ({ viewport: { width, height } });

/** One scene of each page that is not home, and what is longest on it. */
const STEPS = [
  ...[
    "lost",
    "keyring-locked",
    "refused-blocked",
    "checked-mixed",
    "checked-obscured",
    "alerts-unknown",
    "alerts-unshown",
  ],
  ...["menu-demo", "settings", "settings-remove", "settings-none", "settings-locked", "key"],
];

const LOOKS: readonly Look[] = [
  { name: "light", options: { colorScheme: "light" } },
  { name: "dark", options: { colorScheme: "dark" } },
  {
    name: "forced",
    options: { forcedColors: "active" },
    only: [
      "trouble",
      "freshness",
      "states",
      "notes",
      "loading",
      "refused-key-refused",
      "alerts-step",
      "menu",
      "settings",
    ],
  },
  { name: "contrast", options: { contrast: "more" }, only: ["trouble", "fifty", "key-pasted", "settings"] },
  {
    name: "150",
    options: {},
    text: 150,
    only: ["trouble", "freshness", "five-hundred", "setup", "notes", "long", ...STEPS],
  },
  {
    name: "260",
    options: size(260, 640),
    only: ["trouble", "freshness", "eleven", "five-hundred", "offline", "long", "setup", ...STEPS],
  },
  { name: "small", options: size(340, 420), only: ["trouble", "notes", "setup", "empty", "search", ...STEPS] },
  { name: "pinned", options: size(480, 720), only: ["trouble", "fifty"] },
  { name: "toast", options: {}, only: ["calm"], act: (page) => page.keyboard.press("Control+r") },
  { name: "keys", options: {}, only: ["trouble", "fifty"], act: (page) => page.keyboard.press("ArrowDown") },
];

async function photograph(stage: Stage, look: Look, name: string, scene: Scene): Promise<readonly string[]> {
  const complaints: string[] = [];
  const page = await stage.show(look, scene, complaints);
  await scene.act?.(page);
  await look.act?.(page);
  await page.screenshot({ path: join(FOLDER, `${name}-${look.name}.png`) });
  const { violations } = await new AxeBuilder({ page }).analyze();
  for (const { id, nodes } of violations) {
    const where = nodes.map(({ html }) => html).join(" ");
    complaints.push(`axe ${id}: ${where.slice(0, 300)}`);
  }
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (wide > 0) complaints.push(`too wide by ${wide} px`);
  const nodes = await page.evaluate(() => document.querySelectorAll("*").length);
  if (nodes > NODE_LIMIT) complaints.push(`${nodes} nodes`);
  complaints.push(...(await page.evaluate(overflows)));
  await page.context().close();
  return complaints;
}

/** Texts that stick out of their row, banner or strip. */
function overflows(): readonly string[] {
  const main = document.querySelector("main");
  const list = main !== null && main.scrollWidth > main.clientWidth ? ["the list scrolls sideways"] : [];
  const boxes = document.querySelectorAll(
    ".lock, .banner, .note, .alert, .headline, .callout, .line, .stripe, footer, .menu, li",
  );
  const texts = [...boxes].flatMap((box) => {
    const { left, right, top, bottom } = box.getBoundingClientRect();
    const out = [...box.querySelectorAll("p, h1, h2, h3, span, button")].filter((element) => {
      if (element.closest(".spoken") !== null || element.closest(".menu") !== box.closest(".menu")) return false;
      const inner = element.getBoundingClientRect();
      return inner.left < left - 1 || inner.right > right + 1 || inner.top < top - 1 || inner.bottom > bottom + 1;
    });
    return out.slice(0, 1).map((element) => `sticks out: ${element.outerHTML.slice(0, 200)}`);
  });
  return [...list, ...texts];
}

async function photographAll(stage: Stage, wanted: readonly string[]): Promise<number> {
  mkdirSync(FOLDER, { recursive: true });
  let runs = 0;
  let bad = 0;
  for (const look of LOOKS) {
    for (const [name, scene] of Object.entries(ALL)) {
      if (look.only?.includes(name) === false) continue;
      if (wanted.length > 0 && !wanted.includes(name)) continue;
      const complaints = await photograph(stage, look, name, scene);
      runs += 1;
      bad += complaints.length;
      for (const complaint of complaints) console.log(`${name}-${look.name}: ${complaint}`);
    }
  }
  console.log(`${runs} pictures in ${FOLDER}, ${bad} complaints`);
  return bad;
}

const [first, file, ...others] = process.argv.slice(2);
const stage = await openStage();
try {
  if (first === "--readme" && file !== undefined) await drawReadmePicture(stage, file);
  else
    process.exitCode =
      (await photographAll(
        stage,
        [first, file, ...others].filter((name) => name !== undefined),
      )) > 0
        ? 1
        : 0;
} finally {
  await stage.close();
}
