import { builtinModules } from "node:module";
import { resolve } from "node:path";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig, type EnvironmentOptions } from "vite";
import { NEVER_CALLED } from "./assets/never-called.ts";

const at = (path: string): string => resolve(import.meta.dirname, path);

/** Main and preload: one file each, everything bundled but Electron and Node's own modules. */
const bundle = (entry: string, outDir: string, format: "es" | "cjs", file: string): EnvironmentOptions => ({
  consumer: "server",
  resolve: {
    noExternal: true,
    external: ["electron", ...builtinModules],
    builtins: ["electron", /^node:/, ...builtinModules],
  },
  build: {
    target: "node24",
    outDir: at(outDir),
    emptyOutDir: true,
    sourcemap: true,
    minify: false,
    copyPublicDir: false,
    rolldownOptions: {
      input: at(entry),
      external: ["electron"],
      output: { format, entryFileNames: file, chunkFileNames: "[name].js" },
    },
  },
});

export default defineConfig({
  root: "src-renderer",
  base: "./",
  plugins: [svelte({ configFile: at("svelte.config.js") })],
  resolve: { alias: Object.fromEntries(NEVER_CALLED.map((name) => [name, at("assets/never-called.ts")])) },
  environments: {
    client: {
      build: {
        target: "chrome156",
        outDir: at("dist/renderer"),
        emptyOutDir: true,
        sourcemap: true,
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
      },
    },
    main: bundle("src-main/index.ts", "dist/main", "es", "index.js"),
    preload: bundle("src-main/preload.ts", "dist/preload", "cjs", "index.cjs"),
  },
  builder: {
    async buildApp(builder) {
      for (const environment of Object.values(builder.environments)) {
        if (environment.name !== "ssr") await builder.build(environment);
      }
    },
  },
});
