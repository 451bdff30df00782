import { describe, expect, it } from "vitest";
import { FAILURE_KINDS } from "../../src-main/core/lock/failure.ts";
import { lockIdOf } from "../../src-main/core/lock/lock.ts";
import { hintsOfFailure, hintsOfReadings, knownList } from "../../src-main/sync/relist.ts";
import { failureOf } from "../unit/support/failures.ts";
import { after, allWell, listed, lock, reading } from "../unit/support/house.ts";

const ids = [1, 2].map(lockIdOf);
const { locks } = knownList(after([allWell(2)]).house);

describe("hints that the list is out of date", () => {
  it("are none when every lock answered as it was listed", () =>
    expect(hintsOfReadings(locks, ids, [reading(1, 20), reading(2, 20)])).toEqual([]));

  it.each([
    ["another revision", [reading(1, 20), reading(2, 20, { revision: 2 })], ["revision:S2:2"]],
    ["a lock that is missing", [reading(1, 20)], ["missing:2"]],
    ["an id that is not known", [reading(1, 20), reading(2, 20), reading(3, 20)], ["unknown:3"]],
    ["a bridge that a sync knows nothing of", [reading(1, 20, { link: "no-bridge" }), reading(2, 20)], ["bridge:S1:1"]],
    ["a revision that is not told", [reading(1, 20, { revision: null }), reading(2, 20)], []],
  ])("come from %s", (_, readings, hints) => expect(hintsOfReadings(locks, ids, readings)).toEqual(hints));

  it("come from a bridge that a sync knows nothing of, also for a lock whose list names no revision", () => {
    const old = { ...lock(1), revision: null };
    const listing = { lock: old, reading: reading(1, 0, { revision: null }) };
    const listedOld = knownList(after([listed(0, [listing])]).house).locks;
    const without = reading(1, 20, { link: "no-bridge", revision: 7 });
    expect(hintsOfReadings(listedOld, [old.id], [without])).toEqual(["bridge:S1:"]);
    expect(hintsOfReadings(listedOld, [old.id], [reading(1, 20, { revision: 7 })])).toEqual([]);
  });

  it("take a lock that left the account for unknown", () => {
    const without = (seconds: number) => listed(seconds, [{ lock: lock(1), reading: reading(1, seconds) }]);
    const left = knownList(after([allWell(2), without(20), without(80)]).house).locks;
    expect(hintsOfReadings(left, [lockIdOf(1)], [reading(1, 40), reading(2, 40)])).toEqual(["unknown:2"]);
  });

  it("come from a refusal of ids alone", () => {
    for (const kind of FAILURE_KINDS) {
      const failure = failureOf(kind);
      const refused = kind === "not-found" || kind === "not-allowed";
      expect(hintsOfFailure({ kind: "sync-one", id: lockIdOf(1) }, failure)).toEqual(refused ? ["refused:1"] : []);
      expect(hintsOfFailure({ kind: "sync-some", ids }, failure)).toHaveLength(refused ? 2 : 0);
      expect(hintsOfFailure({ kind: "sync-all", ids }, failure)).toEqual([]);
    }
  });
});
