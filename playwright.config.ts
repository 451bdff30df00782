import { defineConfig } from "@playwright/test";

/** Specs wait for polls most of their time, so that many run side by side; each has its own cloud, app and desk. */
export default defineConfig({
  testDir: "test/e2e",
  testMatch: "*.spec.ts",
  // emptied at each start, so that it must not hold what other runners wrote
  outputDir: "test-results/e2e",
  fullyParallel: true,
  forbidOnly: Boolean(process.env["CI"]),
  retries: 0,
  workers: 8,
  // nothing is judged by its motion, which costs the pages of many specs their time
  use: { contextOptions: { reducedMotion: "reduce" } },
  timeout: 150_000,
  expect: { timeout: 30_000 },
  reporter: [["list"], ["json", { outputFile: "test-results/e2e.json" }]],
});
