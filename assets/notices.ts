import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import * as v from "valibot";

/** Where the notices stand after `writeNotices`, from the project's folder; electron-builder.yml takes them from there. */
export const NOTICES = "dist/licences/NOTICES.txt";

const BUILT = ["dist/main", "dist/preload", "dist/renderer"];
/** What packages call the file with their licence; where there are several, the first of them. */
const LICENCE = /^licen[cs]e(-mit|\.mit)?(\.md|\.txt)?$/i;
const RULE = "-".repeat(80);

const SourceMap = v.object({ sources: v.array(v.string()) });
const Manifest = v.object({ name: v.string(), version: v.string() });

/** The folders of the packages that a built file holds a part of, by what its source map names. */
export function packagesIn(sources: readonly string[]): readonly string[] {
  const folders = sources.flatMap((source) => {
    const [folder] = /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(source) ?? [];
    return folder === undefined ? [] : [folder];
  });
  return [...new Set(folders)].sort();
}

/** Writes the licences of all that is bundled, as they ask for; throws where a package has none. Returns the packages. */
export function writeNotices(): readonly string[] {
  const sources = BUILT.flatMap(mapsIn).flatMap((map) => {
    const { sources: names } = v.parse(SourceMap, JSON.parse(readFileSync(map, "utf8")));
    return names.map((name) => relative(".", resolve(dirname(map), name)).replaceAll("\\", "/"));
  });
  const packages = packagesIn(sources).map(readPackage);
  const parts = packages.map(({ title, licence }) => `${title}\n\n${licence.trim()}\n`);
  const head =
    "Ajar holds parts of the packages below. Their licences follow; Electron's and Chromium's stand beside.\n";
  mkdirSync(dirname(NOTICES), { recursive: true });
  writeFileSync(NOTICES, [head, ...parts].join(`\n${RULE}\n\n`));
  return packages.map(({ title }) => title);
}

const mapsIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".map"))
    .map((name) => join(folder, name));

function readPackage(folder: string): { readonly title: string; readonly licence: string } {
  const { name, version } = v.parse(Manifest, JSON.parse(readFileSync(join(folder, "package.json"), "utf8")));
  const [file] = readdirSync(folder)
    .filter((candidate) => LICENCE.test(candidate))
    .sort();
  if (file === undefined) throw new Error(`${name} is bundled and has no licence: find out what it asks for.`);
  return { title: `${name} ${version}`, licence: readFileSync(join(folder, file), "utf8") };
}
