import { localeIn, parseEnvironment, parseFlags, type Environment, type Flags } from "./flags.ts";
import { say, type Words } from "../words/words.ts";

/** What a start does: Ajar runs, or it says something and ends with an exit code. */
export type Start =
  | { readonly kind: "run"; readonly flags: Flags; readonly environment: Environment }
  | { readonly kind: "end"; readonly text: string; readonly code: 0 | 2 };

/** What the command line and the environment of a process ask for. */
export function startOf(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  version: string,
  words: Words,
): Start {
  const end = (text: string, code: 0 | 2): Start => ({ kind: "end", text, code });
  const parsed = parseFlags(argv);
  const help = [say(words, "shell.help"), say(words, "shell.unofficial")].join("\n\n");
  if (!parsed.ok) {
    const { flag, why } = parsed;
    return end(
      `${say(words, why === "unknown" ? "shell.unknown-flag" : "shell.flag-needs-value", { flag })}\n\n${help}`,
      2,
    );
  }
  if (parsed.flags.help) return end(help, 0);
  if (parsed.flags.version) return end(say(words, "shell.version", { version }), 0);
  if (localeIn(env) === null) return end(say(words, "shell.bad-locale"), 2);
  // the demo needs neither cloud nor key
  const read = parseEnvironment(parsed.flags.demo ? {} : env);
  if (!read.ok) return end(say(words, read.message), 2);
  return { kind: "run", flags: parsed.flags, environment: read.environment };
}
