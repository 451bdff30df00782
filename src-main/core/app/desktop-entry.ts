/** Keys and values of a desktop entry's main group, with the escapes of strings undone. */
export type DesktopEntry = ReadonlyMap<string, string>;

const GROUP = "[Desktop Entry]";

// Desktop Entry Specification 1.5, "Possible value types"
const ESCAPES: Readonly<Record<string, string>> = { "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r" };
const ESCAPED: Readonly<Record<string, string>> = { s: " ", n: "\n", t: "\t", r: "\r", "\\": "\\" };

/** Characters that an argument of `Exec` may hold without quotes. */
const PLAIN_ARGUMENT = /^[\w@:,./+-]+$/;
/** Field codes: the desktop replaces them by files, addresses, an icon or a name. */
const FIELD_CODE = /^%[a-zA-Z]$/;

/** The text of a desktop entry with these keys, in their order. */
export function writeDesktopEntry(entry: Readonly<Record<string, string>>): string {
  const lines = Object.entries(entry).map(([key, value]) => `${key}=${escape(value)}`);
  return [GROUP, ...lines, ""].join("\n");
}

/** The main group of a desktop entry's text, damaged or not; empty where there is none. Never throws. */
export function readDesktopEntry(text: string): DesktopEntry {
  const entry = new Map<string, string>();
  let inside = false;
  for (const line of text.split("\n")) {
    if (line.startsWith("[")) inside = line.trimEnd() === GROUP;
    const [, key, value] = /^\s*([^#=\s][^=]*?)\s*=\s*(.*?)\s*$/s.exec(line) ?? [];
    if (inside && key !== undefined && value !== undefined) entry.set(key, unescape(value));
  }
  return entry;
}

/** A command line as the key `Exec` has it, before the escapes of strings (Desktop Entry Specification 1.5, "The Exec key"). */
export const execOf = (argv: readonly string[]): string => argv.map(quoted).join(" ");

/** The arguments of an `Exec` value, without field codes; null where a quote does not end. Never throws. */
export function argvOf(exec: string): readonly string[] | null {
  const argv: string[] = [];
  let rest = exec.trimStart();
  while (rest !== "") {
    const [whole, inQuotes, plain] = /^(?:"((?:[^"\\]|\\.)*)"|([^"\s]\S*))(?:\s+|$)/s.exec(rest) ?? [];
    if (whole === undefined) return null;
    const argument = plain ?? (inQuotes ?? "").replace(/\\(["`$\\])/g, "$1");
    if (!FIELD_CODE.test(argument)) argv.push(argument.replaceAll("%%", "%"));
    rest = rest.slice(whole.length);
  }
  return argv;
}

function quoted(argument: string): string {
  const doubled = argument.replaceAll("%", "%%");
  return PLAIN_ARGUMENT.test(argument) ? doubled : `"${doubled.replace(/["`$\\]/g, "\\$&")}"`;
}

/** Escapes a leading space, which readers take for part of the equals sign, and a trailing one, which they drop. */
const escape = (value: string): string =>
  value.replace(/[\\\n\t\r]/g, (character) => ESCAPES[character] ?? character).replace(/^ | $/g, "\\s");

const unescape = (value: string): string =>
  value.replace(/\\(.)/gs, (whole, letter: string) => ESCAPED[letter] ?? whole);
