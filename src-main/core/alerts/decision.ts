import {
  AFTER_PAUSE_ID,
  BLIND_ID,
  connectionId,
  openedId,
  SEPARATE_ALERTS,
  SUMMARY_ID,
  type Alert,
  type AlertDecision,
  type AlertMemory,
  type AlertSettings,
} from "./alert.ts";
import { isAnswered, isBlind } from "./blindness.ts";
import * as text from "./texts.ts";
import { age, freshnessOf, type Freshness } from "../lock/freshness.ts";
import type { Change } from "../lock/change.ts";
import type { House, KnownLock } from "../lock/house.ts";
import type { Instant, Serial } from "../lock/lock.ts";
import type { Words } from "../words/words.ts";
import { LOSS_READINGS } from "../lock/observation.ts";

/** Stands among the facts of a summary for those of locks that left the account. */
const UNHEARD = "app:unheard";

/** How long a connection must be lost before it is told. */
export const delayMs = (rules: AlertSettings): number => rules.lossDelayMinutes * 60_000;

/** A loss that counts: seen twice, of a lock that was connected before and is still in the account. */
export function lossOf({ seen, gone }: KnownLock): { readonly since: Instant } | null {
  const { loss } = seen;
  return !gone && loss?.fromConnected === true && loss.readings >= LOSS_READINGS ? loss : null;
}

/** One decision in the making: gathers what to tell, then groups it. */
export class Decision {
  readonly #house: House;
  readonly #rules: AlertSettings;
  readonly #words: Words;
  readonly #now: Instant;
  readonly #paused: boolean;
  readonly #onShow: Map<string, readonly string[]>;
  readonly #lossTold: Set<Serial>;
  readonly #lossHeld: Set<Serial>;
  readonly #held: Set<string>;
  readonly #answered: boolean;
  #blindTold: boolean;
  /** Told now: new facts about locks, which may become a summary. */
  readonly #facts: Alert[] = [];
  /** Told now, each by itself. */
  readonly #alone: Alert[] = [];
  /** Told now: connections that are back, which may become one. */
  readonly #backs: Alert[] = [];
  readonly #withdraw: string[] = [];
  readonly #suppress: { id: string; reason: "paused" }[] = [];

  constructor(house: House, rules: AlertSettings, memory: AlertMemory, words: Words, now: Instant) {
    this.#house = house;
    this.#rules = rules;
    this.#words = words;
    this.#now = now;
    this.#paused = rules.pausedUntil !== null && rules.pausedUntil > now;
    this.#onShow = new Map(memory.onShow);
    this.#lossTold = new Set(memory.lossTold);
    this.#lossHeld = new Set(memory.lossHeld);
    this.#held = new Set(memory.held);
    this.#answered = isAnswered(house, memory);
    this.#blindTold = memory.blindTold;
  }

  change(change: Change): void {
    const known = this.#house.locks.get(change.serial);
    if (known === undefined) return;
    switch (change.kind) {
      case "door":
        if (change.to === "open") {
          if (!this.#watched(change.serial)) return;
          this.#tell(text.opened(known.lock, change, this.#words, this.#now), this.#facts);
        } else {
          this.#held.delete(openedId(change.serial));
          this.#end(openedId(change.serial), text.closed(known.lock, change, this.#words, this.#now));
        }
        return;
      case "link":
        if (change.from === "disconnected" && change.to === "connected") this.#linkBack(known);
        return;
      case "bolt":
      case "battery":
      case "charging":
      case "move-failed":
      case "name":
      case "joined":
      case "left":
    }
  }

  /**
   * A lock that is no longer in the account: what was told of it is neither so nor over, and is taken back. What a pause
   * kept back waits for the lock, which may come back as it left, until all that was seen of it is lost.
   */
  leavers(): void {
    for (const known of this.#house.locks.values()) {
      if (!known.gone) continue;
      const { lock } = known;
      const ids = [openedId(lock.serial), connectionId(lock.serial)];
      for (const id of ids) this.#end(id, null);
      if (this.#freshness(known) !== "lost") continue;
      this.#lossHeld.delete(lock.serial);
      for (const id of ids) this.#held.delete(id);
    }
  }

  losses(): void {
    for (const known of this.#house.locks.values()) {
      const { serial } = known.lock;
      if (known.seen.loss === null) this.#forgetLoss(serial);
      const loss = lossOf(known);
      if (loss === null || !this.#watched(serial) || this.#lossTold.has(serial) || this.#lossHeld.has(serial)) continue;
      if (age(loss.since, this.#now) < delayMs(this.#rules) || !this.#isCurrent(known)) continue;
      (this.#paused ? this.#lossHeld : this.#lossTold).add(serial);
      this.#tell(text.lost(known, loss.since, this.#words, this.#now), this.#facts);
    }
  }

  blindness(): void {
    if (this.#answered) {
      this.#blindTold = false;
      this.#held.delete(BLIND_ID);
      this.#takeBack(BLIND_ID);
    }
    if (this.#blindTold || !isBlind(this.#house, this.#now)) return;
    this.#blindTold = true;
    this.#tell(text.blind(this.#house, this.#words, this.#now), this.#alone);
  }

  /** Tells what a pause kept back and is still so; what cannot be seen now is told when it can, if it is so then. */
  pauseEnd(): void {
    if (this.#paused) return;
    const still: Alert[] = [];
    for (const id of [...this.#held]) {
      const so = this.#stillSo(id);
      if (so === "not known") continue;
      this.#held.delete(id);
      if (so === "over") continue;
      if (id === BLIND_ID) this.#tell(so, this.#alone);
      else still.push(so);
    }
    for (const { serial } of still) if (serial !== null && this.#lossHeld.delete(serial)) this.#lossTold.add(serial);
    const [only] = still;
    if (only === undefined) return;
    if (still.length === 1) this.#tell(only, this.#alone);
    else this.#alone.push(text.afterPause(this.#joined(AFTER_PAUSE_ID, still), this.#house, this.#words));
  }

  result(): Omit<AlertDecision, "nextAt"> {
    const raise = [...this.#groupedBacks(), ...this.#alone, ...this.#groupedFacts()];
    const { lastAnswerAt, awakeSince } = this.#house;
    const memory: AlertMemory = {
      onShow: this.#onShow,
      lossTold: this.#lossTold,
      lossHeld: this.#lossHeld,
      blindTold: this.#blindTold,
      lastAnswer: { lastAnswerAt, awakeSince },
      held: this.#held,
    };
    return { memory, raise, withdraw: this.#withdraw, suppress: this.#suppress };
  }

  #watched(serial: Serial): boolean {
    return !this.#rules.notWatched.includes(serial);
  }

  #freshness({ seen }: KnownLock): Freshness {
    const { staleBefore, intervalMs } = this.#house;
    return freshnessOf(seen.latest?.at ?? null, staleBefore, intervalMs, this.#now);
  }

  /** Whether the last word on a lock is young enough to speak of now. */
  #isCurrent(known: KnownLock): boolean {
    return ["live", "late"].includes(this.#freshness(known));
  }

  #tell(alert: Alert, among: Alert[]): void {
    if (this.#paused) {
      this.#held.add(alert.id);
      this.#suppress.push({ id: alert.id, reason: "paused" });
      return;
    }
    among.push(alert);
    this.#onShow.set(alert.id, [alert.id]);
  }

  #takeBack(id: string): void {
    if (this.#onShow.delete(id)) this.#withdraw.push(id);
  }

  /** A loss that is over; one that was told is so without coming back, as when the lock was taken off its bridge. */
  #forgetLoss(serial: Serial): void {
    this.#lossHeld.delete(serial);
    this.#held.delete(connectionId(serial));
    if (this.#lossTold.delete(serial)) this.#end(connectionId(serial), null);
  }

  /** A fact is over: its alert, if still on show, is replaced in silence, or taken back; a summary with its last fact. */
  #end(id: string, ending: Alert | null): void {
    for (const [shown, facts] of this.#onShow) {
      if (!facts.includes(id)) continue;
      const others = facts.filter((fact) => fact !== id);
      // a fact of which nothing more will be heard stays one that is not over
      const unheard = ending === null || others.includes(UNHEARD);
      const left = others.filter((fact) => fact !== UNHEARD);
      this.#onShow.set(shown, unheard ? [...left, UNHEARD] : left);
      if (left.length > 0) continue;
      if (unheard) this.#takeBack(shown);
      else if (shown === id) this.#alone.push({ ...ending, replaces: id });
      else this.#alone.push(text.summaryOver(shown, ending.facts, this.#words, this.#now));
    }
  }

  /** "Connected again" is said only if the loss was. */
  #linkBack({ lock, seen }: KnownLock): void {
    const id = connectionId(lock.serial);
    const told = this.#lossTold.delete(lock.serial);
    const shown = [...this.#onShow.values()].some((facts) => facts.includes(id));
    const back = text.back(lock, seen, this.#words);
    if (shown) this.#end(id, back);
    else if (told && !this.#paused) this.#backs.push({ ...back, replaces: null });
  }

  /** The words of now for a fact that a pause kept back. */
  #stillSo(id: string): Alert | "over" | "not known" {
    if (id === BLIND_ID) return this.#blindTold ? text.blind(this.#house, this.#words, this.#now) : "over";
    const known = this.#lockOf(id);
    if (known === undefined || !this.#watched(known.lock.serial)) return "over";
    if (known.gone) return "not known";
    const alert = this.#alertOf(id);
    if (alert === null) return "over";
    const doorSeen = id !== openedId(known.lock.serial) || known.seen.door?.at === known.seen.latest?.at;
    return this.#isCurrent(known) && doorSeen ? alert : "not known";
  }

  #lockOf(id: string): KnownLock | undefined {
    return [...this.#house.locks.values()].find(
      ({ lock }) => openedId(lock.serial) === id || connectionId(lock.serial) === id,
    );
  }

  /** The alert for a fact about a lock that still holds as far as is known; null when it is over. */
  #alertOf(id: string): Alert | null {
    const known = this.#lockOf(id);
    if (known === undefined) return null;
    if (id === openedId(known.lock.serial)) {
      const { door } = known.seen;
      return door?.state === "open" ? text.stillOpen(known.lock, door, this.#words, this.#now) : null;
    }
    const loss = lossOf(known);
    return loss === null ? null : text.lost(known, loss.since, this.#words, this.#now);
  }

  /** Many facts at once become one summary, which also speaks of those that an earlier one on show still speaks of. */
  #groupedFacts(): readonly Alert[] {
    if (this.#facts.length <= SEPARATE_ALERTS) return this.#facts;
    for (const { id } of this.#facts) this.#onShow.delete(id);
    return [text.summary(this.#joined(SUMMARY_ID, this.#facts), this.#house, this.#words)];
  }

  /** Facts for a notice of many, after those that the one whose place it takes speaks of and that are still so. */
  #joined(notice: string, facts: readonly Alert[]): readonly Alert[] {
    const earlier = (this.#onShow.get(notice) ?? []).flatMap((id) => this.#alertOf(id) ?? []);
    const all = [...earlier.filter(({ id }) => !facts.some((fact) => fact.id === id)), ...facts];
    this.#onShow.set(
      notice,
      all.map(({ id }) => id),
    );
    return all;
  }

  #groupedBacks(): readonly Alert[] {
    return this.#backs.length <= SEPARATE_ALERTS
      ? this.#backs
      : [text.backTogether(this.#backs, this.#house, this.#words)];
  }
}
