import { describe, expect, it } from "vitest";
import { connectionId, openedId, SUMMARY_ID } from "../../src-main/core/alerts/alert.ts";
import { back, closed, isOpen, lost, stillOpen, summary } from "../../src-main/core/alerts/texts.ts";
import { english } from "./support/words.ts";
import type { KnownLock } from "../../src-main/core/lock/house.ts";
import type { Instant } from "../../src-main/core/lock/lock.ts";
import { nothingObserved } from "../../src-main/core/lock/observation.ts";
import { after, allWell, at, away, listed, lock, read, reading } from "./support/house.ts";

/** A lock of a house after these events. */
function known(events: Parameters<typeof after>[0], n = 1): KnownLock {
  const found = after(events).house.locks.get(lock(n).serial);
  if (found === undefined) throw new Error("No such lock");
  return found;
}

describe("the words of an alert", () => {
  it("name what a lost lock last said, its open door before its bolt", () => {
    const bodyOf = (one: KnownLock): string => lost(one, at(40), english, at(200)).body;
    expect(bodyOf(known([allWell(1), read(20, away(1, 20))]))).toMatch(
      /^Was locked at [\d:]+( [AP]M)?\. Check bridge and battery\.$/,
    );
    const ajar = reading(1, 20, { lock: "locked", door: "open" });
    expect(bodyOf(known([allWell(1), read(20, ajar), read(40, away(1, 40))]))).toMatch(/^Was open at/);
  });

  it("headline nothing of a lost lock that never said anything", () => {
    const never = { ...known([listed(0, [{ lock: lock(1), reading: away(1, 0) }])]), seen: nothingObserved };
    expect(lost(never, at(40), english, at(200)).body).toMatch(/^Since [\d:]+( [AP]M)?\. Check bridge and battery\.$/);
  });

  it("say of a lock that is back what it reports, and nothing it does not", () => {
    const one = known([allWell(1)]);
    expect(back(one.lock, one.seen, english).body).toBe("Locked.");
    expect(back(one.lock, nothingObserved, english).body).not.toMatch(/lock|clos/i);
  });

  it("name the moment of opening only where it was seen", () => {
    const fact = { state: "open", since: at(20), at: at(40) } as const;
    expect(stillOpen(lock(1), { ...fact, sinceKnown: true }, english, at(60)).body).toMatch(/^Open since/);
    const unseenOpening = stillOpen(lock(1), { ...fact, sinceKnown: false }, english, at(60));
    expect(unseenOpening).toEqual(isOpen(lock(1), at(20), english, at(60)));
    expect(unseenOpening.body).not.toMatch(/since/i);
  });

  it("count doors and connections in a summary, those of one bridge side by side", () => {
    const { house } = after([allWell(4)]);
    const facts = [1, 2, 3, 4].map((n) => {
      const one = known([allWell(4)], n);
      return n < 3 ? isOpen(one.lock, at(20), english, at(40)) : lost(one, at(20), english, at(40));
    });
    expect(facts.map(({ id }) => id)).toEqual([
      ...[1, 2].map((n) => openedId(lock(n).serial)),
      ...[3, 4].map((n) => connectionId(lock(n).serial)),
    ]);
    const many = summary(facts, house, english);
    expect(many).toMatchObject({ id: SUMMARY_ID, title: "4 alerts", serial: lock(1).serial });
    expect(many.body).toBe("2 doors open, 2 without connection: Door 1, Door 2, Door 3, Door 4.");
    expect(summary(facts.slice(0, 1), house, english).body).toMatch(/^1 door open: /);
    expect(summary([], house, english).serial).toBeNull();
    const { lock: bridgeless, ...rest } = known([allWell(4)], 2);
    const moved = {
      ...house,
      locks: new Map(house.locks).set(bridgeless.serial, { ...rest, lock: { ...bridgeless, bridgeId: null } }),
    };
    expect(summary(facts, moved, english).body).toMatch(/: Door 2, Door 1, Door 3, Door 4\.$/);
  });

  it("say how long a door was open only where its opening was seen", () => {
    const { serial } = lock(1);
    const change = { kind: "door", serial, from: "open", to: "closed", certain: true, afterGap: false } as const;
    const after = (openSince: Instant | null) =>
      closed(lock(1), { ...change, noticedAt: at(80), happenedAt: at(80), openSince }, english, at(80));
    expect(after(at(20)).body).toBe("Was open 1\u00a0min.");
    expect(after(null).body).not.toMatch(/was open/i);
  });
});
