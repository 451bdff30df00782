import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, inject, it } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { readDesktopEntry } from "../../src-main/core/app/desktop-entry.ts";
import { DESKTOP_ID } from "../../src-main/core/app/login-item.ts";
import { headOfPng } from "../unit/support/pictures.ts";
import { show } from "./support/show.ts";

const ICON_SIZES_PX = [16, 24, 32, 48, 64, 128, 256, 512, 1024];

const [name = "none"] = readdirSync(inject("packed")).filter((file) => file.endsWith(".deb"));
const file = join(inject("packed"), name);
const deb = (...args: readonly string[]): string => execFileSync("dpkg-deb", args, { encoding: "utf8" });

const root = mkdtempSync(join(tmpdir(), "ajar-deb-test-"));
deb("--raw-extract", file, root);
afterAll(() => rmSync(root, { recursive: true }));

const read = (path: string): string => readFileSync(join(root, path), "utf8");

/** The fields of a control file that stand on one line. */
const fields = new Map(
  [...read("DEBIAN/control").matchAll(/^([\w-]+): (.*)$/gm)].map(([, field = "", value = ""]) => [field, value]),
);

describe("the Debian package", () => {
  it("is named for product, version, system and architecture", () =>
    expect(name).toBe(`ajar-${manifest.version}-linux-amd64.deb`));

  it("says what it is in its control file", () => {
    show("control", read("DEBIAN/control").trim().split("\n"));
    expect(Object.fromEntries(fields)).toMatchObject({
      Package: "ajar",
      Version: manifest.version,
      Architecture: "amd64",
      License: "MIT",
      Section: "utils",
      Priority: "optional",
    });
    expect(read("DEBIAN/control")).toContain(manifest.description);
    expect(fields.get("Maintainer")).toMatch(/^[\w ]+ <[^@<> ]+@[^@<> ]+>$/);
  });

  it("depends on what Electron loads, and recommends nothing", () => {
    expect(fields.get("Depends")?.split(", ")).toEqual(
      expect.arrayContaining(["libgtk-3-0", "libnotify4", "libnss3", "libsecret-1-0", "xdg-utils"]),
    );
    expect(fields.has("Recommends")).toBe(false);
  });

  it("puts its files where they belong, and none beside them", () => {
    const paths = listed();
    show("contents", paths);
    const outside = paths.filter((path) => !path.endsWith("/") && !path.startsWith("/opt/Ajar/"));
    expect(outside.sort()).toEqual(
      [
        `/usr/share/applications/${DESKTOP_ID}.desktop`,
        ...ICON_SIZES_PX.map((size) => `/usr/share/icons/hicolor/${size}x${size}/apps/ajar.png`),
      ].sort(),
    );
    expect(paths).toEqual(
      expect.arrayContaining(["/opt/Ajar/ajar", "/opt/Ajar/chrome-sandbox", "/opt/Ajar/resources/app.asar"]),
    );
  });

  it("has a picture of each size", () => {
    for (const size of ICON_SIZES_PX) {
      const png = readFileSync(join(root, `usr/share/icons/hicolor/${size}x${size}/apps/ajar.png`));
      expect(headOfPng(png)).toMatchObject({ width: size, height: size });
    }
  });

  it("has a desktop entry whose name is what windows, notifications and portals know Ajar by", () => {
    const text = read(`usr/share/applications/${DESKTOP_ID}.desktop`);
    show("desktop entry", text.trim().split("\n"));
    expect(Object.fromEntries(readDesktopEntry(text))).toEqual({
      Name: "Ajar",
      Comment: manifest.description,
      Exec: "/opt/Ajar/ajar %U",
      Terminal: "false",
      Type: "Application",
      Icon: "ajar",
      StartupWMClass: DESKTOP_ID,
      Categories: "Utility;",
      "X-GNOME-SingleWindow": "true",
    });
    expect(manifest.desktopName).toBe(`${DESKTOP_ID}.desktop`);
  });

  it("lets the sandbox in by a profile and takes the profile away again, and never switches it off", () => {
    expect(read("DEBIAN/postinst")).toContain("/opt/Ajar/resources/apparmor-profile");
    expect(read("DEBIAN/postrm")).toContain("apparmor_parser --remove");
    expect(read("opt/Ajar/resources/apparmor-profile")).toMatch(/profile "ajar" "\/opt\/Ajar\/ajar"[^}]*userns,/);
    for (const path of ["DEBIAN/postinst", `usr/share/applications/${DESKTOP_ID}.desktop`]) {
      expect(read(path)).not.toContain("--no-sandbox");
    }
  });
});

/** The paths in the package, folders with a slash at the end. */
function listed(): readonly string[] {
  return deb("--contents", file)
    .trim()
    .split("\n")
    .map((line) => line.slice(line.indexOf(" ./") + 2));
}
