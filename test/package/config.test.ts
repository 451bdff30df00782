import { readFileSync } from "node:fs";
import { getConfig, validateConfiguration } from "app-builder-lib/out/util/config/config.js";
import { DebugLogger } from "builder-util";
import { describe, expect, it } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { DESKTOP_ID } from "../../src-main/core/app/login-item.ts";

const config = await getConfig(process.cwd(), "electron-builder.yml", null);
const problemOf = async (candidate: typeof config): Promise<string | null> => {
  try {
    await validateConfiguration(candidate, new DebugLogger(false));
    return null;
  } catch (error) {
    return String(error);
  }
};

describe("electron-builder.yml", () => {
  it("is valid by the schema of the pinned electron-builder, which refuses what it does not know", async () => {
    expect(await problemOf(config)).toBeNull();
    expect(await problemOf({ ...config, nsis: Object.assign({}, config.nsis, { shortCutName: "Ajar" }) })).toContain(
      "configuration.nsis should be",
    );
  });

  it("has one identity in all places: bundle, notifications, desktop entry, Start menu", () => {
    const [, appId] = /APP_ID = "([^"]+)"/.exec(readFileSync("src-main/shell/launch.ts", "utf8")) ?? [];
    expect([config.appId, appId, `${DESKTOP_ID}.desktop`]).toEqual([DESKTOP_ID, DESKTOP_ID, manifest.desktopName]);
    expect([config.productName, config.nsis?.shortcutName]).toEqual([manifest.productName, manifest.productName]);
    expect(config.linux?.syncDesktopName).toBe(true);
  });

  it("installs for one person without questions, keeps that person's settings, and publishes nothing", () => {
    expect(config.nsis).toMatchObject({ oneClick: true, perMachine: false, deleteAppDataOnUninstall: false });
    expect(config.publish).toBeNull();
  });

  it("gives macOS no entitlement but the one for compiled code", () => {
    const plist = readFileSync(config.mac?.entitlements ?? "", "utf8");
    expect([...plist.matchAll(/<key>([^<]+)</g)].map(([, key]) => key)).toEqual(["com.apple.security.cs.allow-jit"]);
    expect(config.mac?.hardenedRuntime).toBe(true);
  });

  it("uses the tools for AppImages that leave the sandbox on", () => expect(config.toolsets?.appimage).toBe("1.0.3"));
});
