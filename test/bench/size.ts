import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { build } from "vite";
import type { Finding } from "./report.ts";

/** What the window may weigh, compressed (bytes). */
const JS_BUDGET = 60_000;
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
