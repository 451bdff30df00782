import { enableCompileCache, registerHooks } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { isMainThread } from "node:worker_threads";
import { lifecycle } from "./lifecycle.ts";

/**
 * `node --import ./test/stand-in/register.ts dist/main/index.js`: gives every import of `electron` the stand-in, refuses
 * the real package, and opens the desk before the app's entry file runs.
 */
const STAND_IN = new URL("electron.ts", import.meta.url).href;
const NAMES: ReadonlySet<string> = new Set(["electron", "electron/main", "electron/common", "electron/renderer"]);
const ENTRY = pathToFileURL(resolve(process.argv[1] ?? "")).href;
/** Says in the entry file's own last line that it has ended, which nothing else tells. */
const ENTRY_ENDED = "stand-in: entry ended";

// half of a start goes into stripping types; a cache would blur a measurement of coverage
if (process.env["NODE_V8_COVERAGE"] === undefined) enableCompileCache();

registerHooks({
  resolve(specifier, context, next) {
    if (NAMES.has(specifier)) return { url: STAND_IN, shortCircuit: true };
    const found = next(specifier, context);
    if (found.url.includes("/node_modules/electron/"))
      throw new Error(`${specifier} would load the real electron package`);
    return found;
  },
  load(url, context, next) {
    const loaded = next(url, context);
    if (url !== ENTRY || loaded.source === undefined) return loaded;
    const source = typeof loaded.source === "string" ? loaded.source : new TextDecoder().decode(loaded.source);
    return { ...loaded, source: `${source}\nglobalThis[Symbol.for("${ENTRY_ENDED}")]();\n` };
  },
});

// a worker made from text is not hooked and would start a download
process.env["ELECTRON_OVERRIDE_DIST_PATH"] = "/electron-is-not-used";

if (isMainThread) {
  lifecycle.expectEntry();
  Object.defineProperty(globalThis, Symbol.for(ENTRY_ENDED), {
    value: () => lifecycle.entryEnded(),
  });
  const { host } = await import("./host.ts");
  await host();
}
