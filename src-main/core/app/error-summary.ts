/** An unexpected error as name, code and place; never its message, which can quote a header and so the key. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const code = "code" in error && typeof error.code === "string" ? ` ${error.code}` : "";
  const { stack = "", message } = error;
  // lines of the message may look like places
  const frames = stack.slice(message === "" ? 0 : stack.indexOf(message) + message.length);
  const place = /^\s+at .*?([\w.-]+:\d+:\d+)\)?$/m.exec(frames)?.[1];
  return `${error.name}${code}${place === undefined ? "" : ` at ${place}`}`;
}

/** An error that the window reports. */
export interface WindowProblem {
  /** An error's name, or what the content policy refused, and the place in the code. */
  readonly what: string;
  /** True when nothing caught it: a person reads of it. */
  readonly uncaught: boolean;
}

/** Names of errors in JavaScript and in browsers, and types of other thrown values. */
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

/** The window's own files, without the hash that a build adds. */
const PLACE = /^(index)(?:-[\w-]{8})?(\.(?:cjs|html|js):\d{1,7}:\d{1,7})$/;

/** The window's error as main believes it: a known name and a known place; any other text becomes "unknown". */
export function trusted(what: string): string {
  const [name = "", place = "", ...rest] = what.split(" at ");
  if (!KNOWN.has(name) || rest.length > 0) return "unknown";
  const [, file, where] = PLACE.exec(place) ?? [];
  return file === undefined || where === undefined ? name : `${name} at ${file}${where}`;
}
