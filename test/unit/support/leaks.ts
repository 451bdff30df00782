/** So many characters of a secret in a row are no accident: a secret cut in two still has a half of at least these. */
const TELLING = 8;

/** Every writing of a text that a person could read the secret from without much ado. */
const writings = (text: string): readonly string[] => [
  text,
  // over line ends, through quotes, escapes, list commas and the blanks between them
  text.replace(/[\s"'`\\,;[\](){}<>]+/g, ""),
  text.replace(/%([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
  text.replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
  ...base64Runs(text),
  ...hexRuns(text),
];

const base64Runs = (text: string): readonly string[] =>
  (text.match(/[\w+/-]{12,}={0,2}/g) ?? []).flatMap((run) =>
    [0, 1, 2, 3].map((from) => Buffer.from(run.slice(from), "base64").toString("latin1")),
  );

const hexRuns = (text: string): readonly string[] =>
  (text.match(/[0-9a-f]{16,}/gi) ?? []).map((run) => Buffer.from(run, "hex").toString("latin1"));

/** Pieces of a key's secret half that can be read from an output, however it was quoted, encoded or cut; none is well. */
export function leaks(key: string, output: string): readonly string[] {
  const secret = key.slice(key.indexOf(".") + 1);
  const bare = secret.replace(/[\s"'`\\,;[\](){}<>]+/g, "");
  const pieces = new Set(
    [secret, bare].flatMap((text) =>
      Array.from({ length: Math.max(0, text.length - TELLING + 1) }, (_, at) => text.slice(at, at + TELLING)),
    ),
  );
  const read = writings(output);
  return [...pieces].filter((piece) => read.some((text) => text.includes(piece)));
}
