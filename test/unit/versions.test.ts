import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as v from "valibot";
import { electronProblem } from "../../assets/electron-line.ts";
import manifest from "../../package.json" with { type: "json" };

const EXACT = /^\d+\.\d+\.\d+$/;
const { electron, ...tools } = manifest.devDependencies;
const [electronMajor = ""] = electron.split(".");

/** What each line of Electron is built of (its release notes). */
const LINES: Readonly<Record<string, { readonly node: string; readonly chrome: string }>> = {
  "44": { node: "24", chrome: "152" },
  "45": { node: "24", chrome: "156" },
};

const Lockfile = v.object({ packages: v.record(v.string(), v.object({ version: v.optional(v.string()) })) });
const lockfile = v.parse(Lockfile, JSON.parse(readFileSync("package-lock.json", "utf8")));

describe("which Electron may be shipped", () =>
  it.each([
    ["45.4.1", "45.4.1", null],
    ["45.4.1", "47.9.9", null],
    ["45.4.1", "48.0.0", /gets no repairs any more; 46 is/],
    ["44.3.0", "45.4.1", null],
    ["44.2.9", "45.4.1", /44\.3\.0 repairs it/],
    ["44.0.0", "45.4.1", /44\.3\.0 repairs it/],
    ["43.2.9", "45.4.1", null],
    ["43.3.0", "45.4.1", /43\.5\.0 repairs it/],
    ["43.4.2", "45.4.1", /43\.5\.0 repairs it/],
    ["43.5.0", "45.4.1", null],
    ["42.11.18", "45.4.1", /gets no repairs/],
    ["^45.4.1", "45.4.1", /not one exact version/],
    ["45.4.1-beta.1", "45.4.1", /not one exact version/],
    ["45.4.1", "unknown", /not a version/],
  ])("%s while the newest is %s", (pinned, newest, problem) => {
    if (problem === null) expect(electronProblem(pinned, newest)).toBeNull();
    else expect(electronProblem(pinned, newest)).toMatch(problem);
  }));

describe("the pinned versions", () => {
  it("have an Electron whose tray works, at 44.3.0 or later", () => {
    expect(electronProblem(electron, electron)).toBeNull();
    expect(Number(electronMajor)).toBeGreaterThanOrEqual(44);
  });

  it("are exact, and the ones of the lockfile", () => {
    for (const [name, pinned] of Object.entries({ electron, ...tools, ...manifest.optionalDependencies })) {
      expect(pinned, name).toMatch(EXACT);
      expect(lockfile.packages[`node_modules/${name}`]?.version, name).toBe(pinned);
    }
  });

  it("are for building alone: nothing is installed beside the app", () => {
    expect(manifest).not.toHaveProperty("dependencies");
    expect(
      Object.keys(manifest.optionalDependencies).every((name) => /^node-(linux|win)-(x64|arm64)$/.test(name)),
    ).toBe(true);
  });

  it("build and test with the Node and for the Chromium that this Electron has", () => {
    const line = LINES[electronMajor];
    expect(line, `LINES has no Electron ${electronMajor}`).toBeDefined();
    const nodes = [...Object.values(manifest.optionalDependencies), manifest.devDependencies["@types/node"]];
    expect(new Set(nodes.map((version) => version.split(".")[0]))).toEqual(new Set([line?.node]));
    const config = readFileSync("vite.config.ts", "utf8");
    expect([...config.matchAll(/target: "([a-z]+\d+)"/g)].map(([, target]) => target).sort()).toEqual([
      `chrome${line?.chrome ?? ""}`,
      `node${line?.node ?? ""}`,
    ]);
  });
});
