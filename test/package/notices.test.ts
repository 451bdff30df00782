import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, inject, it } from "vitest";
import { packagesIn, writeNotices } from "../../assets/notices.ts";
import { show } from "./support/show.ts";

const packed = [
  join(inject("packed"), "linux-unpacked/resources"),
  join(inject("packed"), "mac/Ajar.app/Contents/Resources"),
].map((folder) => readFileSync(join(folder, "NOTICES.ajar.txt"), "utf8"));

describe("the licences of what is bundled", () =>
  it("are in the packages, one for each bundled package, with its text", () => {
    const packages = writeNotices();
    show("bundled packages", packages);
    expect(packages).toEqual(
      expect.arrayContaining([expect.stringMatching(/^svelte /), expect.stringMatching(/^ofetch /)]),
    );
    for (const text of packed) {
      const [, ...parts] = text.split(/\n-{80}\n\n/);
      expect(parts.map((part) => part.slice(0, part.indexOf("\n")))).toEqual(packages);
      for (const part of parts) expect(part.length, part).toBeGreaterThan(500);
    }
  }));

describe("a built file", () =>
  it("is made of the packages that its source map names, each once, and of the nested one where one is nested", () =>
    expect(
      packagesIn([
        "src-main/index.ts",
        "node_modules/valibot/dist/index.mjs",
        "node_modules/valibot/dist/other.mjs",
        "node_modules/@homebridge/dbus-native/lib/bus.js",
        "node_modules/conf/node_modules/ajv/lib/ajv.js",
        "assets/icon.svg",
      ]),
    ).toEqual(["node_modules/@homebridge/dbus-native", "node_modules/conf/node_modules/ajv", "node_modules/valibot"])));
