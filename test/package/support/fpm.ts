import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";

/**
 * Makes a Debian package with dpkg-deb from what electron-builder asks of fpm, which is fetched elsewhere. It knows the
 * arguments that electron-builder 26.17 gives for `deb`, and ends with an error for any other.
 */

const LISTS = { "-d": "Depends", "--deb-recommends": "Recommends" } as const;
const FIELDS = {
  "--name": "Package",
  "--version": "Version",
  "--architecture": "Architecture",
  "--maintainer": "Maintainer",
  "--vendor": "Vendor",
  "--url": "Homepage",
  "--category": "Section",
  "--deb-priority": "Priority",
  "--license": "License",
  "--description": "Description",
} as const;
const SCRIPTS = { "--after-install": "postinst", "--after-remove": "postrm" } as const;
const IGNORED = ["-s", "-t", "--deb-compression"];

const isKey = <Table extends object>(table: Table, key: string): key is keyof Table & string =>
  Object.hasOwn(table, key);

const control = new Map<string, string>();
const scripts = new Map<string, string>();
const sources: (readonly [from: string, to: string])[] = [];
let target = "";

const rest = process.argv.slice(2);
for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
  if (word === "--force") continue;
  if (!word.startsWith("-")) {
    const at = word.indexOf("=/");
    sources.push([word.slice(0, at), word.slice(at + 1)]);
    continue;
  }
  const value = rest.shift() ?? "";
  if (isKey(LISTS, word)) {
    const field = LISTS[word];
    control.set(field, [...(control.get(field)?.split(", ") ?? []), value].join(", "));
  } else if (isKey(FIELDS, word)) control.set(FIELDS[word], value);
  else if (isKey(SCRIPTS, word)) scripts.set(SCRIPTS[word], value);
  else if (word === "--package") target = value;
  else if (!IGNORED.includes(word)) throw new Error(`${word} is not known here.`);
}

const root = mkdtempSync(join(tmpdir(), "ajar-deb-"));
try {
  for (const [from, to] of sources) {
    const into = join(root, to);
    mkdirSync(dirname(into), { recursive: true });
    cpSync(from, into, { recursive: true, preserveTimestamps: true });
  }
  mkdirSync(join(root, "DEBIAN"));
  for (const [name, script] of scripts) {
    writeFileSync(join(root, "DEBIAN", name), readFileSync(script));
    chmodSync(join(root, "DEBIAN", name), 0o755);
  }
  const [first = "", ...more] = (control.get("Description") ?? "").trim().split("\n");
  control.set("Description", [first.trim(), ...more.map((line) => ` ${line.trim()}`)].join("\n"));
  writeFileSync(join(root, "DEBIAN/control"), [...control].map(([field, value]) => `${field}: ${value}\n`).join(""));
  chmodSync(root, 0o755);
  execFileSync("dpkg-deb", ["--root-owner-group", "-Znone", "--build", root, target], { stdio: "inherit" });
  console.log(`Packed ${relative(process.cwd(), target)}`);
} finally {
  rmSync(root, { recursive: true });
}
