import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { notesOf } from "../../assets/changelog.ts";
import manifest from "../../package.json" with { type: "json" };

const CHANGELOG = `# Changelog

Words about the file.

## Unreleased

### Added

- Something new.

## 1.10.0 - 2026-12-24

### Fixed

- A door ## that was wide open.

## [1.1.0] - 2026-11-30

- The first.

## 1.0.0
`;

describe("the notes of a release", () => {
  it.each([
    ["Unreleased", "### Added\n\n- Something new.\n"],
    ["1.10.0", "### Fixed\n\n- A door ## that was wide open.\n"],
    ["1.1.0", "- The first.\n"],
    ["1.0.0", null],
    ["1.1", null],
    ["2.0.0", null],
    ["", null],
  ])("of %j", (version, notes) => expect(notesOf(CHANGELOG, version)).toBe(notes));

  it("are found in the file itself", () => {
    const changelog = readFileSync("CHANGELOG.md", "utf8");
    expect(notesOf(changelog, "Unreleased") ?? notesOf(changelog, manifest.version)).toMatch(/^### \w+\n\n- /);
  });

  it("are refused for a tag that is not this version's, with what has to be done", () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ["assets/release-notes.ts", "v0.0.1"], {
      encoding: "utf8",
    });
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toBe(
      `No notes for the tag "v0.0.1": package.json has ${manifest.version}, and CHANGELOG.md must have a section "## ${manifest.version}".\n`,
    );
  });
});
