/**
 * What an unexpected error may say of itself: its name, its code and the place in the code. Never its message, which
 * can quote a header and so the key.
 */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const code = "code" in error && typeof error.code === "string" ? ` ${error.code}` : "";
  const { stack = "", message } = error;
  // a message has lines of its own, which may look like places
  const frames = stack.slice(message === "" ? 0 : stack.indexOf(message) + message.length);
  const place = /^\s+at .*?([\w.-]+:\d+:\d+)\)?$/m.exec(frames)?.[1];
  return `${error.name}${code}${place === undefined ? "" : ` at ${place}`}`;
}

/** What the window says of something that went wrong in it. */
export interface WindowProblem {
  /** An error's name, or what the content policy refused, and the place in the code. */
  readonly what: string;
  /** Nothing caught it, so that a person is told. */
  readonly uncaught: boolean;
}

/** Names of errors, in the language and in the browser, and the types of what else can be thrown. */
const NAMES = [
  ...["Error", "AggregateError", "EvalError", "RangeError", "ReferenceError", "SyntaxError", "TypeError", "URIError"],
  ...["AbortError", "DataCloneError", "HierarchyRequestError", "InvalidAccessError", "InvalidCharacterError"],
  ...["InvalidStateError", "NotAllowedError", "NotFoundError", "NotSupportedError", "QuotaExceededError"],
  ...["SecurityError", "TimeoutError", "UnknownError"],
  ...["bigint", "boolean", "function", "number", "object", "string", "symbol", "undefined"],
] as const;

/** Directives of a content policy. */
const DIRECTIVES = [
  ...["base-uri", "child-src", "connect-src", "default-src", "font-src", "form-action", "frame-ancestors"],
  ...["frame-src", "img-src", "manifest-src", "media-src", "object-src", "require-trusted-types-for", "script-src"],
  ...["script-src-attr", "script-src-elem", "style-src", "style-src-attr", "style-src-elem", "trusted-types"],
  "worker-src",
] as const;

const KNOWN: ReadonlySet<string> = new Set([...NAMES, ...DIRECTIVES.map((directive) => `${directive} refused`)]);

/** The window's own files; what a build adds to a file's name is left away. */
const PLACE = /^(index)(?:-[\w-]{8})?(\.(?:cjs|html|js):\d{1,7}:\d{1,7})$/;

/**
 * What main takes for true of what the window says went wrong: a name that is known, and a place in a file that is
 * known. Every other text may quote what was pasted there, and becomes "unknown".
 */
export function trusted(what: string): string {
  const [name = "", place = "", ...rest] = what.split(" at ");
  if (!KNOWN.has(name) || rest.length > 0) return "unknown";
  const [, file, where] = PLACE.exec(place) ?? [];
  return file === undefined || where === undefined ? name : `${name} at ${file}${where}`;
}
