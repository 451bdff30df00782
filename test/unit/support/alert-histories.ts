import type { AlertSettings } from "../../../src-main/core/alerts/alert.ts";
import { decide, type AlertDecision } from "../../../src-main/core/alerts/decide.ts";
import { dismissed, freshMemory, isBlindTold, type AlertMemory } from "../../../src-main/core/alerts/memory.ts";
import type { HouseEvent } from "../../../src-main/core/lock/house-event.ts";
import type { Change } from "../../../src-main/core/lock/change.ts";
import { emptyHouse, reduce, type House } from "../../../src-main/core/lock/house.ts";
import { lockIdOf, type Instant, type Lock, type Reading } from "../../../src-main/core/lock/lock.ts";
import { english } from "./words.ts";
import { at, away, failed, listed, lock, read, reading } from "./house.ts";
import { ALL, type History, type Standing, type Turn } from "./alert-turns.ts";

export const POLL_S = 20;

/** One decision of a history, with everything that went into it and came out of it. */
export interface Entry {
  readonly now: Instant;
  /** What happened; null when nothing but time went by. */
  readonly cause:
    | { readonly kind: "event"; readonly event: HouseEvent }
    | { readonly kind: "start" }
    | { readonly kind: "dismissed"; readonly ids: readonly string[] }
    | { readonly kind: "time" };
  readonly changes: readonly Change[];
  readonly house: House;
  readonly rules: AlertSettings;
  /** What was remembered before the decision, without what was dismissed. */
  readonly memory: AlertMemory;
  readonly decision: AlertDecision;
}

/** Everything that is decided in a history, as the engine has it decided: at each event and whenever an alert comes due. */
export function played({ lossDelayMinutes, turns }: History): readonly Entry[] {
  const player = new Player({ lossDelayMinutes, pausedUntil: null, notWatched: [] });
  for (const one of turns) player.turn(one);
  return player.entries;
}

class Player {
  readonly entries: Entry[] = [];
  readonly #absent = new Set<number>();
  /** How often each came back. */
  readonly #returns = new Map<number, number>();
  readonly #standing = new Map<number, Standing>(ALL.map((n) => [n, "closed"]));
  #rules: AlertSettings;
  #seconds = 0;
  #house: House = emptyHouse(at(0), POLL_S * 1000);
  #memory: AlertMemory = freshMemory(false);
  #nextAt: Instant | null = null;

  constructor(rules: AlertSettings) {
    this.#rules = rules;
    this.#decide({ kind: "start" });
    this.#poll();
  }

  turn(one: Turn): void {
    switch (one.kind) {
      case "doors":
        for (const n of one.which) this.#standing.set(n, one.become);
        for (let poll = 0; poll < one.polls; poll += 1) this.#poll();
        return;
      case "outage":
        this.#outage(one.seconds, one.refused);
        return;
      case "sleep":
        this.#sleep(one.seconds, one.told);
        return;
      case "nameless":
        for (let poll = 0; poll < one.polls; poll += 1) this.#nameless();
        return;
      case "leave":
        for (const n of one.which) this.#absent.add(n);
        for (let list = 0; list < one.lists; list += 1) this.#list();
        for (let poll = 0; poll < one.polls; poll += 1) this.#poll();
        if (one.back) this.#return();
        return;
      case "return":
        this.#return();
        return;
      case "pause":
        this.#rules = { ...this.#rules, pausedUntil: at(this.#seconds + one.seconds) };
        this.#decide({ kind: "time" });
        return;
      case "unpause":
        this.#rules = { ...this.#rules, pausedUntil: null };
        this.#decide({ kind: "time" });
        return;
      case "watch":
        this.#rules = { ...this.#rules, notWatched: one.except.map((n) => lock(n).serial) };
        this.#decide({ kind: "time" });
        return;
      case "dismiss":
        this.#dismiss(one.all);
        return;
      case "restart":
        this.#restart(one.kept);
        this.#outage(one.silentSeconds, false);
    }
  }

  #poll(): void {
    const isListed = this.#house.listed || this.#house.locks.size > 0;
    if (!isListed) {
      this.#list();
      return;
    }
    this.#pass(POLL_S);
    this.#happen(read(this.#seconds, ...this.#present().map((n) => this.#saying(n))));
  }

  #list(): void {
    this.#pass(POLL_S);
    const listings = this.#present().map((n) => ({ lock: this.#lock(n), reading: this.#saying(n) }));
    this.#happen(listed(this.#seconds, listings));
  }

  #nameless(): void {
    this.#pass(POLL_S);
    this.#happen(read(this.#seconds));
  }

  #return(): void {
    for (const n of this.#absent) this.#returns.set(n, (this.#returns.get(n) ?? 0) + 1);
    this.#absent.clear();
    this.#list();
  }

  #present(): readonly number[] {
    return ALL.filter((n) => !this.#absent.has(n));
  }

  #lock(n: number): Lock {
    return { ...lock(n), id: lockIdOf(n + 100 * (this.#returns.get(n) ?? 0)) };
  }

  #saying(n: number): Reading {
    return { ...sayingOf(n, this.#seconds, this.#standing.get(n) ?? "closed"), id: this.#lock(n).id };
  }

  #outage(seconds: number, refused: boolean): void {
    const until = this.#seconds + seconds;
    for (let count = 1; this.#seconds < until; count += 1) {
      this.#pass(Math.min(60, until - this.#seconds));
      this.#happen(failed(this.#seconds, refused ? "key-refused" : "no-network", count, refused && count >= 3));
    }
  }

  #sleep(seconds: number, told: boolean): void {
    this.#pass(1);
    if (told) this.#happen({ kind: "suspended", at: at(this.#seconds) });
    this.#seconds += seconds;
    this.#happen(told ? { kind: "resumed", at: at(this.#seconds) } : { kind: "time-lost", at: at(this.#seconds) });
  }

  #dismiss(all: boolean): void {
    const ids = [...this.#memory.onShow.keys()].slice(0, all ? undefined : 1);
    for (const id of ids) this.#memory = dismissed(this.#memory, id);
    this.#decide({ kind: "dismissed", ids });
  }

  /** What outlives a run is whether it said that it is blind, which a pause may have kept back; and the settings. */
  #restart(kept: boolean): void {
    this.#pass(2);
    this.#house = emptyHouse(at(this.#seconds), POLL_S * 1000);
    this.#memory = freshMemory(isBlindTold(this.#memory));
    this.#decide({ kind: "start" });
    if (kept) this.#happen({ kind: "cached", at: at(this.#seconds), locks: this.#present().map((n) => this.#lock(n)) });
  }

  /** Time goes by, and what comes due in it is decided. */
  #pass(seconds: number): void {
    const until = at(this.#seconds + seconds);
    while (this.#nextAt !== null && this.#nextAt < until) this.#decide({ kind: "time" }, [], this.#nextAt);
    this.#seconds += seconds;
  }

  #happen(event: HouseEvent): void {
    const { house, changes } = reduce(this.#house, event);
    this.#house = house;
    this.#decide({ kind: "event", event }, changes);
  }

  #decide(cause: Entry["cause"], changes: readonly Change[] = [], now = at(this.#seconds)): void {
    const [house, rules, memory] = [this.#house, this.#rules, this.#memory];
    const decision = decide(changes, house, rules, memory, english, now);
    this.entries.push({ now, cause, changes, house, rules, memory, decision });
    [this.#memory, this.#nextAt] = [decision.memory, decision.nextAt];
  }
}

function sayingOf(n: number, seconds: number, standing: Standing): Reading {
  switch (standing) {
    case "closed":
      return reading(n, seconds);
    case "open":
      return reading(n, seconds, { lock: "unlocked", door: "open" });
    case "away":
      return away(n, seconds);
    case "untold":
      return { ...away(n, seconds), link: "unknown" };
    case "sensor-lost":
      return reading(n, seconds, { door: "lost" });
  }
}

/** Decides an entry of a history once more, from what went into it. */
export const decidedAgain = ({ changes, house, rules, memory, now }: Entry): AlertDecision =>
  decide(changes, house, rules, memory, english, now);

/** What an event brings that comes a second time, after an entry of its history. */
export function broughtAgain(event: HouseEvent, { house, rules, decision, now }: Entry): AlertDecision {
  const again = reduce(house, event);
  return decide(again.changes, again.house, rules, decision.memory, english, now);
}
