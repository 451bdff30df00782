import { resolve } from "node:path";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

const at = (path: string): string => resolve(import.meta.dirname, path);

/** The page that shows every state of the window, on a server of this computer alone or built for the tests. */
export default defineConfig({
  root: import.meta.dirname,
  base: "./",
  plugins: [svelte({ configFile: at("../../svelte.config.js") })],
  server: { host: "127.0.0.1", fs: { allow: [at("../..")] } },
  build: {
    target: "chrome156",
    outDir: at("../../test-results/window-page"),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: [at("index.html"), at("frame.html")] },
  },
});
