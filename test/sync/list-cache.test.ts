import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  listAllowedAt,
  LIST_WINDOW_MS,
  emptyListCache,
  pagesRead,
  parseListCache,
  type ListCache,
} from "../../src-main/core/polling/list-cache.ts";
import { instant, type Instant } from "../../src-main/core/lock/lock.ts";
import { startsFromCache } from "../../src-main/core/polling/poll-state.ts";
import { at, lock, START_MS } from "../unit/support/house.ts";

const HOUR_MS = 3_600_000;
const now = at(0);
const pages = (...seconds: readonly number[]): readonly Instant[] => seconds.map(at);

describe("the window of list pages", () => {
  it.each([
    ["an empty window", [], 1, 0],
    ["eight pages and one more", [-500, -400, -300, -200, -100, -50, -40, -30], 1, 0],
    ["nine pages and one more", [-500, -400, -300, -200, -100, -50, -40, -30, -20], 1, 100.001],
    ["three pages and six more", [-500, -400, -300], 6, 0],
    ["four pages and six more", [-500, -400, -300, -200], 6, 100.001],
    ["four pages and eight more", [-500, -400, -300, -200], 8, 300.001],
    ["a page that left the window", [-600.001], 9, 0],
    ["a page at the window's very edge", [-600], 9, 0.001],
    ["more pages than the window holds, when it is empty", [], 12, 0],
    ["more pages than the window holds, when it is not", [-500, -400], 12, 200.001],
  ] as const)("with %s", (_, read, count, seconds) =>
    expect(listAllowedAt(pages(...read), count, now)).toBe(at(seconds)),
  );

  it("never holds more than nine, whatever lists are wished for and whatever their length", () => {
    const wishes = fc.array(
      fc.record({
        gapMs: fc.integer({ min: 0, max: 400_000 }),
        expected: fc.integer({ min: 1, max: 12 }),
        length: fc.integer({ min: 1, max: 12 }),
        pageMs: fc.integer({ min: 0, max: 10_000 }),
      }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(wishes, (all) => {
        let time: Instant = instant(START_MS);
        const read: Instant[] = [];
        for (const { gapMs, expected, length, pageMs } of all) {
          time = instant(time + gapMs);
          time = listAllowedAt(read, expected, time);
          for (let page = 1; page <= length && listAllowedAt(read, 1, time) <= time; page += 1) {
            read.push(time);
            expect(read.filter((one) => time - one <= LIST_WINDOW_MS).length).toBeLessThanOrEqual(9);
            time = instant(time + pageMs);
          }
        }
      }),
    );
  });
});

describe("what was kept of the list", () => {
  const kept: ListCache = {
    times: pages(-500, -20),
    holdUntil: at(60),
    locks: [lock(1, "Front door"), { ...lock(2), revision: null, bridgeId: null }],
  };

  it("comes back whole from its own JSON", () => {
    expect(parseListCache(JSON.parse(JSON.stringify(kept)), now)).toEqual(kept);
    expect(parseListCache({}, now)).toEqual(emptyListCache);
  });

  it.each([
    ["times", { times: ["yesterday"] }],
    ["holdUntil", { holdUntil: "soon" }],
    ["locks", { locks: [{ serial: "S1" }] }],
  ] as const)("keeps the other fields beside bad %s", (name, bad) =>
    expect(parseListCache({ ...kept, ...bad }, now)).toEqual({ ...kept, [name]: emptyListCache[name] }),
  );

  it.each([
    ["in the past", -1, null],
    ["that ends now", 0, null],
    ["of a minute", 60, at(60)],
    ["of an hour", 3600, at(3600)],
    ["longer than any that is asked for", 3600.001, null],
  ] as const)("bounds a wait %s", (_, seconds, holdUntil) =>
    expect(parseListCache({ holdUntil: at(seconds) }, now).holdUntil).toBe(holdUntil),
  );

  it("takes a time from the future as now", () =>
    expect(parseListCache({ times: [at(-10), at(9999)] }, now).times).toEqual([at(-10), now]));

  it("is valid from any JSON, and the same when it is read again", () => {
    const numbers = fc.oneof(fc.double(), fc.integer({ min: START_MS - HOUR_MS, max: START_MS + 2 * HOUR_MS }));
    const near = fc.record(
      { times: fc.oneof(fc.array(numbers), fc.jsonValue()), holdUntil: numbers, locks: fc.jsonValue() },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), near), (json) => {
        const parsed = parseListCache(json, now);
        expect(parsed.times.every((time) => Number.isFinite(time) && time <= now)).toBe(true);
        const wait = (parsed.holdUntil ?? now) - now;
        expect(wait >= 0 && wait <= HOUR_MS).toBe(true);
        // through JSON first, which knows no negative zero
        const written: unknown = JSON.parse(JSON.stringify(parsed));
        expect(parseListCache(written, now)).toEqual(written);
      }),
    );
  });

  it.each([
    [[-500, -400, -300, -200], [lock(1)], false],
    [[-500, -400, -300, -200, -100], [lock(1)], true],
    [[-601, -400, -300, -200, -100], [lock(1)], false],
    [[-500, -400, -300, -200, -100], [], false],
  ] as const)("starts from kept names after pages %o with locks %o: %s", (read, locks, uses) => {
    expect(startsFromCache({ ...emptyListCache, times: pages(...read), locks }, now)).toBe(uses);
    expect(pagesRead(pages(...read), now).length).toBe(read.filter((second) => second >= -600).length);
  });
});
