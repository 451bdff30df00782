import { existsSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

/** Rows of the table of requirements: the name, and what shows it. */
const rows = [...readFileSync("CONTRIBUTING.md", "utf8").matchAll(/^\| (R\d+) +\|[^|]+\|([^|]+)\|$/gm)].map(
  ([, name = "", shown = ""]) => [name, shown] as const,
);

/** `a/{b,c}.ts` as both. */
const spread = (path: string): readonly string[] =>
  (/\{(.+)\}/.exec(path)?.[1]?.split(",") ?? [""]).map((name) => path.replace(/\{.+\}/, name));

it("has a row for every requirement", () => expect(rows).toHaveLength(42));

it.each(rows)("%s names files that are there", (_, shown) => {
  for (const [, path = ""] of shown.matchAll(/`([^` ]+\.(?:test|spec)\.ts|shell\/[^` ]+|assets\/[^` ]+)`/g))
    for (const file of spread(path))
      expect([`test/${file}`, `src-main/${file}`, file].some(existsSync), file).toBe(true);
});
