import {
  AFTER_PAUSE_ID,
  BACK_ID,
  BLIND_ID,
  connectionId,
  openedId,
  SUMMARY_ID,
  type Alert,
  type AlertFact,
} from "../../../src-main/core/alerts/alert.ts";
import { SEPARATE_ALERTS } from "../../../src-main/core/alerts/grouping.ts";
import type { AlertMemory, OnShow } from "../../../src-main/core/alerts/memory.ts";
import { heldIn, lineOf, shownIn } from "./alerts.ts";
import type { Entry } from "./alert-histories.ts";
import { isGone, Ledger, type Door, type Spell } from "./alert-ledger.ts";

/** What alerts keep to, whatever happens. */
export const LAWS = {
  so: "tell only what is so by readings of now, and came about under Ajar's eyes in a lock that is watched",
  once: "tell a fact once, over single alerts, summaries, pauses and restarts",
  pause: "tell nothing in a pause, and keep each fact back once",
  missed: "miss no fact, also none that a pause kept back and that is still so",
  few: "come one by one up to three, and as one summary that says how many and which from four on",
  ends: "end in silence, once, and only what was told: no lock is connected again whose loss was not",
  show: "stay on show while they are so and their locks are there, until a person closes them, and no longer",
} as const;
export type Law = keyof typeof LAWS;

/** A breach of a law, in words that name the fact. */
export interface Breach {
  readonly law: Law;
  readonly what: string;
}

/** What is wrong with the alerts of a history, by a ledger of its own; nothing when all is well. */
export function judged(entries: readonly Entry[], lossDelayMinutes: number): readonly Breach[] {
  const ledger = new Ledger();
  return entries.flatMap((entry, index) => {
    const { breaches } = new Judge(ledger, entry, entries[index - 1], lossDelayMinutes * 60_000);
    return breaches.map(({ law, what }) => ({ law, what: `decision ${index}: ${what}` }));
  });
}

const isSummary = (id: string): boolean => id === SUMMARY_ID || id === AFTER_PAUSE_ID;
const among = (onShow: AlertMemory["onShow"], fact: string): boolean =>
  [...onShow.values()].some(({ facts }) => facts.includes(fact));
const ofDoor = ({ serial }: Door, fact: string): boolean => fact === openedId(serial) || fact === connectionId(serial);
const idsOf = ({ facts }: Alert): readonly string[] => facts.map(({ id }) => id);

/** Looks at one decision of a history. */
class Judge {
  readonly breaches: Breach[] = [];
  readonly #ledger: Ledger;
  readonly #entry: Entry;
  readonly #delayMs: number;
  readonly #paused: boolean;

  constructor(ledger: Ledger, entry: Entry, before: Entry | undefined, delayMs: number) {
    const { pausedUntil } = entry.rules;
    [this.#ledger, this.#entry, this.#delayMs] = [ledger, entry, delayMs];
    this.#paused = pausedUntil !== null && pausedUntil > entry.now;
    ledger.take(entry, (id) => (before === undefined ? [] : shownIn(before.decision.memory, id)));
    for (const alert of entry.decision.raise) {
      if (alert.silent) this.#ending(alert);
      else this.#telling(alert);
    }
    this.#number(entry.decision.raise);
    this.#heldBack();
    if (!this.#paused) this.#untold();
    this.#unended();
    this.#onShow();
  }

  #check(law: Law, isSo: boolean, otherwise: string): void {
    if (!isSo) this.breaches.push({ law, what: otherwise });
  }

  #telling(alert: Alert): void {
    const { id } = alert;
    const what = lineOf(alert);
    this.#check("pause", !this.#paused, `"${what}" is told`);
    if (id === BLIND_ID) {
      this.#ledger.blindTold += 1;
      this.#check("so", this.#ledger.blind, "Ajar sees, and is called blind");
      this.#check("once", this.#ledger.blindTold === 1, "blindness is told again");
      return;
    }
    const shown = shownIn(this.#entry.decision.memory, id);
    this.#check("few", idsOf(alert).join() === shown.join(), `"${what}" for ${shown.join()}`);
    const repeats = isSummary(id) ? shownIn(this.#entry.memory, id) : [];
    const told = alert.facts.filter((fact) => this.#fact(fact, repeats));
    const least = id === SUMMARY_ID ? SEPARATE_ALERTS + 1 : isSummary(id) ? 2 : 1;
    this.#check("few", told.length >= least, `"${what}" tells ${told.length} facts`);
  }

  /** Whether a fact that is told is a new one. */
  #fact(one: AlertFact, repeats: readonly string[]): boolean {
    const fact = one.id;
    const { door, spell } = this.#find(fact);
    if (door === undefined || spell === undefined) {
      this.#check("so", false, `${fact} is over and told`);
      return false;
    }
    if (spell.toldInThisRun && repeats.includes(fact)) return false;
    spell.told += 1;
    [spell.toldInThisRun, spell.shown] = [true, true];
    this.#check("once", spell.told === 1, `${fact} is told again`);
    this.#check("so", spell.seen, `${fact} is told and did not begin in this run`);
    const isWatched = !this.#entry.rules.notWatched.includes(door.serial);
    this.#check("so", isWatched, `${fact} is told${spell.held ? " after a pause" : ""} and not watched`);
    this.#check("so", this.#ledger.isCurrent(door), `${fact} is told by old readings`);
    this.#check("so", one.afterSilence === spell.held, `${fact} is told ${spell.held ? "" : "not "}after a silence`);
    if (spell === door.opening) this.#opening(door, spell, one);
    else this.#loss(door, spell);
    spell.held = false;
    return true;
  }

  #opening({ latest }: Door, { id, held, afterGap }: Spell, fact: AlertFact): void {
    this.#check("so", latest?.link === "connected" && latest.door === "open", `${id} is told and not read`);
    const isSeen = !fact.afterGap && fact.happenedAt !== null;
    this.#check("so", held || isSeen !== afterGap, `${id} is told as if ${afterGap ? "" : "not "}seen`);
  }

  #loss({ latest }: Door, { id, held, readings, since, silentAfterGap }: Spell): void {
    this.#check("so", latest?.link !== "connected" && readings >= 2, `${id} is told and not read`);
    const after = silentAfterGap ? "after an answer that was silent about it" : "by its readings";
    this.#check("so", held || this.#entry.now - since >= this.#delayMs, `${id} is told before its delay ${after}`);
  }

  /** The quiet end of something that was told. */
  #ending(alert: Alert): void {
    const { id, replaces } = alert;
    const what = lineOf(alert);
    const { onShow } = this.#entry.memory;
    if (replaces === null) this.#check("pause", !this.#paused, `"${what}" is told`);
    else this.#check("ends", replaces === id && onShow.has(id), `"${what}" has nothing to replace`);
    if (isSummary(id)) {
      const facts = shownIn(this.#entry.memory, id);
      const isOver = facts.every((fact) => this.#ended(fact) !== undefined && idsOf(alert).includes(fact));
      this.#check("ends", replaces === id && facts.length > 0 && isOver, `"${what}" for ${facts.join()}`);
      return;
    }
    if (id === BACK_ID) this.#check("few", alert.facts.length > SEPARATE_ALERTS, `"${what}" for few`);
    for (const fact of idsOf(alert)) {
      this.#check("ends", this.#ended(fact)?.toldInThisRun === true, `"${what}" for ${fact}, which was not told`);
    }
  }

  #number(raise: readonly Alert[]): void {
    const held = heldIn(this.#entry.memory);
    const single = raise.filter(({ id, silent }) => !silent && id !== BLIND_ID && !isSummary(id) && !held.includes(id));
    const backs = raise.filter(({ silent, replaces }) => silent && replaces === null);
    this.#check("few", single.length <= SEPARATE_ALERTS, `${single.length} facts one by one`);
    this.#check("few", backs.length <= SEPARATE_ALERTS, `${backs.length} returns one by one`);
    // the desktop shows the later one of two with one id
    const last = new Map(raise.map((alert) => [alert.id, alert]));
    const hidden = raise.find((alert) => last.get(alert.id) !== alert && !alert.silent);
    this.#check("few", hidden === undefined, `${hidden?.id} is hidden by its own end`);
  }

  #heldBack(): void {
    const { suppress } = this.#entry.decision;
    this.#check("missed", this.#paused || suppress.length === 0, "kept back without a pause");
    for (const { id } of suppress) {
      if (id === BLIND_ID) {
        this.#check("pause", this.#ledger.blind && !this.#ledger.blindHeld, "blindness is kept back again");
        this.#ledger.blindHeld = true;
        continue;
      }
      const { spell } = this.#find(id);
      this.#check("pause", spell?.seen === true && spell.told === 0 && !spell.held, `${id} is kept back for nothing`);
      if (spell !== undefined) spell.held = true;
    }
    for (const { begun } of this.#paused ? this.#ledger.doors : []) {
      if (begun?.seen === true && begun.watched) this.#check("missed", begun.held, `${begun.id} is not kept back`);
    }
  }

  #untold(): void {
    this.#check("missed", !this.#ledger.blind || this.#ledger.blindTold > 0, "Ajar is blind and does not say so");
    for (const door of this.#ledger.doors) {
      const { opening, loss, latest } = door;
      if (!this.#ledger.isCurrent(door)) continue;
      if (opening?.seen === true && opening.watched && latest?.link === "connected" && latest.door === "open")
        this.#check("missed", opening.toldInThisRun, `${opening.id} is not told`);
      if (loss?.seen !== true || !loss.watched || loss.readings < 2) continue;
      const early = !loss.held && this.#entry.now - loss.since < this.#delayMs;
      this.#check("missed", loss.toldInThisRun || early, `${loss.id} is not told`);
    }
  }

  /** What has to have been ended by now. */
  #unended(): void {
    const { memory, decision } = this.#entry;
    const silent = decision.raise.filter((alert) => alert.silent);
    for (const [id, { facts, unknownEnd }] of memory.onShow) {
      if (id === BLIND_ID || unknownEnd || facts.length === 0 || facts.some((fact) => this.#ended(fact) === undefined))
        continue;
      const ended = silent.filter(({ replaces }) => replaces === id).length;
      this.#check("ends", ended === 1, `${id} is over, and that is told ${ended} times`);
    }
    for (const { id, toldInThisRun } of this.#ledger.doors.flatMap(({ ended }) => ended)) {
      if (id.endsWith(":opened") || !toldInThisRun || among(memory.onShow, id) || this.#paused) continue;
      const told = silent.flatMap(idsOf).filter((back) => back === id).length;
      this.#check("ends", told === 1, `${id} is over, and that is told ${told} times`);
    }
  }

  #onShow(): void {
    const { memory, decision } = this.#entry;
    const { onShow } = decision.memory;
    for (const id of decision.withdraw)
      this.#check("show", memory.onShow.has(id) && this.#unheard(id, memory.onShow.get(id)), `${id} is withdrawn`);
    for (const [id, shown] of memory.onShow)
      if (this.#unheard(id, shown)) this.#check("show", decision.withdraw.includes(id), `${id} is not withdrawn`);
    this.#check("show", this.#ledger.blind || !onShow.has(BLIND_ID), "Ajar sees, and blindness is on show");
    for (const [id, { facts }] of onShow) {
      for (const fact of id === BLIND_ID ? [] : facts) {
        const { door, spell } = this.#find(fact);
        const isSo = spell?.toldInThisRun === true && door !== undefined && !isGone(door);
        this.#check("show", isSo, `${fact} is on show in ${id} and not so`);
      }
    }
    for (const spell of this.#ledger.spells()) {
      const { id, toldInThisRun, shown } = spell;
      if (!toldInThisRun || !shown || among(onShow, id)) continue;
      const was = [...memory.onShow].find(([, { facts }]) => facts.includes(id))?.[0] ?? "nothing";
      this.#check("show", false, `${id} is so and on show no more in ${was}`);
      spell.shown = false;
    }
  }

  /** Nothing that an alert on show speaks of is so any more, and of some of it nobody knows whether it is over. */
  #unheard(id: string, shown: OnShow | undefined): boolean {
    if (id === BLIND_ID) return !this.#ledger.blind;
    const { facts, unknownEnd } = shown ?? { facts: [], unknownEnd: false };
    const gone = facts.filter((fact) => this.#ledger.doors.some((door) => isGone(door) && ofDoor(door, fact)));
    return (
      (gone.length > 0 || unknownEnd) && facts.every((fact) => gone.includes(fact) || this.#ended(fact) !== undefined)
    );
  }

  #ended(fact: string): Spell | undefined {
    return this.#ledger.doors.flatMap(({ ended }) => ended).find(({ id }) => id === fact);
  }

  #find(fact: string): { readonly door: Door | undefined; readonly spell: Spell | undefined } {
    const door = this.#ledger.doors.find(({ opening, loss }) => opening?.id === fact || loss?.id === fact);
    return { door, spell: [door?.opening, door?.loss].find((spell) => spell?.id === fact) ?? undefined };
  }
}
