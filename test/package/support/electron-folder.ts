import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { NtExecutable, NtExecutableResource, Resource } from "resedit";

/** What comes before the fuses in Electron's program (electron/fuses, src/constants.ts). */
const SENTINEL = "dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX";
const WIRE_VERSION = 1;

/** The fuses in the order of the wire (electron/fuses, src/config.ts). */
const FUSES = [
  "runAsNode",
  "enableCookieEncryption",
  "enableNodeOptionsEnvironmentVariable",
  "enableNodeCliInspectArguments",
  "enableEmbeddedAsarIntegrityValidation",
  "onlyLoadAppFromAsar",
  "loadBrowserProcessSpecificV8Snapshot",
  "grantFileProtocolExtraPrivileges",
  "wasmTrapHandlers",
] as const;

const LOCALES = ["am", "de", "en-US", "fr", "pl", "zh-CN"];
const INNER_APPS = ["Electron Helper", ...["GPU", "Plugin", "Renderer"].map((kind) => `Electron Helper (${kind})`)];

/** A folder that looks like Electron for Linux: a program that does nothing but hold fuses, and the files beside it. */
export function writeLinuxElectron(folder: string, version: string): void {
  const write = writerIn(folder);
  for (const name of ["electron", "chrome-sandbox", "chrome_crashpad_handler"]) {
    write(name, `#!/bin/sh\nexit 0\n`);
    chmodSync(join(folder, name), 0o755);
  }
  write("electron", programWithFuses());
  for (const name of ["LICENSE", "LICENSES.chromium.html", "icudtl.dat", "libffmpeg.so", "resources.pak"])
    write(name, name);
  for (const locale of LOCALES) write(`locales/${locale}.pak`, locale);
  write("version", version);
  mkdirSync(join(folder, "resources"));
}

/** A folder that looks like Electron for macOS, with its property lists and inner apps. */
export function writeMacElectron(folder: string, version: string): void {
  const write = writerIn(join(folder, "Electron.app/Contents"));
  const framework = "Frameworks/Electron Framework.framework";
  write("MacOS/Electron", "program");
  write("Info.plist", plistOf("Electron"));
  write("Resources/electron.icns", "picture");
  write(`${framework}/Electron Framework`, programWithFuses());
  for (const locale of LOCALES) {
    const name = locale === "en-US" ? "en" : locale.replace("-", "_");
    write(`Resources/${name}.lproj/locale.pak`, locale);
    write(`${framework}/Versions/A/Resources/${name}.lproj/locale.pak`, locale);
  }
  for (const name of INNER_APPS) {
    write(`Frameworks/${name}.app/Contents/Info.plist`, plistOf(name));
    write(`Frameworks/${name}.app/Contents/MacOS/${name}`, "program");
  }
  for (const name of ["LICENSE", "LICENSES.chromium.html"]) writerIn(folder)(name, name);
  writerIn(folder)("version", version);
}

/** A folder that looks like Electron for Windows; its program is a real one in form, with a version and no code. */
export function writeWindowsElectron(folder: string, version: string): void {
  const write = writerIn(folder);
  const program = NtExecutable.createEmpty();
  const resources = NtExecutableResource.from(program);
  const strings = [{ lang: 1033, codepage: 1200, values: { FileDescription: "Electron", ProductName: "Electron" } }];
  Resource.VersionInfo.create({ lang: 1033, fixedInfo: {}, strings }).outputToResourceEntries(resources.entries);
  resources.outputResource(program);
  write("electron.exe", Buffer.concat([Buffer.from(program.generate()), programWithFuses()]));
  for (const name of ["LICENSE", "LICENSES.chromium.html", "icudtl.dat", "ffmpeg.dll", "resources.pak"]) {
    write(name, name);
  }
  for (const locale of LOCALES) write(`locales/${locale}.pak`, locale);
  write("version", version);
  mkdirSync(join(folder, "resources"));
}

/** The fuses that are burnt into a program: true is on. */
export function readFuses(program: string): Readonly<Record<string, boolean>> {
  const bytes = readFileSync(program);
  const at = bytes.indexOf(SENTINEL) + SENTINEL.length;
  if (bytes.readUInt8(at) !== WIRE_VERSION) throw new Error("This fuse wire is of another version.");
  if (bytes.readUInt8(at + 1) !== FUSES.length) throw new Error("This fuse wire has another length.");
  return Object.fromEntries(FUSES.map((name, index) => [name, bytes.readUInt8(at + 2 + index) === 0x31]));
}

/** Every fuse the other way round than Ajar wants it, so that one that is not written is seen. */
function programWithFuses(): Buffer {
  const wrong = FUSES.map((name) => (/^(only|.*Integrity|.*Cookie|wasm)/.test(name) ? "0" : "1")).join("");
  const wire = Buffer.concat([Buffer.from(SENTINEL), Buffer.from([WIRE_VERSION, FUSES.length]), Buffer.from(wrong)]);
  return Buffer.concat([Buffer.from("#!/bin/sh\nexit 0\n"), wire]);
}

function plistOf(name: string): string {
  const id = `com.github.${name.replaceAll(/[ ()]/g, ".")}`;
  const keys = { CFBundleExecutable: name, CFBundleIdentifier: id, CFBundleName: name, CFBundlePackageType: "APPL" };
  const lines = Object.entries(keys).map(([key, value]) => `<key>${key}</key><string>${value}</string>`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<plist version="1.0"><dict>${lines.join("")}</dict></plist>\n`;
}

const writerIn =
  (folder: string) =>
  (path: string, bytes: string | Buffer): void => {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  };
