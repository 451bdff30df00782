import { registerHooks } from "node:module";
import { MUTANT_VARIABLE, MUTANTS, NOT_MADE } from "./mutants.ts";

/** Loaded first in a child process: replaces the mutant's pieces of source. Each piece must be there once. */
const name = process.env[MUTANT_VARIABLE];
const edits = new Set(MUTANTS.find((mutant) => mutant.name === name)?.edits ?? []);

function fail(message: string): never {
  console.error(message);
  process.exit(NOT_MADE);
}

if (name !== undefined && edits.size === 0) fail(`There is no mutant "${name}"`);

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    const mine = [...edits].filter(({ file }) => url.endsWith(`/src-main/${file}`));
    if (mine.length === 0 || loaded.source == null) return loaded;
    let source = typeof loaded.source === "string" ? loaded.source : new TextDecoder().decode(loaded.source);
    for (const edit of mine) {
      if (source.split(edit.from).length !== 2) fail(`${edit.file} does not hold once: ${edit.from}`);
      source = source.replace(edit.from, () => edit.to);
      edits.delete(edit);
    }
    return { ...loaded, source };
  },
});

process.on("exit", () => {
  if (edits.size > 0) fail(`Never loaded: ${[...edits].map(({ file }) => file).join(", ")}`);
});
