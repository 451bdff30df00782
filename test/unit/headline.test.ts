import { describe, expect, it } from "vitest";
import type { HouseEvent } from "../../src-main/core/lock/house-event.ts";
import type { Reading, Serial } from "../../src-main/core/lock/lock.ts";
import { english } from "./support/words.ts";
import { present } from "../../src-main/core/view/presenter.ts";
import { defaultSettings } from "../../src-main/core/app/settings.ts";
import type { Snapshot } from "../../src-main/core/view/snapshot.ts";
import { after, allWell, at, away, failed, listed, lock, read, reading } from "./support/house.ts";

const around = { words: english, key: "in-use" as const, demo: false, otherCloud: null, alerts: [], notices: [] };

function shown(events: readonly HouseEvent[], seconds: number, notWatched: readonly Serial[] = []): Snapshot {
  return present(after(events).house, { ...defaultSettings, notWatched }, around, at(seconds)).snapshot;
}

const sees = (...differs: Partial<Reading>[]): readonly HouseEvent[] => [
  allWell(differs.length),
  read(20, ...differs.map((one, i) => reading(i + 1, 20, one))),
];
const open = { lock: "unlocked", door: "open" } as const;
/** Polls half a minute apart that a key was not allowed. */
const denied = (count: number): readonly HouseEvent[] =>
  Array.from({ length: count }, (_, index) => failed(25 + 30 * index, "not-allowed", index + 1));
const noBridge = { link: "no-bridge", lock: "unknown", door: "unknown" } as const;
const noneFrom = (bridgeless: number): HouseEvent =>
  listed(
    0,
    [1, 2, 3].map((n) => ({
      lock: n === bridgeless ? { ...lock(n), bridgeId: null } : lock(n),
      reading: reading(n, 0, n === bridgeless ? noBridge : {}),
    })),
  );

describe("the sentence of the header", () => {
  it.each([
    ["all locked, every door closed", sees({}, {}, {}), 40, "All 3 locked and closed", "secure", "door-closed"],
    ["all late, locked and closed", sees({}, {}), 110, "Both locked and closed", "secure", "door-closed"],
    ["a door without a sensor", sees({}, { door: "none" }), 40, "Both locked", "secure", "locked"],
    ["a door whose sensor is lost", sees({}, { door: "lost" }), 40, "Both locked", "secure", "locked"],
    ["an uncalibrated sensor", sees({}, { door: "uncalibrated" }), 40, "Both locked", "secure", "locked"],
    ["one open", sees(open, {}), 40, "1 lock needs attention", "attention", "door-open"],
    ["the worst leads", sees(open, { door: "open" }, {}), 40, "2 locks need attention", "danger", "door-open"],
    ["one unlocked", sees({ lock: "unlocked" }, {}), 40, "1 lock needs attention", "attention", "unlocked"],
    ["one unknown", sees({ lock: "unknown" }, {}), 40, "1 lock needs attention", "unknown", "question"],
    ["one moving", sees({ lock: "locking" }, {}), 40, "Door 1 locking…", "moving", "moving"],
    ["two moving", sees({ lock: "locking" }, { lock: "updating" }, {}), 40, "2 locks are moving…", "moving", "moving"],
    ["trouble before motion", sees({ lock: "locking" }, open), 40, "1 lock needs attention", "attention", "door-open"],
    ["all old", sees({}, open), 121, /^Offline since \d\d:00/, "unknown", "no-connection"],
    ["all lost", sees({}, open), 90_000, /^Offline since Tue \d\d:00/, "unknown", "no-connection"],
    ["no network", [...sees({}), failed(40, "no-network", 2)], 41, /^Offline since/, "unknown", "no-connection"],
    ["a refused key", [...sees({}), failed(40, "key-refused", 3, true)], 41, /^No updates since/, "unknown", "key"],
    [
      "a key that may not read, of late",
      [...sees({}), ...denied(2)],
      90,
      "Door 1 locked and closed",
      "secure",
      "locked",
    ],
    ["a key that may not read", [...sees({}), ...denied(3)], 90, /^No updates since/, "unknown", "key"],
    ["nothing known yet", [], 1, "Asking Tedee…", "moving", "moving"],
    ["no network from the start", [failed(1, "no-network", 2)], 2, "Offline", "unknown", "no-connection"],
    ["a key refused from the start", [failed(1, "key-refused", 3, true)], 2, "No updates", "unknown", "key"],
    ["an empty account", [listed(0, [])], 1, "No locks", "unknown", "house"],
    ["one lock", sees({}), 40, "Door 1 locked and closed", "secure", "locked"],
    ["one lock, open", sees(open), 260, "Door 1 open", "attention", "door-open"],
    [
      "one lock, not reached",
      [...sees({}), read(40, away(1, 40)), read(60, away(1, 60))],
      60,
      "Door 1 has no connection",
      "unknown",
      "no-connection",
    ],
    ["a lock without a bridge", [noneFrom(2)], 10, "2 locked and closed, 1 not reachable", "secure", "door-closed"],
    [
      "a lock that left",
      [
        allWell(3),
        ...[20, 80].map((seconds) =>
          listed(
            seconds,
            [1, 2].map((n) => ({ lock: lock(n), reading: reading(n, seconds) })),
          ),
        ),
      ],
      90,
      "2 locked and closed, 1 no longer in this account",
      "secure",
      "door-closed",
    ],
  ] as const)("with %s", (name, events, seconds, sentence, tone, glyph) => {
    // an open door is read again, so that only its duration grows
    const again = name === "one lock, open" ? [...events, read(seconds, reading(1, seconds, open))] : events;
    const { headline } = shown(again, seconds);
    if (typeof sentence === "string") expect(headline.sentence.text).toBe(sentence);
    else expect(headline.sentence.text).toMatch(sentence);
    expect(headline).toMatchObject({ tone, glyph });
  });

  it("counts neither a lock that is not watched, whatever it does, nor its sensor", () => {
    const events = sees({}, {}, open);
    expect(shown(events, 40, [lock(3).serial]).headline.sentence.text).toBe("2 locked and closed, 1 not watched");
    expect(shown(sees({}, { door: "none" }), 40, [lock(2).serial]).headline.sentence.text).toBe(
      "1 locked and closed, 1 not watched",
    );
    expect(
      shown(
        events,
        40,
        [1, 2, 3].map((n) => lock(n).serial),
      ).headline,
    ).toMatchObject({ tone: "unknown" });
  });

  it("runs only for one lock, and says what may have changed only when it speaks of the past", () => {
    const oneOpen = shown(sees(open), 40).headline;
    expect(oneOpen.running).toEqual({ kind: "duration", since: at(20) });
    expect(shown(sees(open, {}), 40).headline.running).toBeNull();
    expect(oneOpen.instead).toBeNull();
    expect(shown(sees({}, {}), 40).headline.instead).toBeNull();
    expect(shown(sees({}, {}), 121).headline.instead).toBe("States may have changed");
    expect(shown([...sees({}), failed(40, "key-refused", 3, true)], 41).headline.instead).toBe(
      "States may have changed",
    );
  });

  it("asks before it says what it was, after a start from kept names", () => {
    const kept: HouseEvent = { kind: "cached", at: at(0), locks: [lock(1), lock(2)] };
    const { headline, rows } = shown([kept], 1);
    expect(headline).toMatchObject({ sentence: { text: "Asking Tedee…" }, tone: "moving" });
    expect(rows.every(({ tone }) => tone === "unknown")).toBe(true);
  });

  it("is withdrawn by a banner before the data is old, while the tray goes by what stands", () => {
    const { headline, rowsHeadline } = shown([...sees({}, {}), failed(40, "no-network", 2)], 50);
    expect(headline.tone).toBe("unknown");
    expect(rowsHeadline).toMatchObject({ tone: "secure", sentence: { text: "Both locked and closed" } });
  });
});
