import { defineConfig } from "vitest/config";

/** The app on real session buses: each test has its own, and waits for polls most of its time beside the others. */
export default defineConfig({
  test: {
    name: "desktop",
    root: "test/desktop",
    environment: "node",
    include: ["*.test.ts"],
    maxConcurrency: 8,
    testTimeout: 100_000,
    expect: { poll: { timeout: 30_000, interval: 100 } },
  },
});
