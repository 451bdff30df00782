import { BLIND_ID, type AlertFact, type AlertRuleName, type FactRule } from "./alert.ts";
import type { House } from "../lock/house.ts";
import type { Serial } from "../lock/lock.ts";

/** What became of a fact that is not over. */
export interface FactState {
  readonly rule: FactRule;
  readonly serial: Serial | null;
  /** Held: silence keeps it back. */
  readonly stage: "told" | "held";
}

/** An alert on show. */
export interface OnShow {
  readonly rule: AlertRuleName;
  /** The facts that it speaks of and that are not over. */
  readonly facts: readonly string[];
  /** The ends of the others. */
  readonly ended: readonly AlertFact[];
  /** One of the others is neither so nor over: its lock left. */
  readonly unknownEnd: boolean;
}

/** The answers that a house has heard. */
export type Heard = Pick<House, "lastAnswerAt" | "awakeSince">;

/** What alerts remember from one decision to the next. */
export interface AlertMemory {
  /** Every fact that was told or kept back and is not over, by its id. */
  readonly facts: ReadonlyMap<string, FactState>;
  /** Alerts on show, by their id. */
  readonly onShow: ReadonlyMap<string, OnShow>;
  /** What the house had heard at the last decision; null before the first. */
  readonly heard: Heard | null;
}

/** The memory of a start; `blindTold` comes from the last run, since a restart does not repeat an alert. */
export function freshMemory(blindTold: boolean): AlertMemory {
  const blind: FactState = { rule: "blind", serial: null, stage: "told" };
  return { facts: new Map(blindTold ? [[BLIND_ID, blind]] : []), onShow: new Map(), heard: null };
}

/** Whether Ajar has said that it is blind and not taken it back; what silence keeps back was not said. */
export const isBlindTold = ({ facts }: AlertMemory): boolean => facts.get(BLIND_ID)?.stage === "told";

/** The memory after a person closed or clicked an alert, or the desktop dropped it. */
export function dismissed(memory: AlertMemory, id: string): AlertMemory {
  const onShow = new Map(memory.onShow);
  onShow.delete(id);
  return { ...memory, onShow };
}
