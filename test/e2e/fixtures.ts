import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test as base, expect } from "@playwright/test";
import { DEMO_KEY, startDemoServer, type DemoServer, type DemoServerOptions } from "../../src-main/demo/server.ts";
import { findBrowser } from "./browser.ts";
import type { Driver } from "./driver.ts";
import { ElectronDriver } from "./electron-driver.ts";
import { findHost } from "./host.ts";
import { StandInDriver } from "./stand-in-driver.ts";

interface Fixtures {
  /** What the spec's cloud begins with; its house does not move by itself. */
  readonly cloudOptions: DemoServerOptions;
  /** The spec does what pages are refused, so that their complaints are what it is after. */
  readonly provoking: boolean;
  /** A simulated cloud of the spec's own, in the spec's own process. */
  readonly cloud: DemoServer;
  /** The app, not yet launched, with its own data folder and the cloud's address and key in its environment. */
  readonly ajar: Driver;
}

/** Variables of the person who runs the specs that would change what the app does. */
const LEFT_OUT = /^(AJAR_|STAND_IN_|DBUS_SESSION_BUS_ADDRESS$|XDG_RUNTIME_DIR$|NODE_OPTIONS$)/;

function cleanEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env).filter(([name]) => !LEFT_OUT.test(name));
  return Object.fromEntries(entries.map(([name, value]) => [name, value ?? ""]));
}

/** Specs with their own cloud and app; after each the app has to end with 0, and no page may have complained. */
export const test = base.extend<Fixtures>({
  launchOptions: [
    async ({ browserName }, use) => {
      const found = browserName === "chromium" ? findBrowser(console.error) : null;
      await use(typeof found?.path === "string" ? { executablePath: found.path, args: ["--disable-gpu"] } : {});
    },
    { scope: "worker" },
  ],
  cloudOptions: [{ scripted: false }, { option: true }],
  provoking: [false, { option: true }],
  cloud: async ({ cloudOptions }, use) => {
    const cloud = await startDemoServer(cloudOptions);
    await use(cloud);
    await cloud.close();
  },
  ajar: async ({ cloud, context, provoking }, use, info) => {
    const userData = mkdtempSync(join(tmpdir(), "ajar-e2e-"));
    const env = { ...cleanEnvironment(), AJAR_API_URL: cloud.origin, AJAR_PERSONAL_KEY: DEMO_KEY };
    const electron = findHost().name === "electron";
    const driver = electron ? new ElectronDriver(userData, env) : new StandInDriver(context, userData, env);
    try {
      await use(driver);
      if (driver.isRunning()) expect(await driver.quit(), "the app's exit code").toBe(0);
      if (!provoking) expect(driver.problems(), "what pages and the desk complained of").toEqual([]);
    } finally {
      if (info.status !== info.expectedStatus) {
        const trace = driver.trace().map((line) => JSON.stringify(line));
        await info.attach("trace", { body: trace.join("\n"), contentType: "application/json" });
        await info.attach("stderr", { body: driver.stderr(), contentType: "text/plain" });
      }
      await driver.dispose();
      rmSync(userData, { recursive: true, force: true });
    }
  },
});

export { expect };
