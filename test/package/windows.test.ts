import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { NtExecutable, NtExecutableResource, Resource } from "resedit";
import { describe, expect, inject, it } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { entriesOfIco } from "../unit/support/pictures.ts";
import { readAsar } from "./support/asar.ts";
import { readFuses } from "./support/electron-folder.ts";
import { archiveOf, FUSES } from "./support/expected.ts";
import { show } from "./support/show.ts";

const folder = join(inject("packed"), "win-unpacked");
const archive = readAsar(join(folder, "resources/app.asar"));
const { entries } = NtExecutableResource.from(NtExecutable.from(readFileSync(join(folder, "Ajar.exe"))));

describe("the folder for Windows", () => {
  it("has an archive with its glyphs, each in every size of one file", () => {
    show("app.asar", archive.files.keys());
    expect([...archive.files.keys()].sort()).toEqual(archiveOf("win"));
    for (const [name, bytes] of archive.files) {
      if (!name.endsWith(".ico")) continue;
      expect(entriesOfIco(bytes).map(({ side }) => side)).toEqual([16, 20, 24, 32, 40, 48, 64]);
    }
  });

  it("has a program of Ajar's name, which tells what it is", () => {
    const [version] = Resource.VersionInfo.fromEntries(entries);
    const strings = version?.getStringValues({ lang: 1033, codepage: 1200 }) ?? {};
    show(
      "Ajar.exe",
      Object.entries(strings).map(([key, value]) => `${key} ${value}`),
    );
    expect(strings).toMatchObject({
      ProductName: "Ajar",
      FileDescription: "Ajar",
      FileVersion: manifest.version,
      CompanyName: "The Ajar authors",
      LegalCopyright: "© 2026 The Ajar authors",
    });
    expect(readdirSync(folder)).not.toContain("electron.exe");
  });

  it("has a program with every size of the icon", () => {
    const [group] = Resource.IconGroupEntry.fromEntries(entries);
    expect(group?.icons.map(({ width }) => width || 256)).toEqual([16, 20, 24, 32, 40, 48, 64, 128, 256]);
  });

  it("names the hash of its archive, without which it does not start", () => {
    const integrity = entries.find(({ type }) => type === "INTEGRITY");
    expect(JSON.parse(Buffer.from(integrity?.bin ?? new ArrayBuffer()).toString("utf8"))).toEqual([
      { file: "resources\\app.asar", alg: "SHA256", value: archive.headerHash },
    ]);
  });

  it("has every fuse where it belongs", () => expect(readFuses(join(folder, "Ajar.exe"))).toEqual(FUSES));
});
