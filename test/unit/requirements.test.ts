import { existsSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const rows = readFileSync("CONTRIBUTING.md", "utf8")
  .split("\n")
  .map((line) => /^\| (R\d+) +\|([^|]+)\|([^|]+)\|$/.exec(line))
  .filter((row) => row !== null)
  .map(([, name = "", , shown = ""]) => [name, shown] as const);

/** `a/{b,c}.ts` as both. */
function spread(path: string): readonly string[] {
  const [, before = "", names = "", after = ""] = /^(.*)\{(.+)\}(.*)$/.exec(path) ?? [];
  return names === "" ? [path] : names.split(",").map((name) => `${before}${name}${after}`);
}

it("every requirement has its row", () =>
  expect(rows.map(([name]) => name)).toEqual(Array.from({ length: 42 }, (_, index) => `R${index + 1}`)));

it.each(rows)("%s is shown by files that are there, or says why not", (_, shown) => {
  const files = [...shown.matchAll(/`([^` ]+\.(?:test|spec)\.ts|shell\/[^` ]+|assets\/[^` ]+)`/g)].flatMap(([, path]) =>
    spread(path ?? ""),
  );
  for (const file of files) {
    const places = [`test/${file}`, `src-main/${file}`, file];
    expect(places.some(existsSync), file).toBe(true);
  }
  expect(files.length > 0 || /real system|not built|workflow|\.ci|ci\.yml|release\.yml|bench/.test(shown)).toBe(true);
});
