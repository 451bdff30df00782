import type { Alert, AlertSettings } from "../../../src-main/core/alerts/alert.ts";
import { decide } from "../../../src-main/core/alerts/decide.ts";
import { dismissed, freshMemory, type AlertMemory } from "../../../src-main/core/alerts/memory.ts";
import type { HouseEvent } from "../../../src-main/core/lock/house-event.ts";
import { emptyHouse, reduce, type House } from "../../../src-main/core/lock/house.ts";
import type { Instant } from "../../../src-main/core/lock/lock.ts";
import { english } from "./words.ts";
import { at, reading } from "./house.ts";

/** What an owner has set who has set nothing. */
export const rules: AlertSettings = { lossDelayMinutes: 2, pausedUntil: null, notWatched: [] };

/** The same with a pause that ends at a second. */
export const pausedUntil = (seconds: number, lossDelayMinutes = 2): AlertSettings => ({
  ...rules,
  lossDelayMinutes,
  pausedUntil: at(seconds),
});

/** An alert by its facts: "S1:opened", "S1:opened over", "S1:opened after a gap", "app:summary of S1:opened S2:opened". */
export function lineOf({ id, rule, facts, over }: Alert): string {
  const [first] = facts;
  if (first?.rule !== rule) return `${id}${over ? " over" : ""} of ${facts.map((fact) => fact.id).join(" ")}`;
  return [id, over && "over", !over && first.afterGap && "after a gap", first.afterSilence && "after a silence"]
    .filter((part) => part !== false)
    .join(" ");
}

/** The facts that a silence keeps back. */
export const heldIn = ({ facts }: AlertMemory): readonly string[] =>
  [...facts].flatMap(([id, { stage }]) => (stage === "held" ? id : []));

/** The facts that an alert on show speaks of. */
export const shownIn = ({ onShow }: AlertMemory, id: string): readonly string[] => onShow.get(id)?.facts ?? [];

/** What a person does between two events: closes an alert, or chooses settings. */
type Act = { readonly closes: string } | { readonly chooses: Partial<AlertSettings> };

/** Runs events through reducer and alerts as the engine does; a number is a tick at that second. */
export function run(
  steps: readonly (HouseEvent | number | Act)[],
  owner: AlertSettings = rules,
  from: AlertMemory = freshMemory(false),
) {
  let house: House = emptyHouse(at(0), 20_000);
  let memory = from;
  let settings = owner;
  let nextAt: Instant | null = null;
  const raised: Alert[] = [];
  const withdrawn: string[] = [];
  const suppressed: string[] = [];
  const step = (changes: ReturnType<typeof reduce>["changes"], now: Instant): void => {
    const decision = decide(changes, house, settings, memory, english, now);
    ({ memory, nextAt } = decision);
    raised.push(...decision.raise);
    withdrawn.push(...decision.withdraw);
    suppressed.push(...decision.suppress.map(({ id }) => id));
  };
  for (const one of steps) {
    if (typeof one === "number") step([], at(one));
    else if ("closes" in one) memory = dismissed(memory, one.closes);
    else if ("chooses" in one) settings = { ...settings, ...one.chooses };
    else {
      const reduced = reduce(house, one);
      house = reduced.house;
      step(reduced.changes, one.at);
    }
  }
  return { house, memory, nextAt, raised, withdrawn, suppressed, told: raised.map(lineOf) };
}

/** A reading of an unlocked, open, connected lock. */
export const open = (n: number, seconds: number) => reading(n, seconds, { lock: "unlocked", door: "open" });
