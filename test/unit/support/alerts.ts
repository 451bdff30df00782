import type { Alert, AlertMemory, AlertSettings } from "../../../src-main/core/alerts/alert.ts";
import { decide, freshMemory } from "../../../src-main/core/alerts/decide.ts";
import type { HouseEvent } from "../../../src-main/core/lock/house-event.ts";
import { emptyHouse, reduce, type House } from "../../../src-main/core/lock/house.ts";
import type { Instant } from "../../../src-main/core/lock/lock.ts";
import { english } from "./words.ts";
import { at, reading } from "./house.ts";

/** What an owner has set who has set nothing. */
export const rules: AlertSettings = { lossDelayMinutes: 2, pausedUntil: null, notWatched: [] };

/** Runs events through reducer and alerts as the engine does; a number is a tick at that second. */
export function run(
  steps: readonly (HouseEvent | number)[],
  owner: AlertSettings = rules,
  from: AlertMemory = freshMemory(false),
) {
  let house: House = emptyHouse(at(0), 20_000);
  let memory = from;
  const raised: Alert[] = [];
  const withdrawn: string[] = [];
  const suppressed: string[] = [];
  const step = (changes: ReturnType<typeof reduce>["changes"], now: Instant): void => {
    const decision = decide(changes, house, owner, memory, english, now);
    memory = decision.memory;
    raised.push(...decision.raise);
    withdrawn.push(...decision.withdraw);
    suppressed.push(...decision.suppress.map(({ id }) => id));
  };
  for (const one of steps) {
    if (typeof one === "number") step([], at(one));
    else {
      const reduced = reduce(house, one);
      house = reduced.house;
      step(reduced.changes, one.at);
    }
  }
  return { house, memory, raised, withdrawn, suppressed, titles: raised.map(({ title }) => title) };
}

/** A reading of an unlocked, open, connected lock. */
export const open = (n: number, seconds: number) => reading(n, seconds, { lock: "unlocked", door: "open" });
