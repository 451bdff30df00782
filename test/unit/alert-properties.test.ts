import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { freshMemory, decide } from "../../src-main/core/alerts.ts";
import type { Alert, AlertMemory, Rules } from "../../src-main/core/alert.ts";
import type { HouseEvent } from "../../src-main/core/event.ts";
import { emptyHouse, reduce, type House } from "../../src-main/core/house.ts";
import { DOOR_STATES, LOCK_STATES, type Reading } from "../../src-main/core/lock.ts";
import { english } from "../../src-main/core/messages/words.ts";
import { allWell, at, away, failed, listed, lock, read, reading } from "./support/house.ts";

const rules: Rules = { lossDelayMinutes: 2, pausedUntil: null, notWatched: [] };
const DOORS = 3;

/** What one poll of the house brings, without its time. */
type Poll =
  | { readonly kind: "answer"; readonly said: readonly (Partial<Reading> | null)[] }
  | { readonly kind: "failure" | "sleep" };

const said = fc.option(fc.record({ lock: fc.constantFrom(...LOCK_STATES), door: fc.constantFrom(...DOOR_STATES) }), {
  nil: null,
  freq: 6,
});
const poll: fc.Arbitrary<Poll> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant("answer" as const),
      said: fc.array(said, { minLength: DOORS, maxLength: DOORS }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: "failure" } as const) },
  { weight: 1, arbitrary: fc.constant({ kind: "sleep" } as const) },
);
const history = fc.array(poll, { maxLength: 25 });

function eventsOf(polls: readonly Poll[]): readonly HouseEvent[] {
  return polls.flatMap((one, index): readonly HouseEvent[] => {
    const seconds = (index + 1) * 20;
    switch (one.kind) {
      case "answer":
        return [
          read(
            seconds,
            ...one.said.map((differs, n) =>
              differs === null ? away(n + 1, seconds) : reading(n + 1, seconds, differs),
            ),
          ),
        ];
      case "failure":
        return [failed(seconds, "timeout", 1)];
      case "sleep":
        return [
          { kind: "suspended", at: at(seconds) },
          { kind: "resumed", at: at(seconds + 5) },
        ];
    }
  });
}

/** Plays events; the answer holds what each of them raised. */
function play(events: readonly HouseEvent[], from: { house: House; memory: AlertMemory }) {
  let { house, memory } = from;
  const raised: Alert[][] = [];
  for (const event of events) {
    const step = reduce(house, event);
    house = step.house;
    const decision = decide(step.changes, house, rules, memory, english, event.at);
    memory = decision.memory;
    raised.push([...decision.raise]);
  }
  return { house, memory, raised };
}

const fresh = () => ({ house: emptyHouse(at(0), 20_000), memory: freshMemory(false) });

describe("alerts, whatever happens", () => {
  it("come to nothing new when the same is decided again at the same time", () => {
    fc.assert(
      fc.property(history, (polls) => {
        const events = [allWell(DOORS), ...eventsOf(polls)];
        const { house, memory } = play(events, fresh());
        const now = events.at(-1)?.at ?? at(0);
        const again = decide([], house, rules, memory, english, now);
        expect([again.raise, again.withdraw]).toEqual([[], []]);
        expect(again.memory).toEqual(memory);
      }),
    );
  });

  it("come to nothing new when the same history is played again", () => {
    fc.assert(
      fc.property(history, (polls) => {
        const answers = eventsOf(polls).filter(({ kind }) => kind === "read");
        const once = play([allWell(DOORS), ...answers], fresh());
        const twice = play(answers, once);
        expect(twice.raised.flat()).toEqual([]);
      }),
    );
  });

  it("come to nothing at a start, whatever the house is like then", () => {
    fc.assert(
      fc.property(fc.array(said, { minLength: DOORS, maxLength: DOORS }), (states) => {
        const listings = states.map((differs, n) => ({
          lock: lock(n + 1),
          reading: differs === null ? away(n + 1, 0) : reading(n + 1, 0, differs),
        }));
        const same = states.map((differs, n) => (differs === null ? away(n + 1, 20) : reading(n + 1, 20, differs)));
        expect(play([listed(0, listings), read(20, ...same)], fresh()).raised.flat()).toEqual([]);
      }),
    );
  });

  it("never tell a door twice in a row without its closing between", () => {
    fc.assert(
      fc.property(history, (polls) => {
        const events = [allWell(DOORS), ...eventsOf(polls)];
        const { raised } = play(events, fresh());
        const open = new Set<string>();
        events.forEach((event, index) => {
          if (event.kind === "read") {
            event.readings.forEach((one) => {
              if (one.door === "closed") open.delete(`S${String(one.id)}:opened`);
            });
          }
          for (const { id, silent } of raised[index] ?? []) {
            if (!id.endsWith(":opened") || silent) continue;
            expect(open.has(id)).toBe(false);
            open.add(id);
          }
        });
      }),
    );
  });
});
