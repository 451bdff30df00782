import { describe, expect, it } from "vitest";
import type { HouseEvent } from "../../src-main/core/lock/house-event.ts";
import { serialOf, type Instant, type Reading } from "../../src-main/core/lock/lock.ts";
import { after, allWell, at, away, read, reading } from "./support/house.ts";

/** An answer of second `seconds`, with the cloud's date of the last change. */
const unlocked = (seconds: number, changed: number | null, others: Partial<Reading> = {}): HouseEvent =>
  read(seconds, reading(1, seconds, { lock: "unlocked", changedAt: changed === null ? null : at(changed), ...others }));
const asleep = (from: number, until: number): readonly HouseEvent[] => [
  { kind: "suspended", at: at(from) },
  { kind: "resumed", at: at(until) },
];
const relinked = (seconds: number): HouseEvent => read(seconds, away(1, seconds));

const histories: readonly (readonly [string, readonly HouseEvent[], Instant | null])[] = [
  ["the cloud's date, where it fits", [unlocked(20, 12)], at(12)],
  ["the look that noticed it, where the cloud tells no date", [unlocked(20, null)], at(20)],
  ["the look that noticed it, where the date is from before the look before", [unlocked(20, -50)], at(20)],
  ["the look that noticed it, where the date has yet to come", [unlocked(20, 90)], at(20)],
  ["its first moment, as long as it lasts", [unlocked(20, 12), unlocked(40, 12), unlocked(60, null)], at(12)],
  ["the later date, when it moved and came back between two looks", [unlocked(20, 12), unlocked(40, 35)], at(35)],
  [
    "its first moment, when the door moved too: the date may be the door's",
    [unlocked(20, 12), unlocked(40, 35, { door: "open" })],
    at(12),
  ],
  [
    "its first moment, though the computer's clock is half a minute slow",
    [unlocked(20, 50), unlocked(40, 50), unlocked(60, 50)],
    at(20),
  ],
  ["nothing after a long silence without a date", [unlocked(200, null)], null],
  ["nothing after a long silence with a date from before it", [unlocked(200, -50)], null],
  ["the cloud's date after a long silence", [unlocked(200, 150)], at(150)],
  ["nothing when it may be so anew, after a sleep", [unlocked(20, null), ...asleep(30, 40), unlocked(50, null)], null],
  ["the cloud's date of a new start in a sleep", [unlocked(20, 12), ...asleep(30, 900), unlocked(910, 700)], at(700)],
  [
    "nothing when it changed while the lock was out of reach",
    [20, 40, 60, 80, 100, 120].map(relinked).concat(unlocked(140, null)),
    null,
  ],
];

describe("since when the bolt is so", () =>
  it.each(histories)("is %s", (_, events, since) => {
    const { house } = after([allWell(1), ...events]);
    expect(house.locks.get(serialOf("S1"))?.seen.boltSince).toBe(since);
  }));
