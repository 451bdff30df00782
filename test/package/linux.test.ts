import { readdirSync, readFileSync, statSync } from "node:fs";
import { builtinModules } from "node:module";
import { join, posix } from "node:path";
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

/** What a built file imports, at its start or when it needs it; its neighbours by their paths in the archive. */
function importsOf(file: string): readonly string[] {
  const imports = /^(?:import|\} from) ?[^"\n]*"([^"]+)";$|\b(?:__require|import)\("([^"]+)"\)/gm;
  return [...text(file).matchAll(imports)].map(([, atStart, later]) =>
    (atStart ?? later ?? "").replace(/^\.\//, `${posix.dirname(file)}/`),
  );
}

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
    const asked = [...archive.files.keys()]
      .filter((name) => /^dist\/main\/.*\.js$/.test(name))
      .flatMap((name) => importsOf(name));
    const inside = (name: string): boolean =>
      name === "electron" || builtinModules.includes(name.replace(/^node:/, "")) || archive.files.has(name);
    expect(asked).toEqual(expect.arrayContaining(["electron", "dist/main/server.js", "dist/main/session-bus.js"]));
    // asked for only where an address is abstract, which src-main/shell/bus-address.ts makes a plain path of
    expect([...new Set(asked)].filter((name) => !inside(name))).toEqual(["abstract-socket"]);
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
