import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { MUTANTS } from "./mutants.ts";
import { RULES } from "./oracle/events.ts";

describe("the mutants of the soak", () => {
  it.each(RULES)("break the rule: %s", (rule) => expect(MUTANTS.map(({ breaks }) => breaks)).toContain(rule));

  it.each(MUTANTS)("find their source: $name", ({ edits }) => {
    for (const { file, from } of edits) expect(readFileSync(`src-main/${file}`, "utf8").split(from)).toHaveLength(2);
  });
});
