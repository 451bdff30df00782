import type { AlertSettings } from "../../../src-main/core/alerts/alert.ts";
import { decide, type AlertDecision } from "../../../src-main/core/alerts/decide.ts";
import { dismissed, freshMemory, isBlindTold, type AlertMemory } from "../../../src-main/core/alerts/memory.ts";
import type { Change } from "../../../src-main/core/lock/change.ts";
import type { HouseEvent } from "../../../src-main/core/lock/house-event.ts";
import { emptyHouse, reduce, type House } from "../../../src-main/core/lock/house.ts";
import type { Instant } from "../../../src-main/core/lock/lock.ts";
import type { AppEvent, Outcome, Query, TimedEvent, WorldEvent } from "../../soak/oracle/events.ts";
import type { History, Turn } from "./alert-histories.ts";
import { Account } from "./alert-account.ts";
import { at, failed, listed, read } from "./house.ts";
import { english } from "./words.ts";

const POLL_S = 20;

/** One decision, with everything that went into it. */
export interface Step {
  readonly now: Instant;
  readonly cause: "event" | "start" | "time" | "owner";
  /** What happened to the house; null without an event. */
  readonly event: HouseEvent | null;
  readonly changes: readonly Change[];
  readonly house: House;
  readonly settings: AlertSettings;
  readonly memory: AlertMemory;
  readonly decision: AlertDecision;
}

/** What a history came to: every decision, and every event as the soak's oracle hears it. */
export interface Played {
  readonly steps: readonly Step[];
  readonly events: readonly TimedEvent[];
}

/** Plays a history through the real reducer and the real alerts, which decide at each event and when an alert comes due. */
export function played({ lossDelayMinutes, turns }: History): Played {
  const player = new Player({ lossDelayMinutes, pausedUntil: null, notWatched: [] });
  for (const one of turns) player.turn(one);
  return player;
}

class Player implements Played {
  readonly steps: Step[] = [];
  readonly events: TimedEvent[] = [];
  readonly #account = new Account((event) => this.#tell(event));
  readonly #onShow = new Set<string>();
  #settings: AlertSettings;
  #seconds = 0;
  #house: House = emptyHouse(at(0), POLL_S * 1000);
  #memory: AlertMemory = freshMemory(false);
  #nextAt: Instant | null = null;
  #requests = 0;
  /** Failures since the last good answer, and the refusals in a row at their end. */
  #failures = 0;
  #refusals: readonly number[] = [];
  #keyRefused = false;

  constructor(settings: AlertSettings) {
    this.#settings = settings;
    this.#account.open();
    this.#tell({ kind: "started" });
    this.#decide("start");
    this.#poll();
  }

  turn(one: Turn): void {
    switch (one.kind) {
      case "doors":
        this.#account.change(one.which, one.become);
        this.#polls(one.polls);
        return;
      case "outage":
        this.#outage(one.seconds, one.refused);
        return;
      case "sleep":
        this.#sleep(one.seconds, one.announced);
        return;
      case "nameless":
        for (let poll = 0; poll < one.polls; poll += 1) this.#nameless();
        return;
      case "leave":
        this.#account.leave(one.which);
        for (let list = 0; list < one.lists; list += 1) {
          this.#list();
          this.#poll();
        }
        this.#polls(one.polls);
        if (one.back) this.#return();
        return;
      case "return":
        this.#return();
        return;
      case "restart":
        this.#restart(one.cached);
        this.#outage(one.silentSeconds, false);
        return;
      case "pause":
      case "unpause":
      case "exclude":
      case "dismiss":
        this.#owner(one);
    }
  }

  #owner(one: Turn & { kind: "pause" | "unpause" | "exclude" | "dismiss" }): void {
    // not in the moment of an answer, whose alerts are counted together
    this.#pass(1);
    switch (one.kind) {
      case "pause":
        this.#pause(at(this.#seconds + one.seconds));
        break;
      case "unpause":
        this.#pause(null);
        break;
      case "exclude":
        this.#settings = { ...this.#settings, notWatched: one.which.map(this.#account.serialOf) };
        this.#tell({ kind: "excluded", serials: this.#settings.notWatched });
        break;
      case "dismiss":
        for (const id of [...this.#onShow].slice(0, one.all ? undefined : 1)) this.#dismiss(id);
    }
    this.#decide("owner");
  }

  #pause(until: Instant | null): void {
    this.#settings = { ...this.#settings, pausedUntil: until };
    this.#tell({ kind: "paused", until });
  }

  #dismiss(id: string): void {
    this.#onShow.delete(id);
    this.#memory = dismissed(this.#memory, id);
    this.#tell({ kind: "dismissed", id });
  }

  #polls(count: number): void {
    for (let poll = 0; poll < count; poll += 1) this.#poll();
  }

  #poll(): void {
    if (!this.#house.listed && this.#house.locks.size === 0) {
      this.#list();
      return;
    }
    this.#pass(POLL_S);
    this.#answer({ kind: "sync", all: true, serials: this.#account.serials() }, "good");
    this.#happen(read(this.#seconds, ...this.#account.readings(this.#seconds)));
  }

  #list(): void {
    this.#pass(POLL_S);
    this.#answer({ kind: "list", page: 1, size: 100, serials: this.#account.serials() }, "good");
    this.#happen(listed(this.#seconds, this.#account.listings(this.#seconds)));
  }

  #nameless(): void {
    this.#pass(POLL_S);
    this.#answer({ kind: "sync", all: true, serials: [] }, "good");
    this.#happen(read(this.#seconds));
  }

  #return(): void {
    this.#account.comeBack();
    this.#list();
  }

  #outage(seconds: number, refused: boolean): void {
    const until = this.#seconds + seconds;
    if (refused) this.#tell({ kind: "key", revoked: true });
    while (this.#seconds < until) {
      this.#pass(Math.min(60, until - this.#seconds));
      this.#fail(refused);
    }
    if (refused) this.#tell({ kind: "key", revoked: false });
  }

  #fail(refused: boolean): void {
    this.#failures += 1;
    this.#refusals = refused ? [...this.#refusals, this.#seconds] : [];
    const [first = this.#seconds] = this.#refusals;
    this.#keyRefused ||= this.#refusals.length >= 3 && this.#seconds - first >= 60;
    this.#answer({ kind: "sync", all: true, serials: this.#account.serials() }, refused ? "refused" : "failed");
    const failure = refused ? "key-refused" : "no-network";
    this.#happen(failed(this.#seconds, failure, this.#failures, this.#keyRefused));
  }

  #sleep(seconds: number, announced: boolean): void {
    this.#pass(1);
    this.#tell({ kind: announced ? "suspended" : "dozed" });
    if (announced) this.#happen({ kind: "suspended", at: at(this.#seconds) });
    this.#seconds += seconds;
    this.#refusals = [];
    this.#tell({ kind: announced ? "resumed" : "slept" });
    const now = at(this.#seconds);
    this.#happen(announced ? { kind: "resumed", at: now } : { kind: "time-lost", at: now });
  }

  /** A new process knows the settings, and whether the last one said that it is blind. */
  #restart(cached: boolean): void {
    this.#tell({ kind: "ended", timers: 0 });
    this.#pass(2);
    this.#house = emptyHouse(at(this.#seconds), POLL_S * 1000);
    this.#memory = freshMemory(isBlindTold(this.#memory));
    this.#onShow.clear();
    [this.#refusals, this.#keyRefused] = [[], false];
    this.#tell({ kind: "started" });
    this.#decide("start");
    if (cached) this.#happen({ kind: "cached", at: at(this.#seconds), locks: this.#account.locks() });
  }

  /** Time passes, and alerts that come due in it are decided. */
  #pass(seconds: number): void {
    const until = at(this.#seconds + seconds);
    while (this.#nextAt !== null && this.#nextAt < until) this.#decide("time", null, [], this.#nextAt);
    this.#seconds += seconds;
  }

  /** A request goes out, arrives and ends. */
  #answer(query: Query, outcome: Outcome): void {
    this.#requests += 1;
    const request = this.#requests;
    const cause = outcome === "failed" ? "no network" : null;
    this.#tell({ kind: "sent", request });
    this.#tell({ kind: "arrived", request, query });
    this.#tell({ kind: "answered", request, outcome, cause, waitMs: 0, tookMs: 0 });
    if (outcome === "good") [this.#failures, this.#refusals, this.#keyRefused] = [0, [], false];
  }

  #happen(event: HouseEvent): void {
    const { house, changes } = reduce(this.#house, event);
    this.#house = house;
    this.#decide("event", event, changes);
  }

  #decide(
    cause: Step["cause"],
    event: HouseEvent | null = null,
    changes: readonly Change[] = [],
    now = at(this.#seconds),
  ): void {
    const [house, settings, memory] = [this.#house, this.#settings, this.#memory];
    const decision = decide(changes, house, settings, memory, english, now);
    this.steps.push({ now, cause, event, changes, house, settings, memory, decision });
    [this.#memory, this.#nextAt] = [decision.memory, decision.nextAt];
    for (const id of decision.withdraw) this.#tell({ kind: "withdraw", id }, now);
    for (const one of decision.suppress) this.#tell({ kind: "suppressed", ...one }, now);
    for (const { id, rule, facts, over } of decision.raise) this.#tell({ kind: "notify", id, rule, facts, over }, now);
    for (const id of decision.withdraw) this.#onShow.delete(id);
    for (const { id, over } of decision.raise) {
      if (over) this.#onShow.delete(id);
      else this.#onShow.add(id);
    }
  }

  #tell(event: WorldEvent | AppEvent, now = at(this.#seconds)): void {
    this.events.push({ at: now, ...event });
  }
}
