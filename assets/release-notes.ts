import { readFileSync } from "node:fs";
import manifest from "../package.json" with { type: "json" };
import { notesOf } from "./changelog.ts";

/** Prints what the changelog says of the version that a tag names; ends with 1 where tag, manifest and changelog differ. */

const [tag = ""] = process.argv.slice(2);
const notes = tag === `v${manifest.version}` ? notesOf(readFileSync("CHANGELOG.md", "utf8"), manifest.version) : null;
if (notes === null) {
  process.stderr.write(
    `No notes for the tag "${tag}": package.json has ${manifest.version}, and CHANGELOG.md must have a section "## ${manifest.version}".\n`,
  );
  process.exit(1);
}
process.stdout.write(notes);
