import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accessToken, personalKey } from "../../src-main/core/polling/credential.ts";
import { parseEnvironment, parseFlags, type Flags } from "../../src-main/core/app/flags.ts";

const none: Flags = { demo: false, hidden: false, trace: false, userDataDir: null, help: false, version: false };
const flags = (...argv: readonly string[]) => parseFlags(["/opt/Ajar/ajar", ...argv]);

describe("flags", () => {
  it.each([
    ["nothing", [], {}],
    ["no program either", [], {}],
    ["one flag", ["--demo"], { demo: true }],
    ["every other flag", ["--hidden", "--trace", "--help"], { hidden: true, trace: true, help: true }],
    ["the version", ["--version"], { version: true }],
    ["a flag twice", ["--trace", "--trace"], { trace: true }],
    ["a folder", ["--user-data-dir=/tmp/a b=c"], { userDataDir: "/tmp/a b=c" }],
    ["a relative folder", ["--user-data-dir=data"], { userDataDir: "data" }],
    ["the last of two folders", ["--user-data-dir=a", "--user-data-dir=b"], { userDataDir: "b" }],
    ["the app's own folder", [".", "--demo"], { demo: true }],
    ["a lone dash", ["-"], {}],
    ["what stands behind two dashes", ["--demo", "--", "--hidden", "--nonsense"], { demo: true }],
    ["switches of Chromium", ["--no-sandbox", "--inspect=9229", "--v=1", "--lang=pl", "--hidden"], { hidden: true }],
    ["a module of Electron's own command line", ["-r", "./hook.js", "--demo"], { demo: true }],
    ["the number that the Finder gives", ["-psn_0_12345"], {}],
  ] as const)("are read from %s", (_, argv, differs) =>
    expect(flags(...argv)).toEqual({ ok: true, flags: { ...none, ...differs } }),
  );

  it("are none when there is not even a program", () => expect(parseFlags([])).toEqual({ ok: true, flags: none }));

  it.each([
    ["--nonsense", "--nonsense"],
    ["--nonsense=1", "--nonsense"],
    ["-h", "-h"],
    ["--Demo", "--Demo"],
    ["--demo=1", "--demo"],
    ["--user-data-dir", "--user-data-dir"],
    ["--user-data-dir=", "--user-data-dir"],
    ["--__proto__", "--__proto__"],
    ["--constructor=x", "--constructor"],
    ["-demo", "-demo"],
    ["---demo", "---demo"],
  ])("refuse %s by its name", (argument, flag) => {
    const why = flag === "--user-data-dir" ? "needs-value" : "unknown";
    expect(flags("--trace", argument, "--other")).toEqual({ ok: false, flag, why });
  });

  it("come to an answer for any command line, and name only what was given", () => {
    const argument = fc.oneof(
      fc.string(),
      fc.string().map((text) => `--${text}`),
      fc.constantFrom("--demo", "--hidden", "--user-data-dir=x", "--", "-"),
    );
    fc.assert(
      fc.property(fc.array(argument), (argv) => {
        const answer = flags(...argv);
        if (answer.ok) return;
        expect(answer.flag).toMatch(/^-+[\w-]*$/);
        expect(argv.some((one) => one.startsWith(answer.flag))).toBe(true);
      }),
    );
  });
});

const environment = (AJAR_API_URL?: string, AJAR_PERSONAL_KEY?: string, AJAR_ACCESS_TOKEN?: string) =>
  parseEnvironment({ AJAR_API_URL, AJAR_PERSONAL_KEY, AJAR_ACCESS_TOKEN, HOME: "/root" });

describe("the environment", () => {
  it.each([
    [undefined, null],
    ["", null],
    ["  ", null],
    ["https://api.example.org", "https://api.example.org"],
    [" https://API.example.org/ ", "https://api.example.org"],
    ["https://api.example.org:8443/v1//", "https://api.example.org:8443/v1"],
    ["http://127.0.0.1:8080", "http://127.0.0.1:8080"],
    ["http://127.1:8080/", "http://127.0.0.1:8080"],
    ["http://localhost:1", "http://localhost:1"],
    ["http://[::1]:1/", "http://[::1]:1"],
  ])("names the cloud at %s", (url, apiUrl) =>
    expect(environment(url)).toEqual({ ok: true, environment: { apiUrl, credential: null } }),
  );

  it.each([
    "api.example.org",
    "http://api.example.org",
    "http://localhost.example.org",
    "http://127.0.0.1.example.org",
    "http://127.0.0.1@example.org",
    "http://128.0.0.1",
    "http://[::2]",
    "http://0.0.0.0",
    "ftp://localhost",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "https://name:word@api.example.org",
    "https://name@api.example.org",
    "https://api.example.org?x=1",
    "https://api.example.org/#x",
    "https://",
    "//api.example.org",
  ])("refuses %s as an address", (url) =>
    expect(environment(url)).toEqual({ ok: false, message: "shell.bad-api-url" }),
  );

  it.each([
    ["a query", "https://api.example.org/?"],
    ["a fragment", "https://api.example.org/#"],
  ])("refuses or drops %s without text, which no path can follow", (_, url) => {
    const answer = environment(url);
    if (answer.ok) expect(answer.environment.apiUrl).toBe("https://api.example.org");
    else expect(answer.message).toBe("shell.bad-api-url");
  });

  it.each([
    [undefined, undefined, null],
    ["", " ", null],
    [" abc.DEF+/=_~ \n", undefined, personalKey("abc.DEF+/=_~")],
    ["a.b.c", "", personalKey("a.b.c")],
    ["", "eyJ.eyI_-x.c2ln\n", accessToken("eyJ.eyI_-x.c2ln")],
    [undefined, "Bearer opaque~token/+==", accessToken("opaque~token/+==")],
    [undefined, '"Authorization: Bearer a.b.c"', accessToken("a.b.c")],
  ])("gives what a key of %j and a token of %j stand for", (key, token, credential) =>
    expect(environment(undefined, key, token)).toEqual({ ok: true, environment: { apiUrl: null, credential } }),
  );

  it.each(["abc", ".abc", "abc.", "abc. def", "abc.d\nef", "abc.d\u0000f", "kłucz.abc", "abc.„x”"])(
    "refuses %j as a key, without repeating it",
    (key) => expect(environment(undefined, key)).toEqual({ ok: false, message: "shell.bad-key" }),
  );

  it.each(["a b", "a.b.c d", "tok\u0000en", "ключ", "a=b", "=", "x".repeat(8001)])(
    "refuses %j as a token, without repeating it",
    (token) => expect(environment(undefined, "", token)).toEqual({ ok: false, message: "shell.bad-token" }),
  );

  it("refuses a key beside a token, whatever they look like", () => {
    for (const [key, token] of [
      ["a.b", "a.b.c"],
      ["nokey", "no token"],
    ]) {
      expect(environment(undefined, key, token)).toEqual({ ok: false, message: "shell.key-and-token" });
    }
  });

  it("lets no address through that a key must not travel to", () => {
    const host = fc.oneof(
      fc.stringMatching(/^[a-z]{1,9}[.]org$/),
      fc.ipV4(),
      fc.constantFrom("localhost", "127.0.0.1", "[::1]"),
    );
    fc.assert(
      fc.property(
        fc.constantFrom("http", "https", "ws", "ftp"),
        host,
        fc.stringMatching(/^(\/[a-z0-9]{0,4}){0,3}$/),
        (scheme, name, path) => {
          const answer = environment(`${scheme}://${name}${path}`);
          const loopback = name === "localhost" || name === "[::1]" || name.startsWith("127.");
          expect(answer.ok).toBe(scheme === "https" || (scheme === "http" && loopback));
          if (answer.ok) expect(answer.environment.apiUrl).not.toMatch(/\/$/);
        },
      ),
    );
  });
});
