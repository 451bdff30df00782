import { connectionId, openedId } from "../../../src-main/core/alerts/alert.ts";
import type { HouseEvent } from "../../../src-main/core/lock/house-event.ts";
import type { Instant, LockId, Reading, Serial } from "../../../src-main/core/lock/lock.ts";
import { POLL_S, type Entry } from "./alert-histories.ts";
import { ALL } from "./alert-turns.ts";
import { lock } from "./house.ts";

/** Silence longer than this, or a sleep, is a gap: nobody knows how long anything has lasted in it. */
const GAP_MS = 5 * POLL_S * 1000;
/** A lock that is out of the account for longer is lost, and what was not told of it by then never is. */
const LOST_MS = 24 * 3_600_000;
/** Lists in a row that do not name a lock which is out of the account. */
const LISTS_WITHOUT = 2;
/** Without any answer for so long, while the computer is awake, Ajar is blind. */
const BLIND_MS = 600_000;

/** An opening or a loss, from the first reading that says so to its end. */
export interface Spell {
  readonly id: string;
  /** It began under Ajar's eyes in this run: from closed, or from connected. */
  seen: boolean;
  /** The look before the first one may have been long ago. */
  readonly afterGap: boolean;
  /** Since when it has lasted for certain. */
  since: Instant;
  readings: number;
  /** Its lock was watched all the time. */
  watched: boolean;
  /** How often it was told as something new, in this run and those before. */
  told: number;
  toldInThisRun: boolean;
  /** The first answer after a gap in it did not tell whether it lasts. */
  silentAfterGap: boolean;
  /** A pause kept it back. */
  held: boolean;
  /** What tells of it has not been closed by a person. */
  shown: boolean;
}

/** What is known of one door by what was read of it, without the engine. */
export interface Door {
  readonly serial: Serial;
  readonly name: string;
  /** The id of its last list, and the lists in a row since then that do not name it. */
  id: LockId;
  missing: number;
  latest: Reading | null;
  known: "open" | "closed" | null;
  knownAt: number;
  connectedBefore: boolean;
  opening: Spell | null;
  loss: Spell | null;
  /** What the reading of the moment ended, and what it began. */
  ended: readonly Spell[];
  begun: Spell | null;
}

/** It is out of the account. */
export const isGone = ({ missing }: Door): boolean => missing >= LISTS_WITHOUT;

const doorOf = (n: number): Door => ({
  serial: lock(n).serial,
  name: lock(n).name,
  id: lock(n).id,
  missing: 0,
  latest: null,
  known: null,
  knownAt: 0,
  connectedBefore: false,
  opening: null,
  loss: null,
  ended: [],
  begun: null,
});

/** What is so in a history, kept apart from the engine and by the contract's words alone. */
export class Ledger {
  readonly doors: readonly Door[] = ALL.map(doorOf);
  /** Ajar is blind, and has been since the last answer. */
  blind = false;
  blindTold = 0;
  blindHeld = false;
  #refused = false;
  #asleep = false;
  #lastLook: Instant | null = null;
  /** Nothing from before it counts as seen now. */
  #staleBefore = -Infinity;
  #now: Instant | null = null;

  /** Takes in what happened at an entry, before what was decided is looked at. */
  take({ now, cause, rules }: Entry, shownFacts: (id: string) => readonly string[]): void {
    this.#now = now;
    for (const door of this.doors) [door.ended, door.begun] = [[], null];
    if (cause.kind === "start") this.#start(now);
    if (cause.kind === "event") this.#happen(cause.event);
    if (cause.kind === "dismissed") for (const id of cause.ids) this.#dismissed(shownFacts(id));
    for (const { serial, opening, loss } of this.doors) {
      const watched = !rules.notWatched.includes(serial);
      for (const spell of [opening, loss]) if (spell !== null && !watched) spell.watched = false;
    }
    for (const door of this.doors) if (isGone(door)) this.#gone(door, now);
    this.blind ||= !this.#asleep && (this.#refused || now - (this.#lastLook ?? now) >= BLIND_MS);
  }

  /** Every opening and loss that lasts. */
  spells(): readonly Spell[] {
    return this.doors.flatMap(({ opening, loss }) => [opening, loss].filter((spell) => spell !== null));
  }

  /** Whether the last word on a door is young enough to speak of now. */
  isCurrent(door: Door): boolean {
    const { latest } = door;
    if (latest === null || isGone(door)) return false;
    return this.#now !== null && this.#now - latest.at <= GAP_MS && latest.at >= this.#staleBefore;
  }

  #start(now: Instant): void {
    [this.#refused, this.#asleep, this.#lastLook, this.#staleBefore] = [false, false, now, -Infinity];
    // it has said so, and nothing has answered since
    this.blind = this.blindTold > 0;
    this.blindHeld = false;
    for (const door of this.doors) {
      Object.assign(door, { missing: 0, latest: null, known: null, connectedBefore: false });
      for (const spell of [door.opening, door.loss]) {
        if (spell !== null) Object.assign(spell, { seen: false, toldInThisRun: false, held: false, shown: false });
      }
    }
  }

  #happen(event: HouseEvent): void {
    switch (event.kind) {
      case "listed":
        for (const door of this.doors) {
          const listing = event.listings.find(({ lock: { serial } }) => serial === door.serial);
          door.missing = listing === undefined ? door.missing + 1 : 0;
          door.id = listing?.lock.id ?? door.id;
        }
        this.#answer(
          event.at,
          event.listings.map(({ reading }) => reading),
        );
        return;
      case "read":
        this.#answer(event.at, event.readings);
        return;
      case "failed":
        this.#refused = event.keyRefused;
        return;
      case "suspended":
        [this.#asleep, this.#staleBefore] = [true, event.at];
        return;
      case "resumed":
      case "time-lost":
        [this.#asleep, this.#staleBefore, this.#lastLook] = [false, event.at, event.at];
        for (const { loss } of this.doors) if (loss !== null) loss.since = event.at;
        return;
      case "cached":
        for (const { serial, id } of event.locks)
          for (const door of this.doors) if (door.serial === serial) door.id = id;
        return;
      case "clock-jumped":
    }
  }

  #answer(now: Instant, readings: readonly Reading[]): void {
    this.#refused = false;
    // an answer that names no lock is nothing to go by
    if (readings.length === 0) return;
    [this.#lastLook, this.blind, this.blindTold, this.blindHeld] = [now, false, 0, false];
    for (const door of this.doors) {
      const said = readings.find(({ id }) => id === door.id);
      if (said === undefined) continue;
      this.#link(door, said);
      if (said.link === "connected" && (said.door === "open" || said.door === "closed")) this.#door(door, said);
      door.latest = said;
      door.connectedBefore ||= said.link === "connected";
    }
  }

  /** What is told of a lock that left is taken back. */
  #gone({ opening, loss, latest }: Door, now: Instant): void {
    for (const spell of [opening, loss]) {
      if (spell === null) continue;
      spell.shown = false;
      if (latest !== null && now - latest.at > LOST_MS && spell.held)
        Object.assign(spell, { held: false, seen: spell === loss && spell.seen });
    }
  }

  #link(door: Door, { link, at }: Reading): void {
    const { latest, loss } = door;
    if (link === "connected" && loss !== null) {
      door.ended = [...door.ended, loss];
      door.loss = null;
    }
    const looked = latest !== null && this.#lookedOn(latest.at, at);
    if (link !== "connected" && loss !== null && !looked) {
      // it may have been back meanwhile
      loss.since = at;
      loss.silentAfterGap ||= link === "unknown";
    }
    if (link !== "disconnected") return;
    if (loss === null) {
      const seen = latest?.link === "connected" || (latest?.link === "unknown" && door.connectedBefore);
      door.loss = this.#begin(connectionId(door.serial), at, seen, false);
    } else loss.readings += 1;
  }

  #door(door: Door, { door: state, at }: Reading & { readonly door: string }): void {
    if (state === "closed" && door.opening !== null) {
      door.ended = [...door.ended, door.opening];
      door.opening = null;
    }
    if (state === "open" && door.opening === null) {
      const afterGap = !this.#lookedOn(door.knownAt, at);
      door.opening = this.#begin(openedId(door.serial), at, door.known === "closed", afterGap);
      door.begun = door.opening;
    }
    [door.known, door.knownAt] = [state === "open" ? "open" : "closed", at];
  }

  #begin(id: string, since: Instant, seen: boolean, afterGap: boolean): Spell {
    const untold = { told: 0, toldInThisRun: false, silentAfterGap: false, held: false, shown: false };
    return { id, since, seen, afterGap, readings: 1, watched: true, ...untold };
  }

  #lookedOn(last: number, now: number): boolean {
    return now - last <= GAP_MS && last >= this.#staleBefore;
  }

  #dismissed(facts: readonly string[]): void {
    for (const spell of this.spells()) if (facts.includes(spell.id)) spell.shown = false;
  }
}
