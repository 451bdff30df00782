import { age, freshnessOf } from "./freshness.ts";
import type { Change, House, KnownLock } from "./house.ts";
import type { Instant, Serial } from "./lock.ts";
import { instant } from "./lock.ts";
import type { Words } from "./messages/words.ts";
import { OUTAGE_READINGS } from "./row.ts";
import type { Settings } from "./settings.ts";
import type { Tone } from "./snapshot.ts";
import * as text from "./alert-texts.ts";

/** One thing to tell, or the quiet end of one that was told. */
export interface Alert {
  /** `serial:rule` or `app:rule`; the same for a fact and its end. */
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly urgency: "low" | "normal" | "critical";
  readonly silent: boolean;
  /** The alert on show that this one takes the place of. */
  readonly replaces: string | null;
  /** The lock that a click leads to. */
  readonly serial: Serial | null;
  readonly tone: Tone;
}

/** What the owner wants to be told. */
export type Rules = Pick<Settings, "lossDelayMinutes" | "pausedUntil" | "notWatched">;

/** What has been told, is on show, or waits for the end of a pause. */
export interface AlertMemory {
  /** Alerts on show by id, with the facts each speaks of (a summary of several). */
  readonly onShow: ReadonlyMap<string, readonly string[]>;
  /** Lost connections that were told. */
  readonly lossTold: ReadonlySet<Serial>;
  /** Lost connections that came up during a pause: not told, and not to be raised again. */
  readonly lossHeld: ReadonlySet<Serial>;
  readonly blindTold: boolean;
  /** Facts that a pause kept back, to be told at its end if they are still so. */
  readonly held: ReadonlySet<string>;
}

export interface AlertDecision {
  readonly memory: AlertMemory;
  readonly raise: readonly Alert[];
  readonly withdraw: readonly string[];
  readonly suppress: readonly { readonly id: string; readonly reason: "paused" }[];
}

/** Data missing for this long while the computer is awake makes Ajar blind. */
export const BLIND_AFTER_MS = 10 * 60_000;
/** More alerts than this from one reading become one summary. */
export const SEPARATE_ALERTS = 3;
export const BLIND_ID = "app:blind";
export const SUMMARY_ID = "app:summary";
export const AFTER_PAUSE_ID = "app:after-pause";

/** The memory of a start; `blindTold` comes from the last run, so that a restart does not say it again. */
export const freshMemory = (blindTold: boolean): AlertMemory => ({
  onShow: new Map(),
  lossTold: new Set(),
  lossHeld: new Set(),
  blindTold,
  held: new Set(),
});

export const openedId = (serial: Serial): string => `${serial}:opened`;
export const connectionId = (serial: Serial): string => `${serial}:connection`;

/** What to raise, withdraw and keep back, for the facts that just came about and those whose time has come. */
export function decide(
  changes: readonly Change[],
  house: House,
  rules: Rules,
  memory: AlertMemory,
  words: Words,
  now: Instant,
): AlertDecision {
  const decision = new Decision(house, rules, memory, words, now);
  for (const change of changes) decision.change(change);
  decision.losses();
  decision.blindness();
  decision.pauseEnd();
  return decision.result();
}

/** The memory after a person closed or clicked an alert, or the desktop dropped it. */
export function dismissed(memory: AlertMemory, id: string): AlertMemory {
  const onShow = new Map(memory.onShow);
  onShow.delete(id);
  return { ...memory, onShow };
}

/** The next instant at which an alert comes due by itself; null when none is coming. */
export function nextAlert(house: House, rules: Rules, memory: AlertMemory, now: Instant): Instant | null {
  const instants: number[] = [];
  for (const known of house.locks.values()) {
    const since = lossOf(known)?.since;
    const serial = known.lock.serial;
    if (since !== undefined && !memory.lossTold.has(serial) && !memory.lossHeld.has(serial)) {
      instants.push(since + delayMs(rules));
    }
  }
  if (!memory.blindTold && !house.asleep) instants.push(lastLookOf(house) + BLIND_AFTER_MS);
  if (rules.pausedUntil !== null) instants.push(rules.pausedUntil);
  const next = instants.filter((at) => at > now).reduce((a, b) => Math.min(a, b), Infinity);
  return next === Infinity ? null : instant(next);
}

const delayMs = (rules: Rules): number => rules.lossDelayMinutes * 60_000;

const lastLookOf = (house: House): Instant => instant(Math.max(house.lastAnswerAt ?? 0, house.awakeSince));

/** A loss that counts: seen twice, of a lock that was connected before and is still in the account. */
function lossOf({ seen, gone }: KnownLock): { readonly since: Instant } | null {
  const { outage } = seen;
  return !gone && outage?.fromConnected === true && outage.readings >= OUTAGE_READINGS ? outage : null;
}

/** Whether the last word on a lock is young enough to speak of now: an old outage may be over. */
function isCurrent({ seen }: KnownLock, { staleBefore, intervalMs }: House, now: Instant): boolean {
  const freshness = freshnessOf(seen.latest?.at ?? null, staleBefore, intervalMs, now);
  return freshness === "live" || freshness === "late";
}

/** One decision in the making: gathers alerts, then groups them. */
class Decision {
  readonly #house: House;
  readonly #rules: Rules;
  readonly #words: Words;
  readonly #now: Instant;
  readonly #paused: boolean;
  readonly #onShow: Map<string, readonly string[]>;
  readonly #lossTold: Set<Serial>;
  readonly #lossHeld: Set<Serial>;
  readonly #held: Set<string>;
  #blindTold: boolean;
  /** Told now: new facts, which may become a summary. */
  readonly #facts: Alert[] = [];
  /** Told now: quiet ends, which never do. */
  readonly #ends: Alert[] = [];
  readonly #withdraw: string[] = [];
  readonly #suppress: { id: string; reason: "paused" }[] = [];

  constructor(house: House, rules: Rules, memory: AlertMemory, words: Words, now: Instant) {
    this.#house = house;
    this.#rules = rules;
    this.#words = words;
    this.#now = now;
    this.#paused = rules.pausedUntil !== null && rules.pausedUntil > now;
    this.#onShow = new Map(memory.onShow);
    this.#lossTold = new Set(memory.lossTold);
    this.#lossHeld = new Set(memory.lossHeld);
    this.#held = new Set(memory.held);
    this.#blindTold = memory.blindTold;
  }

  change(change: Change): void {
    const known = this.#house.locks.get(change.serial);
    if (known === undefined) return;
    switch (change.kind) {
      case "door-opened":
        if (this.#watched(change.serial)) this.#tell(text.opened(known.lock, change, this.#words, this.#now));
        return;
      case "door-closed":
        this.#end(openedId(change.serial), text.closed(known.lock, change, this.#words, this.#now));
        return;
      case "link-back":
        this.#linkBack(known);
    }
  }

  losses(): void {
    for (const known of this.#house.locks.values()) {
      const { serial } = known.lock;
      const loss = lossOf(known);
      if (loss === null || !this.#watched(serial) || this.#lossTold.has(serial) || this.#lossHeld.has(serial)) continue;
      if (age(loss.since, this.#now) < delayMs(this.#rules) || !isCurrent(known, this.#house, this.#now)) continue;
      (this.#paused ? this.#lossHeld : this.#lossTold).add(serial);
      this.#tell(text.lost(known, loss.since, this.#words, this.#now));
    }
  }

  blindness(): void {
    const { keyRefused, asleep, lastAnswerAt } = this.#house;
    const answered = this.#house.trouble === null && lastAnswerAt !== null;
    const blind = !asleep && (keyRefused || age(lastLookOf(this.#house), this.#now) >= BLIND_AFTER_MS);
    if (blind && !this.#blindTold) {
      this.#blindTold = true;
      this.#tell(text.blind(BLIND_ID, this.#house, this.#words, this.#now));
    } else if (!blind && this.#blindTold && answered) {
      this.#blindTold = false;
      this.#held.delete(BLIND_ID);
      if (this.#onShow.delete(BLIND_ID)) this.#withdraw.push(BLIND_ID);
    }
  }

  pauseEnd(): void {
    if (this.#paused || this.#held.size === 0) return;
    const still = [...this.#held].flatMap((id) => this.#stillSo(id) ?? []);
    this.#held.clear();
    for (const serial of this.#lossHeld) this.#lossTold.add(serial);
    this.#lossHeld.clear();
    const [only] = still;
    if (only === undefined) return;
    this.#facts.push(still.length === 1 ? only : text.summary(AFTER_PAUSE_ID, still, this.#house, this.#words, true));
    const told = this.#facts.at(-1);
    if (told !== undefined)
      this.#onShow.set(
        told.id,
        still.map((alert) => alert.id),
      );
  }

  result(): AlertDecision {
    const raise = [...this.#ends, ...this.#grouped()];
    const memory: AlertMemory = {
      onShow: this.#onShow,
      lossTold: this.#lossTold,
      lossHeld: this.#lossHeld,
      blindTold: this.#blindTold,
      held: this.#held,
    };
    return { memory, raise, withdraw: this.#withdraw, suppress: this.#suppress };
  }

  #watched(serial: Serial): boolean {
    return !this.#rules.notWatched.includes(serial);
  }

  #tell(alert: Alert): void {
    if (this.#paused) {
      this.#held.add(alert.id);
      this.#suppress.push({ id: alert.id, reason: "paused" });
      return;
    }
    this.#facts.push(alert);
    this.#onShow.set(alert.id, [alert.id]);
  }

  /** A fact is over: its alert, if still on show, is replaced in silence; a summary when its last fact is over. */
  #end(id: string, ending: Alert): void {
    this.#held.delete(id);
    for (const [shown, facts] of this.#onShow) {
      if (!facts.includes(id)) continue;
      const left = facts.filter((fact) => fact !== id);
      if (left.length > 0) this.#onShow.set(shown, left);
      else {
        this.#onShow.set(shown, []);
        this.#ends.push(shown === id ? { ...ending, replaces: id } : text.summaryOver(shown, this.#words, this.#now));
      }
    }
  }

  /** "Connected again" is said only if the loss was. */
  #linkBack({ lock, seen }: KnownLock): void {
    const id = connectionId(lock.serial);
    this.#lossHeld.delete(lock.serial);
    const told = this.#lossTold.delete(lock.serial);
    const shown = [...this.#onShow].some(([, facts]) => facts.includes(id));
    if (shown) this.#end(id, text.back(lock, seen, this.#words));
    else if (told && !this.#paused) this.#ends.push(text.back(lock, seen, this.#words));
    this.#held.delete(id);
  }

  /** The words of now for a fact that a pause kept back; null when it is over. */
  #stillSo(id: string): Alert | null {
    if (id === BLIND_ID) return this.#blindTold ? text.blind(BLIND_ID, this.#house, this.#words, this.#now) : null;
    for (const known of this.#house.locks.values()) {
      const { serial } = known.lock;
      if (id === openedId(serial) && known.seen.door?.state === "open") {
        return text.isOpen(known.lock, known.seen.door.since, this.#words, this.#now);
      }
      const loss = lossOf(known);
      if (id === connectionId(serial) && loss !== null) return text.lost(known, loss.since, this.#words, this.#now);
    }
    return null;
  }

  #grouped(): readonly Alert[] {
    if (this.#facts.length <= SEPARATE_ALERTS) return this.#facts;
    const ids = this.#facts.map((alert) => alert.id);
    for (const id of ids) this.#onShow.delete(id);
    this.#onShow.set(SUMMARY_ID, ids);
    return [text.summary(SUMMARY_ID, this.#facts, this.#house, this.#words, false)];
  }
}
