import { describe, expect, it } from "vitest";
import { english } from "./support/words.ts";
import { personalKey } from "../../src-main/core/polling/credential.ts";
import { startOf } from "../../src-main/core/app/cli.ts";

const start = (flags: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  startOf(["electron", ".", ...flags], env, "1.2.3", english);

describe("a start", () => {
  it.each([
    ["the flags on request", ["--help"], 0, /^Usage: ajar \[flags\][^]*unofficial/],
    ["the version on request", ["--version"], 0, /^Ajar 1\.2\.3$/],
    ["what it does not know, with the flags", ["--cheese"], 2, /^Ajar doesn’t know the flag --cheese\.[^]*--demo/],
    ["what lacks its value", ["--user-data-dir"], 2, /^The flag --user-data-dir needs a value/],
    ["the flags rather than the version", ["--version", "--help"], 0, /^Usage/],
  ] as const)("says %s, and ends", (_, flags, code, text) =>
    expect(start(flags)).toEqual({ kind: "end", code, text: expect.stringMatching(text) as string }),
  );

  it.each([
    [{ AJAR_API_URL: "http://example.invalid" }, /^AJAR_API_URL must be/],
    [{ AJAR_PERSONAL_KEY: "nokey" }, /^AJAR_PERSONAL_KEY doesn’t look like/],
    [{ AJAR_ACCESS_TOKEN: "no token" }, /^AJAR_ACCESS_TOKEN doesn’t look like/],
    [{ AJAR_PERSONAL_KEY: "a.b", AJAR_ACCESS_TOKEN: "a.b.c" }, /^AJAR_PERSONAL_KEY and AJAR_ACCESS_TOKEN are both set/],
  ])("refuses an environment of %j, but for a demo, which needs none", (env, text) => {
    expect(start([], env)).toEqual({ kind: "end", code: 2, text: expect.stringMatching(text) as string });
    expect(start(["--demo"], env)).toMatchObject({ kind: "run", environment: { apiUrl: null, credential: null } });
  });

  it("refuses a language that it does not speak, in a demo too", () => {
    const refused = { kind: "end", code: 2, text: "AJAR_LOCALE must be en or en-XA. Ajar did not start." };
    for (const flags of [[], ["--demo"]]) expect(start(flags, { AJAR_LOCALE: "tlh" })).toEqual(refused);
    for (const AJAR_LOCALE of ["", "en", "en-XA"]) expect(start([], { AJAR_LOCALE }).kind).toBe("run");
  });

  it("runs with what it was given", () => {
    const env = { AJAR_API_URL: "https://cloud.test/", AJAR_PERSONAL_KEY: "abcdef.secret" };
    expect(start(["--hidden", "--trace"], env)).toMatchObject({
      kind: "run",
      flags: { hidden: true, trace: true, demo: false, userDataDir: null },
      environment: { apiUrl: "https://cloud.test", credential: personalKey("abcdef.secret") },
    });
  });
});
