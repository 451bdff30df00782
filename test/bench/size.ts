import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { build } from "vite";
import type { Finding } from "./report.ts";

/** What the window may weigh, compressed and without words (bytes). */
const JS_BUDGET = 42_000;
const CSS_BUDGET = 8000;

/** Compressed bytes of all files of a kind below a folder. */
function gzipped(folder: string, ending: string): number {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(ending))
    .reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file))).length, 0);
}

/** JavaScript of a Svelte app that shows one word. */
async function emptyApp(): Promise<number> {
  const folder = mkdtempSync(join(import.meta.dirname, "..", "..", "test-results", "empty-app-"));
  try {
    writeFileSync(join(folder, "index.html"), '<div id="app"></div><script type="module" src="./main.js"></script>');
    writeFileSync(join(folder, "App.svelte"), "<script>const { word } = $props();</script><p>{word}</p>");
    writeFileSync(
      join(folder, "main.js"),
      'import { mount } from "svelte";\nimport App from "./App.svelte";\n' +
        'mount(App, { target: document.querySelector("#app"), props: { word: "Ajar" } });\n',
    );
    const plugins = [svelte({ configFile: false, compilerOptions: { runes: true } })];
    const output = { outDir: join(folder, "dist"), modulePreload: { polyfill: false } };
    await build({ configFile: false, root: folder, logLevel: "warn", plugins, build: output });
    return gzipped(join(folder, "dist"), ".js");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What main may weigh, all of it and what every start loads (bytes). */
const MAIN_BUDGET = 600_000;
const START_BUDGET = 700_000;

/** Bytes of main as it is built: with what only some people need, and without. */
export function mainSize(): readonly Finding[] {
  const size = (file: string): number => statSync(join("dist/main", file)).size;
  const all = readdirSync("dist/main").filter((file) => file.endsWith(".js"));
  const whole = all.reduce((sum, file) => sum + size(file), 0);
  const start = size("index.js") + statSync("dist/preload/index.cjs").size;
  const finding = (name: string, bytes: number, budget: number): Finding => ({
    name,
    measured: `${Math.round(bytes / 1000)} kB`,
    beside: `${budget / 1000} kB budget`,
    ratio: bytes / budget,
    limit: 1,
  });
  return [finding("main, all of its code", whole, MAIN_BUDGET), finding("main, at every start", start, START_BUDGET)];
}

const kB = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB gzip`;

/** Weight of the built window beside an empty Svelte app and the budget. */
export async function windowSize(): Promise<readonly Finding[]> {
  const js = gzipped("dist/renderer", ".js");
  const css = gzipped("dist/renderer", ".css");
  const empty = await emptyApp();
  return [
    {
      name: "window, JavaScript",
      measured: kB(js),
      beside: `${kB(empty)} empty app`,
      ratio: js / empty,
      limit: JS_BUDGET / empty,
    },
    { name: "window, CSS", measured: kB(css), beside: `${kB(CSS_BUDGET)} budget`, ratio: css / CSS_BUDGET, limit: 1 },
  ];
}
