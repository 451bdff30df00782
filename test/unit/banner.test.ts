import { describe, expect, it } from "vitest";
import { bannerOf } from "../../src-main/core/view/banner.ts";
import type { HouseEvent } from "../../src-main/core/lock/house-event.ts";
import { failureWords } from "../../src-main/core/view/failure-words.ts";
import { FAILURE_KINDS, type FailureKind } from "../../src-main/core/lock/failure.ts";
import { emptyHouse, reduce, type House } from "../../src-main/core/lock/house.ts";
import { english } from "./support/words.ts";
import { problemOf } from "../../src-main/core/view/status-message.ts";
import type { Banner } from "../../src-main/core/view/snapshot.ts";
import { failureOf } from "./support/failures.ts";
import { allWell, at } from "./support/house.ts";

/** Polls that failed in a row, a minute apart, after one that was answered; the key counts as refused when said so. */
function failing(kinds: readonly FailureKind[], keyRefused = false, apartSeconds = 60): House {
  const events = kinds.map((kind, index): HouseEvent => ({
    kind: "failed",
    at: at(apartSeconds * (index + 1)),
    failure: failureOf(kind),
    failuresInARow: index + 1,
    nextTryAt: at(apartSeconds * (index + 2)),
    keyRefused,
  }));
  return [allWell(1), ...events].reduce((house, event) => reduce(house, event).house, emptyHouse(at(0), 20_000));
}
const times = (count: number, kind: FailureKind): readonly FailureKind[] => Array.from({ length: count }, () => kind);
const shown = (house: House): Banner | null => bannerOf(house, english, at(200));
const titles = (rows: readonly (readonly FailureKind[])[]): readonly (string | undefined)[] =>
  rows.map((row) => shown(failing(row))?.title);

/** What no other failure may say, since it would be untrue of it. */
const ONLY_OF: Readonly<Record<FailureKind, RegExp>> = {
  "no-network": /no internet/i,
  timeout: /took more/i,
  reset: /connection to Tedee failed/i,
  blocked: /blocks access|another one/i,
  "not-tedee": /may want you|with your browser/i,
  "broken-answer": /can’t be read/i,
  "too-large": /5 MB|fewer locks/i,
  "key-refused": /rejected the key|expired|without updates/i,
  "not-allowed": /isn’t allowed|scope/i,
  "not-found": /couldn’t find what/i,
  "limit-reached": /limit|next update/i,
  "tedee-down": /isn’t responding|internet works/i,
  unexpected: /unexpected answer/i,
};

describe("the banner", () => {
  it("is not there while nothing is wrong", () => expect(shown(emptyHouse(at(0), 20_000))).toBeNull());

  it.each(FAILURE_KINDS)("of %s says what happened, what still works and what to do, as the trace does", (kind) => {
    const house = failing(times(3, kind), kind === "key-refused");
    const { happened, still, todo } = failureWords(kind, english);
    const banner = shown(house);
    expect(banner?.kind).toBe(kind);
    expect(banner?.title).toMatch(new RegExp(`^${happened}( since .+)?$`));
    // a limit is the one failure whose end can be named
    expect(banner?.body.replace(/^Next update at \S*\d\d:04\S*( [AP]M)?\. /, "")).toBe(`${still} ${todo}`);
    expect(problemOf(house, english)).toEqual({ failure: kind, text: `${happened}. ${still} ${todo}` });
  });

  it("speaks of no states before there was any", () => {
    const house = { ...failing(times(2, "timeout")), lastAnswerAt: null };
    expect(shown(house)?.body).toBe(failureWords("timeout", english).todo);
  });

  it.each(FAILURE_KINDS)("of %s says nothing that is true of another failure alone", (kind) => {
    const banner = shown(failing(times(3, kind), kind === "key-refused"));
    const said = `${banner?.title ?? ""}. ${banner?.body ?? ""}`;
    expect(FAILURE_KINDS.filter((other) => ONLY_OF[other].test(said))).toEqual([kind]);
  });

  it.each([
    ["no-network", "no-connection", "unknown"],
    ["timeout", "tedee-down", "unknown"],
    ["reset", "tedee-down", "unknown"],
    ["blocked", "tedee-down", "unknown"],
    ["not-tedee", "tedee-down", "unknown"],
    ["broken-answer", "tedee-down", "unknown"],
    ["too-large", "tedee-down", "unknown"],
    ["not-allowed", "key", "danger"],
    ["not-found", "tedee-down", "unknown"],
    ["limit-reached", "limit", "attention"],
    ["tedee-down", "tedee-down", "unknown"],
    ["unexpected", "tedee-down", "unknown"],
  ] as const)("comes after two of %s in a row, with the glyph %s in the tone %s", (kind, glyph, tone) => {
    expect(shown(failing(times(2, kind)))).toMatchObject({ glyph, tone });
    expect(shown(failing(times(7, kind)))).toMatchObject({ glyph, tone });
  });

  it.each(FAILURE_KINDS.filter((kind) => kind !== "limit-reached"))("says nothing of one %s", (kind) =>
    expect(shown(failing([kind]))).toBeNull(),
  );

  it("says at once that the limit is reached, and when the next update comes", () => {
    const banner = shown(failing(["limit-reached"]));
    expect(banner).toMatchObject({ kind: "limit-reached", nextTryAt: null, action: null });
    expect(banner?.body).toMatch(/^Next update at \S*\d\d:02/);
  });

  it("says nothing of a key within its patience, and all once it counts as refused", () => {
    expect(shown(failing(times(2, "key-refused")))).toBeNull();
    const refused = { kind: "key-refused", tone: "danger", glyph: "key", title: "Tedee rejected the key" };
    expect(shown(failing(times(3, "key-refused"), true))).toMatchObject(refused);
    // a network that fails meanwhile changes nothing about the key
    expect(shown(failing(["no-network"], true))).toMatchObject(refused);
  });

  it("stays through refusals that may be a blip, and asks for no other key", () => {
    const down = "Tedee isn’t responding";
    const row: readonly FailureKind[] = ["tedee-down", "tedee-down", "key-refused", "tedee-down", "key-refused"];
    expect(titles(row.map((_, index) => row.slice(0, index + 1)))).toEqual([undefined, down, down, down, down]);
    expect(shown(failing(row))).toMatchObject({ action: "try-now", nextTryAt: at(360) });
    expect(titles([["tedee-down", "key-refused"]])).toEqual([down]);
    expect(problemOf(failing(row), english)?.failure).toBe("tedee-down");
    expect(titles([["timeout", "tedee-down", "key-refused"]])).toEqual([down]);
    expect(titles([["key-refused", "tedee-down"]])).toEqual([down]);
  });

  it("forgets what failed before an answer", () => {
    const answered = reduce(failing(times(4, "tedee-down")), allWell(1, 300)).house;
    const refused = { kind: "failed", at: at(320), failure: failureOf("key-refused"), failuresInARow: 2 } as const;
    expect(shown(reduce(answered, { ...refused, nextTryAt: at(340), keyRefused: false }).house)).toBeNull();
  });

  it.each([
    ["no-network", "try-now"],
    ["timeout", "try-now"],
    ["blocked", "try-now"],
    ["tedee-down", "try-now"],
    ["broken-answer", "try-now"],
    ["not-found", "try-now"],
    ["limit-reached", null],
    ["not-allowed", "replace-key"],
  ] as const)("of %s offers the way out that can help: %s", (kind, action) => {
    const banner = shown(failing(times(3, kind)));
    expect(banner?.action).toBe(action);
    expect(banner?.nextTryAt).toBe(action === "try-now" ? at(240) : null);
  });

  it("of a refused key offers to replace it, whatever fails meanwhile", () => {
    for (const kind of FAILURE_KINDS) {
      const banner = shown(failing(times(3, kind), true));
      expect([banner?.kind, banner?.action, banner?.nextTryAt]).toEqual(["key-refused", "replace-key", null]);
    }
  });

  it("names no time when there never was an answer", () => {
    const house = { ...failing(times(2, "no-network")), lastAnswerAt: null };
    expect(shown(house)?.title).toBe("No internet");
    expect(shown(failing(times(2, "no-network")))?.title).toMatch(/^No internet since \S*\d\d:00/);
  });
});

describe("a key that may not read the locks", () => {
  const denied = (count: number): readonly FailureKind[] => times(count, "not-allowed");

  it.each([
    ["two, a minute apart", denied(2), 60, "try-now"],
    ["three within a minute", denied(3), 29, "try-now"],
    ["three over a minute", denied(3), 30, "replace-key"],
    ["two after a cloud that was down", ["tedee-down", ...denied(2)], 60, "try-now"],
    ["three with another failure between", [...denied(2), "tedee-down", "not-allowed"], 60, "try-now"],
    [
      "three with a refusal that may be a blip between",
      [...denied(2), "key-refused", "not-allowed"],
      60,
      "replace-key",
    ],
    ["three with one after them", [...denied(3), "key-refused"], 60, "replace-key"],
  ] as const)("is asked about only when it was told so for as long as a refused one: %s", (_, row, apart, action) => {
    const banner = shown(failing(row, false, apart));
    expect(banner).toMatchObject({ kind: "not-allowed", title: "This key isn’t allowed to read locks", action });
  });

  it.each([
    ["a sleep", { kind: "resumed", at: at(9000) }],
    ["a time that nobody saw", { kind: "time-lost", at: at(9000) }],
  ] as const)("is not asked about for what was told before %s, unless that was enough", (_, event) => {
    const next = (house: House): House => {
      const base = {
        kind: "failed",
        failure: failureOf("not-allowed"),
        nextTryAt: at(9100),
        keyRefused: false,
      } as const;
      return reduce(reduce(house, event).house, { ...base, at: at(9005), failuresInARow: 3 }).house;
    };
    expect(shown(next(failing(denied(2))))?.action).toBe("try-now");
    expect(shown(next(failing(denied(3))))?.action).toBe("replace-key");
  });

  it("is not asked about sooner or later for a clock that was set", () => {
    const moved = (byMs: number): House =>
      reduce(failing(denied(2)), { kind: "clock-jumped", at: at(120), byMs }).house;
    const last = { kind: "failed", failure: failureOf("not-allowed"), failuresInARow: 3, keyRefused: false } as const;
    const after = (house: House, seconds: number): Banner | null =>
      shown(reduce(house, { ...last, at: at(seconds), nextTryAt: at(seconds) }).house);
    expect(after(moved(-3_600_000), 120 - 3600)?.action).toBe("replace-key");
    expect(after(moved(40_000), 159)?.action).toBe("try-now");
    expect(after(moved(40_000), 160)?.action).toBe("replace-key");
  });
});

describe("the problem in words", () =>
  it.each(FAILURE_KINDS)("is told of %s exactly when the banner is", (kind) => {
    for (const count of [1, 2, 3]) {
      for (const keyRefused of [true, false]) {
        const house = failing(times(count, kind), keyRefused);
        expect(problemOf(house, english)?.failure).toBe(shown(house)?.kind);
      }
    }
  }));

describe("the banner beside an access token", () => {
  const ofToken = (house: House): Banner | null => bannerOf(house, english, at(200), "access-token");

  it.each([
    ["key-refused", true, "The access token has expired"],
    ["not-allowed", false, "This access token isn’t allowed to read locks"],
  ] as const)("of %s names the token and what to do, and offers no key", (kind, refused, title) => {
    const house = failing(times(4, kind), refused);
    const banner = ofToken(house);
    expect(banner).toMatchObject({ kind, title, action: null, nextTryAt: null });
    expect(banner?.body).toMatch(/Set an? (new )?AJAR_ACCESS_TOKEN .*restart Ajar\./);
    expect(`${banner?.title ?? ""} ${banner?.body ?? ""}`).not.toMatch(/\bkey\b/i);
    expect(problemOf(house, english, "access-token")?.text).toBe(`${title}. ${banner?.body ?? ""}`);
  });

  it.each(FAILURE_KINDS.filter((kind) => kind !== "key-refused" && kind !== "not-allowed"))(
    "of %s is that of any credential",
    (kind) => {
      const house = failing(times(3, kind));
      expect(ofToken(house)).toEqual(shown(house));
    },
  );
});
