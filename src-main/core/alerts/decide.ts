import type { AlertDecision, AlertMemory, AlertSettings } from "./alert.ts";
import { BLIND_AFTER_MS, isBlindable, lastLookOf } from "./blindness.ts";
import { Decision, delayMs, lossOf } from "./decision.ts";
import type { Change } from "../lock/change.ts";
import type { House } from "../lock/house.ts";
import type { Instant } from "../lock/lock.ts";
import { instant } from "../lock/lock.ts";
import type { Words } from "../words/words.ts";

/** The memory of a start; `blindTold` comes from the last run, so that a restart does not say it again. */
export const freshMemory = (blindTold: boolean): AlertMemory => ({
  onShow: new Map(),
  lossTold: new Set(),
  lossHeld: new Set(),
  blindTold,
  lastAnswer: null,
  held: new Set(),
});

/** What to raise, withdraw and keep back, for the facts that just came about and those whose time has come. */
export function decide(
  changes: readonly Change[],
  house: House,
  rules: AlertSettings,
  memory: AlertMemory,
  words: Words,
  now: Instant,
): AlertDecision {
  const decision = new Decision(house, rules, memory, words, now);
  for (const change of changes) decision.change(change);
  decision.leavers();
  decision.losses();
  decision.blindness();
  decision.pauseEnd();
  const decided = decision.result();
  return { ...decided, nextAt: nextAlert(house, rules, decided.memory, now) };
}

/** The memory after a person closed or clicked an alert, or the desktop dropped it. */
export function dismissed(memory: AlertMemory, id: string): AlertMemory {
  const onShow = new Map(memory.onShow);
  onShow.delete(id);
  return { ...memory, onShow };
}

/** The next instant at which an alert comes due by itself; null when none is coming. */
export function nextAlert(house: House, rules: AlertSettings, memory: AlertMemory, now: Instant): Instant | null {
  const instants: number[] = [];
  for (const known of house.locks.values()) {
    const since = lossOf(known)?.since;
    const serial = known.lock.serial;
    if (since !== undefined && !memory.lossTold.has(serial) && !memory.lossHeld.has(serial)) {
      instants.push(since + delayMs(rules));
    }
  }
  if (!memory.blindTold && isBlindable(house)) instants.push(lastLookOf(house) + BLIND_AFTER_MS);
  if (rules.pausedUntil !== null) instants.push(rules.pausedUntil);
  const next = instants.filter((at) => at > now).reduce((a, b) => Math.min(a, b), Infinity);
  return next === Infinity ? null : instant(next);
}
