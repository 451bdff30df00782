import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeError, trusted } from "../../src-main/core/app/error-summary.ts";

const SECRET = "pasted.c2VjcmV0LXNlY3JldA";

describe("what an error says of itself", () => {
  it.each([
    ["its name and place", new TypeError(SECRET), /^TypeError at description\.test\.ts:\d+:\d+$/],
    [
      "its code too",
      Object.assign(new Error(SECRET), { code: "ENOENT" }),
      /^Error ENOENT at description\.test\.ts:\d+:\d+$/,
    ],
    ["its name alone without a stack", Object.assign(new Error(SECRET), { stack: undefined }), /^Error$/],
    ["its type when it is no error", SECRET, /^string$/],
    ["the same of nothing at all", undefined, /^undefined$/],
  ])("is %s", (_, error, what) => expect(describeError(error)).toMatch(what));

  it("is no line of its message that looks like a place", () => {
    const error = new Error(`a\n    at ${SECRET}:1:2`);
    expect(describeError(error)).toMatch(/ at description\.test\.ts:\d+:\d+$/);
  });
});

describe("what main trusts of the window's word", () => {
  it.each([
    ["TypeError at index-i662X7wA.js:1:45231", "TypeError at index.js:1:45231"],
    ["Error at index.cjs:8:10", "Error at index.cjs:8:10"],
    ["NotAllowedError at index.html:1:2", "NotAllowedError at index.html:1:2"],
    ["string", "string"],
    ["RangeError", "RangeError"],
    [
      "require-trusted-types-for refused at index-i662X7wA.js:1:45231",
      "require-trusted-types-for refused at index.js:1:45231",
    ],
    ["img-src refused", "img-src refused"],
  ])("is a known name and place: %s", (said, known) => {
    expect(trusted(said)).toBe(known);
    expect(trusted(known)).toBe(known);
  });

  it.each([
    [`TypeError at ${SECRET}:1:2`, "TypeError"],
    [`TypeError at ${SECRET}.js:1:2`, "TypeError"],
    ["TypeError at index-c2VjcmV0LXNlY3JldA.js:1:2", "TypeError"],
    ["TypeError at index.js:12345678:1", "TypeError"],
    ["TypeError at index.js:1:2\nindex.js:1:2", "TypeError"],
    ["TypeError at index.js", "TypeError"],
    [`img-src refused at ${SECRET}`, "img-src refused"],
    [`TypeError at index.js:1:2 at ${SECRET}`, "unknown"],
    [`Uncaught Error: ${SECRET}`, "unknown"],
    [`${SECRET} at index.js:1:2`, "unknown"],
    [`TypeError ${SECRET} at index.js:1:2`, "unknown"],
    ["PastedError at index.js:1:2", "unknown"],
    [`${SECRET} refused`, "unknown"],
    ["typeerror", "unknown"],
    ["", "unknown"],
  ])("is nothing else: %j", (said, known) => expect(trusted(said)).toBe(known));

  it("is made of known words and numbers, whatever is said", () => {
    const word = fc.constantFrom("TypeError", " at ", "index", ".js", ":1", ":2", " refused", "img-src", SECRET, "\n");
    const text = fc.oneof(
      fc.string(),
      fc.array(fc.oneof(word, fc.string())).map((words) => words.join("")),
    );
    fc.assert(
      fc.property(text, (said) => {
        expect(trusted(said)).toMatch(/^(unknown|[A-Za-z]+|[a-z-]+ refused)( at index\.(js|cjs|html):\d+:\d+)?$/);
        expect(trusted(said)).not.toMatch(/pasted|c2Vj/);
      }),
    );
  });
});
