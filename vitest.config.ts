import { resolve } from "node:path";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { svelteTesting } from "@testing-library/svelte/vite";
import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";
import { NEVER_CALLED } from "./assets/never-called.ts";

/** No test judges by time: this only ends one that hangs, also where the machine is busy. */
const LIMITS = { testTimeout: 60_000, hookTimeout: 60_000 };

const at = (path: string): string => resolve(import.meta.dirname, path);

/** Tests of what runs in main. */
const main = (name: string, include: string[], { isolate = true } = {}): TestProjectInlineConfiguration => ({
  // as in the bundle, packages that nothing calls are left out
  resolve: {
    alias: {
      electron: at("test/stand-in/electron.ts"),
      ...Object.fromEntries(NEVER_CALLED.map((name) => [name, at("assets/never-called.ts")])),
    },
  },
  test: {
    name,
    include,
    isolate,
    environment: "node",
    ...LIMITS,
    // what waits for polls waits together
    maxConcurrency: 16,
    server: { deps: { inline: ["electron-store", "conf"] } },
  },
});

export default defineConfig({
  test: {
    // every processor; the default leaves one free
    maxWorkers: "100%",
    coverage: {
      provider: "v8",
      include: ["src-main/**/*.ts"],
      exclude: ["**/*.d.ts"],
      reporter: ["text", "html"],
      // what decides and asks; the shell is covered by the specs, whose process is another one
      thresholds: Object.fromEntries(
        ["core", "tedee", "sync"].map((room) => [`src-main/${room}/**`, { branches: 95 }]),
      ),
    },
    projects: [
      // functions over values: no test changes what a module holds, so that files share one process
      main("pure", ["test/unit/**/*.test.ts", "test/sync/**/*.test.ts"], { isolate: false }),
      main("main", [
        "test/integration/**/*.test.ts",
        "test/stand-in/**/*.test.ts",
        "test/{power-cuts,fuzz,soak}/*.test.ts",
      ]),
      {
        plugins: [svelte({ configFile: at("svelte.config.js") }), svelteTesting()],
        test: {
          name: "window",
          pool: "threads",
          environment: "happy-dom",
          ...LIMITS,
          include: ["test/component/**/*.test.ts"],
        },
      },
    ],
  },
});
