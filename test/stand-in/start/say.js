/** Tells a person something; standard output is left to the app's trace. */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

/** What went wrong, in one line: the deepest cause's code or message. */
export function worded(error) {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error) return worded(error.cause);
  return typeof error.code === "string" ? error.code : error.message;
}
