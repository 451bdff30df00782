import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { APP_PAGE, appFile, CSP } from "../../src-main/shell/app-protocol.ts";

describe("the window's files", () => {
  it.each([
    [APP_PAGE, ["index.html"], "text/html; charset=utf-8"],
    ["app://ajar/assets/main-B2x_.js", ["assets", "main-B2x_.js"], "text/javascript; charset=utf-8"],
    ["app://ajar/assets/main.css?v=1#top", ["assets", "main.css"], "text/css; charset=utf-8"],
    ["app://ajar/a/../index.html", ["index.html"], "text/html; charset=utf-8"],
    // an address ends at its top, however often it leads up
    ["app://ajar/../../index.html", ["index.html"], "text/html; charset=utf-8"],
    ["app://ajar/%2e%2e/index.html", ["index.html"], "text/html; charset=utf-8"],
    ["app://ajar/ICON.PNG", ["ICON.PNG"], "image/png"],
    ["app://ajar/main.js.map", ["main.js.map"], "application/json; charset=utf-8"],
  ])("%s is served", (address, parts, type) => expect(appFile(address)).toEqual({ parts, type }));

  it.each([
    ["another host", "app://other/index.html"],
    ["no host", "app:///index.html"],
    ["a port", "app://ajar:80/index.html"],
    ["a host that goes on", "app://ajar.example.org/index.html"],
    ["another scheme", "https://ajar/index.html"],
    ["a file", "file:///etc/passwd"],
    ["no address", "index.html"],
    ["nothing", ""],
    ["the folder", "app://ajar/"],
    ["no path", "app://ajar"],
    ["a folder without a name", "app://ajar/assets//main.js"],
    ["a way up in doubled percent codes", "app://ajar/%252e%252e/main.js"],
    ["a slash in percent codes", "app://ajar/..%2fmain.js"],
    ["a way up with backslashes", "app://ajar/..\\main.js"],
    ["a backslash in percent codes", "app://ajar/..%5cmain.js"],
    ["a name in percent codes", "app://ajar/%69ndex.html"],
    ["a NUL", "app://ajar/index.html\0.js"],
    ["a NUL in percent codes", "app://ajar/index.html%00.js"],
    ["three dots", "app://ajar/.../main.js"],
    ["a hidden file", "app://ajar/.env.js"],
    ["a hidden folder", "app://ajar/.git/config.json"],
    ["a drive", "app://ajar/C:/main.js"],
    ["a stream of a file", "app://ajar/main.js::$DATA"],
    ["a name with a space", "app://ajar/a b.js"],
    ["a name in other letters", "app://ajar/łó.js"],
    ["a type that is not served", "app://ajar/main.exe"],
    ["a type behind a dot at the end", "app://ajar/index.html."],
    ["no type", "app://ajar/index"],
  ])("%s is not", (_, address) => expect(appFile(address)).toBeNull());

  it("never leads anywhere but down, through plain names", () => {
    const piece = fc.oneof(
      fc.constantFrom("..", ".", "%2e%2e", "%2E.", "\\", "%5c", "/", "%2f", "\0", "%00", "a", "assets", "~", ":"),
      fc.string({ maxLength: 4 }),
    );
    const path = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join("/"));
    fc.assert(
      fc.property(path, fc.constantFrom("", "/index.html", ".js", "\\x.css"), (text, end) => {
        const file = appFile(`app://ajar/${text}${end}`);
        for (const part of file?.parts ?? []) {
          expect(part).not.toMatch(/^\.+$/);
          expect(part).not.toMatch(/[/\\%:\0\s]/);
          expect(part).not.toBe("");
        }
        expect(file?.parts.length).not.toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  it("may load nothing from outside, and run nothing inline", () => {
    expect(CSP).toContain("default-src 'none'");
    expect(CSP).not.toMatch(/unsafe|https?:|\*|blob:|connect-src/);
  });
});
