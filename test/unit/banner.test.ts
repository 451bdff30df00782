import { describe, expect, it } from "vitest";
import { bannerOf } from "../../src-main/core/banner.ts";
import { FAILURE_KINDS, type FailureKind } from "../../src-main/core/failure.ts";
import { emptyHouse, type House } from "../../src-main/core/house.ts";
import { english } from "../../src-main/core/messages/words.ts";
import { problemOf } from "../../src-main/core/problem.ts";
import type { Banner } from "../../src-main/core/snapshot.ts";
import { failureOf } from "./support/failures.ts";
import { at } from "./support/house.ts";

const troubled = (kind: FailureKind, count: number, differs: Partial<House> = {}): House => ({
  ...emptyHouse(at(0), 20_000),
  lastAnswerAt: at(0),
  trouble: { failure: failureOf(kind), count, since: at(0), nextTryAt: at(60) },
  ...differs,
});
const shown = (house: House): Banner | null => bannerOf(house, english, at(40));

describe("the banner", () => {
  it("is not there while nothing is wrong", () => {
    expect(shown(emptyHouse(at(0), 20_000))).toBeNull();
  });

  it.each([
    ["no-network", "no-network", "no-connection", "unknown", /^No internet since /],
    ["timeout", "tedee-down", "tedee-down", "unknown", "Tedee does not answer"],
    ["reset", "tedee-down", "tedee-down", "unknown", "Tedee does not answer"],
    ["blocked", "blocked", "tedee-down", "unknown", "This network blocks access to Tedee"],
    ["not-tedee", "blocked", "tedee-down", "unknown", "This network blocks access to Tedee"],
    ["broken-answer", "tedee-down", "tedee-down", "unknown", "Tedee’s answer cannot be read"],
    ["too-large", "tedee-down", "tedee-down", "unknown", "Tedee’s answer cannot be read"],
    ["not-allowed", "key-refused", "key", "danger", "This key may not read the locks"],
    ["not-found", "tedee-down", "tedee-down", "unknown", "Tedee’s answer cannot be read"],
    ["limit-reached", "limit-reached", "limit", "attention", "Request limit reached"],
    ["tedee-down", "tedee-down", "tedee-down", "unknown", "Tedee does not answer"],
    ["unexpected", "tedee-down", "tedee-down", "unknown", "Tedee’s answer cannot be read"],
  ] as const)("after two of %s in a row is %s", (kind, banner, glyph, tone, title) => {
    const found = shown(troubled(kind, 2));
    expect(found).toMatchObject({ kind: banner, glyph, tone });
    if (typeof title === "string") expect(found?.title).toBe(title);
    else expect(found?.title).toMatch(title);
    expect(found?.body).not.toBe("");
    expect(shown(troubled(kind, 7))).toEqual(found);
  });

  it.each(FAILURE_KINDS.filter((kind) => kind !== "limit-reached"))("says nothing of one %s", (kind) => {
    expect(shown(troubled(kind, 1))).toBeNull();
  });

  it("says at once that the limit is reached, and when the next update comes", () => {
    const banner = shown(troubled("limit-reached", 1));
    expect(banner).toMatchObject({ kind: "limit-reached", nextTryAt: null, action: null });
    expect(banner?.body).toMatch(/^Next update \S*\d\d:01/);
  });

  it("says nothing of a key within its patience, and all once it counts as refused", () => {
    expect(shown(troubled("key-refused", 2))).toBeNull();
    const refused = { kind: "key-refused", tone: "danger", glyph: "key", title: "Tedee refused the key" };
    expect(shown(troubled("key-refused", 3, { keyRefused: true }))).toMatchObject(refused);
    // a network that fails meanwhile changes nothing about the key
    expect(shown(troubled("no-network", 1, { keyRefused: true }))).toMatchObject(refused);
  });

  it.each([
    ["no-network", "try-now"],
    ["timeout", "try-now"],
    ["blocked", "try-now"],
    ["tedee-down", "try-now"],
    ["broken-answer", "try-now"],
    ["limit-reached", null],
    ["not-allowed", "replace-key"],
  ] as const)("of %s offers the way out that can help: %s", (kind, action) => {
    const banner = shown(troubled(kind, 2));
    expect(banner?.action).toBe(action);
    expect(banner?.nextTryAt).toBe(action === "try-now" ? at(60) : null);
  });

  it("of a refused key offers to replace it, whatever fails meanwhile", () => {
    for (const kind of FAILURE_KINDS) {
      const banner = shown(troubled(kind, 3, { keyRefused: true }));
      expect([banner?.kind, banner?.action, banner?.nextTryAt]).toEqual(["key-refused", "replace-key", null]);
    }
  });

  it("names no time when there never was an answer", () => {
    expect(shown(troubled("no-network", 2, { lastAnswerAt: null }))?.title).toBe("No internet");
  });
});

describe("the problem in one sentence", () => {
  it.each(FAILURE_KINDS)("is told of %s exactly when the banner is", (kind) => {
    for (const count of [1, 2, 3]) {
      for (const keyRefused of [true, false]) {
        const house = troubled(kind, count, { keyRefused });
        expect(problemOf(house, english) !== null).toBe(shown(house) !== null);
      }
    }
    expect(problemOf(troubled(kind, 2, { keyRefused: kind === "key-refused" }), english)?.failure).toBe(kind);
  });
});
