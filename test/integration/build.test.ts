import { existsSync, readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

/** What is shipped, but for source maps, which are not. */
const files = existsSync("dist")
  ? readdirSync("dist", { recursive: true, encoding: "utf8" }).filter((file) => /\.(c?js|html|css)$/.test(file))
  : [];

// the build comes first in every script that runs all tests; a run of single tests may go without
describe.runIf(files.length > 0)("what is built", () => {
  const text = (file: string): string => readFileSync(join("dist", file), "utf8");

  it.each(files)("%s knows nothing of the stand-in for Electron", (file) =>
    expect(text(file)).not.toMatch(/stand-in|STAND_IN/),
  );

  it("brings everything but Electron and Node's own modules", () => {
    const needed = [...text(join("main", "index.js")).matchAll(/^import .*? ?from "([^"]+)"|^import "([^"]+)"/gm)];
    const others = needed
      .map(([, from, bare]) => from ?? bare ?? "")
      .filter((name) => name !== "electron" && !builtinModules.includes(name.replace(/^node:/, "")));
    expect(needed.length).toBeGreaterThan(0);
    expect(others).toEqual([]);
  });
});
