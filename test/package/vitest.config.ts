import { defineConfig } from "vitest/config";

/** Looks at what electron-builder makes of the built app; `npm run test:package` builds first. */
export default defineConfig({
  test: {
    name: "package",
    include: ["test/package/**/*.test.ts"],
    globalSetup: "test/package/support/pack.ts",
    testTimeout: 300_000,
    reporters: ["default", "json"],
    outputFile: { json: "test-results/package.json" },
  },
});
