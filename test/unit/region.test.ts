import { describe, expect, it } from "vitest";
import { formatLocale, posixTag, regionOf } from "../../src-main/core/words/region.ts";

describe("the locale for times of a POSIX environment", () =>
  it.each([
    [{ LANG: "en_US.UTF-8", LC_TIME: "de_DE.UTF-8" }, "de-DE"],
    [{ LANG: "en_US.UTF-8" }, "en-US"],
    [{ LC_ALL: "pl_PL", LC_TIME: "de_DE", LANG: "en_US" }, "pl-PL"],
    [{ LC_ALL: "", LC_TIME: "de_DE@euro" }, "de-DE"],
    [{ LC_ALL: "C", LANG: "en_US.UTF-8" }, null],
    [{ LANG: "C.UTF-8" }, null],
    [{ LANG: "POSIX" }, null],
    [{ LANG: "fr" }, "fr"],
    [{ LANG: "/usr/share/odd" }, null],
    [{}, null],
  ])("%o is %s", (env, tag) => expect(posixTag(env)).toBe(tag)));

describe("a region", () => {
  it.each([
    ["en-US", "h12"],
    ["en-GB", "h23"],
    ["de-DE", "h23"],
    ["pl-PL", "h23"],
    ["en-AU", "h12"],
    ["hi-IN", "h12"],
    [null, "h23"],
    ["not a tag", "h23"],
  ])("of %s has the clock %s", (tag, hourCycle) => expect(regionOf(tag, "UTC").hourCycle).toBe(hourCycle));

  it("that no system names writes days before months", () =>
    expect(regionOf(null, "UTC")).toEqual({ tag: "en-GB", hourCycle: "h23", timeZone: "UTC" }));

  it.each([
    ["en", "en-US", "en-US"],
    ["en", "de-DE", "en-DE"],
    ["en-XA", "de-DE", "en-DE"],
    ["en", "es-MX", "en-GB"],
    ["en", "xx", "en-GB"],
    ["pl", "de-DE", "pl"],
    ["pl", "pl-PL", "pl-PL"],
  ])("of %s words in %s is written as %s", (language, tag, locale) => expect(formatLocale(language, tag)).toBe(locale));
});
