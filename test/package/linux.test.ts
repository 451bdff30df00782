import { readdirSync, readFileSync, statSync } from "node:fs";
import { builtinModules } from "node:module";
import { join } from "node:path";
import * as v from "valibot";
import { describe, expect, inject, it } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { readAsar } from "./support/asar.ts";
import { readFuses } from "./support/electron-folder.ts";
import { archiveOf, FUSES } from "./support/expected.ts";
import { show } from "./support/show.ts";

const folder = join(inject("packed"), "linux-unpacked");
const archive = readAsar(join(folder, "resources/app.asar"));
const text = (name: string): string => String(archive.files.get(name));

describe("the archive", () => {
  it("holds what is built, the pictures read at run time and the manifest, and nothing else", () => {
    show("app.asar", archive.files.keys());
    expect([...archive.files.keys()].sort()).toEqual(archiveOf("linux"));
  });

  it("holds every file as it is on disk", () => {
    for (const [name, bytes] of archive.files) {
      if (name !== "package.json") expect(bytes.equals(readFileSync(name)), name).toBe(true);
    }
  });

  it("has a manifest that Electron starts by, without what only building needs", () => {
    const packed = v.parse(v.record(v.string(), v.unknown()), JSON.parse(text("package.json")));
    for (const key of ["name", "productName", "version", "type", "main", "desktopName"] as const) {
      expect(packed[key], key).toBe(manifest[key]);
    }
    expect(packed["homepage"]).toMatch(/^https:/);
    expect(archive.files.has(manifest.main)).toBe(true);
    expect(packed).not.toHaveProperty("scripts");
    expect(packed).not.toHaveProperty("devDependencies");
  });

  it("imports nothing that is not in it, in Electron or in Node", () => {
    const code = text("dist/main/index.js");
    const asked = [...code.matchAll(/^import [^"]*"([^"]+)";$|\b__require\("([^"]+)"\)/gm)].map(
      ([, a, b]) => a ?? b ?? "",
    );
    const inside = (name: string): boolean =>
      name === "electron" || builtinModules.includes(name.replace(/^node:/, ""));
    expect(asked.length).toBeGreaterThan(10);
    // asked for only where an address is abstract, which src-main/shell/bus-address.ts makes a plain path of
    expect(asked.filter((name) => !inside(name))).toEqual(["abstract-socket"]);
    expect([...text("dist/preload/index.cjs").matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name)).toEqual([
      "electron",
    ]);
  });

  it("knows nothing of the stand-in, tests or maps", () => {
    for (const [name, bytes] of archive.files) {
      if (/\.(js|cjs|html|css)$/.test(name))
        expect(String(bytes), name).not.toMatch(/stand-in|STAND_IN|vitest|playwright/);
    }
  });
});

describe("the folder", () => {
  it("holds the program under its own name, and licences", () => {
    const names = readdirSync(folder).sort();
    show("linux-unpacked", names);
    expect(names).toEqual(expect.arrayContaining(["LICENSE.electron.txt", "LICENSES.chromium.html", "ajar"]));
    expect(names).not.toContain("electron");
    expect(statSync(join(folder, "ajar")).mode & 0o777).toBe(0o755);
    expect(readFileSync(join(folder, "resources/LICENSE.ajar.txt"), "utf8")).toContain("MIT License");
  });

  it("keeps Chromium's words in Ajar's languages only", () =>
    expect(readdirSync(join(folder, "locales")).sort()).toEqual(["de.pak", "en-US.pak", "pl.pak"]));

  it("has every fuse where it belongs, read back from the program", () => {
    const fuses = readFuses(join(folder, "ajar"));
    show(
      "fuses",
      Object.entries(fuses).map(([name, on]) => `${name} ${on ? "on" : "off"}`),
    );
    expect(fuses).toEqual(FUSES);
  });
});
