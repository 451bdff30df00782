import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, inject, it } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { DESKTOP_ID } from "../../src-main/core/app/login-item.ts";
import { readAsar } from "./support/asar.ts";
import { readFuses } from "./support/electron-folder.ts";
import { archiveOf, FUSES } from "./support/expected.ts";
import { show } from "./support/show.ts";

const contents = join(inject("packed"), "mac/Ajar.app/Contents");
const archive = readAsar(join(contents, "Resources/app.asar"));
const plist = readFileSync(join(contents, "Info.plist"), "utf8");

/** The value behind a key of the property list, as it is written: its text, or `true` and `false`. */
const valueOf = (key: string): string | undefined =>
  new RegExp(`<key>${key}</key>\\s*<(?:string>([^<]*)|(true|false)/>)`).exec(plist)?.slice(1).find(Boolean);

describe("the bundle for macOS", () => {
  it("has an archive with its templates, whose names make them templates, in both densities", () => {
    show("app.asar", archive.files.keys());
    expect([...archive.files.keys()].sort()).toEqual(archiveOf("mac"));
  });

  it("carries Ajar's identity, stays out of the Dock and out of App Nap", () => {
    const keys = ["CFBundleIdentifier", "CFBundleName", "CFBundleExecutable", "CFBundleShortVersionString"];
    const more = ["LSUIElement", "NSAppSleepDisabled", "LSMinimumSystemVersion", "CFBundleIconFile"];
    const found = Object.fromEntries([...keys, ...more].map((key) => [key, valueOf(key)]));
    show(
      "Info.plist",
      Object.entries(found).map(([key, value]) => `${key} ${value ?? "(missing)"}`),
    );
    expect(found).toEqual({
      CFBundleIdentifier: DESKTOP_ID,
      CFBundleName: "Ajar",
      CFBundleExecutable: "Ajar",
      CFBundleShortVersionString: manifest.version,
      LSUIElement: "true",
      NSAppSleepDisabled: "true",
      LSMinimumSystemVersion: "13.0",
      CFBundleIconFile: "icon.icns",
    });
    expect(readFileSync(join(contents, "Resources/icon.icns")).equals(readFileSync("assets/icon.icns"))).toBe(true);
  });

  it("names the hash of its archive, without which it does not start", () =>
    expect(valueOf("hash")).toBe(archive.headerHash));

  it("has every fuse where it belongs", () =>
    expect(readFuses(join(contents, "Frameworks/Electron Framework.framework/Electron Framework"))).toEqual(FUSES));

  it("has helpers of its own name and identity", () => {
    const helpers = readdirSync(join(contents, "Frameworks")).filter((name) => name.endsWith(".app"));
    expect(helpers.sort()).toEqual(
      ["Ajar Helper (GPU).app", "Ajar Helper (Plugin).app", "Ajar Helper (Renderer).app", "Ajar Helper.app"].sort(),
    );
    for (const name of helpers) {
      const text = readFileSync(join(contents, "Frameworks", name, "Contents/Info.plist"), "utf8");
      expect(text).toContain(`<string>${DESKTOP_ID}.helper`);
    }
  });
});
