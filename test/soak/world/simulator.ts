import { createCloud, DEMO_KEY, type Cloud } from "../../../src-main/demo/cloud.ts";
import { createVirtualClock, settle, type VirtualClock } from "../../virtual/clock.ts";
import { emptyDisk, startApp, type App } from "./app.ts";
import { befall, type Computer, type Stage } from "./faults.ts";
import { decree } from "./fault-plan.ts";
import { mishapRate, type FaultKind } from "./fault-kinds.ts";
import { lesser, unmeasured, usedHeap, type Heap } from "../heap.ts";
import { House } from "./house.ts";
import { liveIn } from "./house-life.ts";
import { createLink, type Link } from "./connection.ts";
import { Oracle } from "../oracle/oracle.ts";
import type { AppWitness, Witness, WorldWitness } from "../oracle/events.ts";
import { Pressure } from "./pressure.ts";
import { createQueue, type Queue } from "./queue.ts";
import { createChance, type Chance } from "./random.ts";
import { createWeather, type Weather } from "./network.ts";

/** Saturday 24 October 2026, 06:00 UTC: summer time ends in Europe the night after. */
export const START_MS = Date.UTC(2026, 9, 24, 6, 0, 0);
const DAY_MS = 86_400_000;
/** A sleep that nobody told of and settings of the clock hide each other from anybody who looks only after both. */
const NOTICED_MS = 120_000;
/** A clock that cannot be set back now is set back so much later. */
const RETRY_MS = 600_000;
/** What the steady clock does in a sleep: it depends on the system, and a process that is stopped is no sleep at all. */
export const SLEEPS = {
  still: "sleep in which the clock stood still",
  running: "sleep in which the clock went on",
} as const;

export interface SoakOptions {
  readonly days: number;
  readonly locks: number;
  readonly seed: number;
  /** Between two visits to one door, on average. */
  readonly restMs: number;
  /** Faults by chance, or each kind at least once; with none, single requests still go wrong. */
  readonly faults: "each" | "chance" | "none";
  /** A lock comes back with another id, the computer wakes right after it was listed, and keys are checked all the time. */
  readonly pressed: boolean;
  /** How long a message takes one way in fair weather, least and most. */
  readonly legMs: readonly [number, number];
  /** Hears everything that the oracle hears. */
  readonly listen?: (witness: Witness) => void;
}

/** What a world came to. */
export interface Soaked {
  readonly oracle: Oracle;
  /** How often each kind of fault, visit and restart happened. */
  readonly happened: ReadonlyMap<string, number>;
  /** After a collection early on (from the second day of many) and at the end, and how many days lie between. */
  readonly heap: { readonly before: Heap; readonly after: Heap; readonly days: number };
  readonly requests: number;
}

/** Lets a world go by as fast as it can. */
export const soak = (options: SoakOptions): Promise<Soaked> => new Simulator(options).run();

class Simulator implements Computer {
  readonly #options: SoakOptions;
  readonly #clock: VirtualClock = createVirtualClock(START_MS);
  readonly #queue: Queue = createQueue();
  readonly #oracle = new Oracle({ intervalMs: 20_000, lossDelayMs: 120_000 });
  readonly #house: House;
  readonly #cloud: Cloud;
  readonly #chance: Chance;
  readonly #weather: Weather;
  readonly #disk = emptyDisk();
  readonly #happened = new Map<string, number>();
  readonly #endMs: number;
  #app: App | null = null;
  #link: Link | null = null;
  #asleep = false;
  #setAt = -Infinity;
  #sleptAt = -Infinity;
  #sent = 0;
  readonly #floods = new Map<FaultKind, () => void>();
  #pressure: Pressure | null = null;
  /** Waits for a request that arrived and is not answered. */
  #onArrived: (() => Promise<void>) | null = null;

  constructor(options: SoakOptions) {
    this.#options = options;
    this.#endMs = START_MS + options.days * DAY_MS;
    this.#chance = createChance(options.seed);
    this.#house = new House(options.locks);
    const now = (): number => this.#clock.trueNow();
    const locks = this.#house.doors.map(({ lock }) => lock);
    this.#cloud = createCloud({ now, key: DEMO_KEY, locks, script: null });
    const rate = (): number => mishapRate(now() - START_MS);
    this.#weather = createWeather(now, this.#chance.fork("weather"), rate, (kind) => this.#count(kind));
  }

  async run(): Promise<Soaked> {
    const { days } = this.#options;
    this.#house.open(this.#cloud, this.#tell, () => this.#clock.trueNow());
    this.#begin();
    const measuredOn = Math.min(2, days / 4);
    let [before, after] = [unmeasured, unmeasured];
    // the least of three at either end, since what waits for its finalizer hides a leak or looks like one
    for (const later of [0, 0.05, 0.1]) {
      this.#queue.add(START_MS + (measuredOn + later * days) * DAY_MS, async () => {
        before = lesser(before, await usedHeap());
      });
      this.#queue.add(START_MS + (1 - later) * days * DAY_MS - 1, async () => {
        after = lesser(after, await usedHeap());
      });
    }
    this.#fill();
    if (this.#options.pressed) this.#press();
    await this.#until(this.#endMs);
    await this.restart("stop", Infinity);
    const zone = (at: number): number => new Date(at).getTimezoneOffset();
    if (zone(START_MS) !== zone(this.#endMs)) this.#count("end of summer time");
    return {
      oracle: this.#oracle,
      happened: this.#happened,
      requests: this.#sent,
      heap: { before, after, days: days - measuredOn },
    };
  }

  /** Half of all sleeps begin while an answer is on its way. */
  async sleep(ms: number, told: boolean, resumes: readonly number[]): Promise<boolean> {
    if (this.#app === null || this.#asleep) return false;
    if (this.#chance.happens(0.5)) return this.#sleep(ms, told, resumes);
    this.#onArrived = async () => {
      await this.#sleep(ms, told, resumes);
    };
    return true;
  }

  async #sleep(ms: number, told: boolean, resumes: readonly number[]): Promise<boolean> {
    const app = this.#app;
    if (app === null || this.#asleep || (!told && this.#clockWasSet())) return false;
    this.#tell({ kind: told ? "suspended" : "dozed" });
    if (told) app.scheduler.suspend();
    await settle();
    this.#asleep = true;
    const wakeAt = this.#clock.trueNow() + ms;
    const pass = this.#chance.happens(0.5) ? this.#clock.sleep : this.#clock.freeze;
    this.#count(pass === this.#clock.sleep ? SLEEPS.still : SLEEPS.running);
    for (let next = this.#queue.take(wakeAt); next !== null; next = this.#queue.take(wakeAt)) {
      pass(Math.max(0, next.at - this.#clock.trueNow()));
      await next.act();
    }
    pass(Math.max(0, wakeAt - this.#clock.trueNow()));
    this.#asleep = false;
    if (!told) {
      this.#sleptAt = wakeAt;
      this.#tell({ kind: "slept" });
    }
    for (const laterMs of told ? [0, ...resumes] : []) this.#queue.add(wakeAt + laterMs, this.#resume);
    return true;
  }

  setClock(byMs: number): boolean {
    if (!this.#set(byMs)) return false;
    // somebody notices, or the network's time does
    const back = (): void => {
      if (!this.#set(-byMs)) this.#queue.add(this.#clock.trueNow() + RETRY_MS, back);
    };
    this.#queue.add(this.#clock.trueNow() + this.#chance.between(60_000, 6 * 3_600_000), back);
    return true;
  }

  /** Nobody sets the clock of a computer that sleeps. */
  #set(byMs: number): boolean {
    const now = this.#clock.trueNow();
    if (this.#asleep || now - this.#sleptAt < NOTICED_MS || this.#clockWasSet()) return false;
    this.#setAt = now;
    this.#tell({ kind: "clock-set", byMs });
    this.#clock.set(byMs);
    return true;
  }

  #clockWasSet(): boolean {
    return this.#clock.trueNow() - this.#setAt < NOTICED_MS;
  }

  up(): boolean {
    return this.#app !== null && !this.#asleep;
  }

  refresh(): boolean {
    if (this.#app === null || this.#asleep) return false;
    return this.#app.poller.refresh().asked;
  }

  async restart(how: "stop" | "kill", downMs: number): Promise<boolean> {
    const app = this.#app;
    if (app === null || this.#asleep) return false;
    this.#app = null;
    if (how === "stop") {
      app.stop();
      await settle();
    }
    const timers = how === "stop" ? app.timers() : 0;
    app.kill();
    this.#link?.cut();
    await settle();
    this.#tell({ kind: "ended", timers });
    if (downMs !== Infinity) {
      this.#queue.add(this.#clock.trueNow() + downMs, () => this.#begin());
    }
    return true;
  }

  readonly #resume = (): void => {
    if (this.#app === null || this.#asleep) return;
    this.#tell({ kind: "resumed" });
    this.#app.scheduler.resume();
  };

  readonly #tell = (witness: WorldWitness | AppWitness): void => {
    const heard: Witness = { at: this.#clock.trueNow(), ...witness };
    this.#options.listen?.(heard);
    this.#oracle.hear(heard);
    if (witness.kind === "sent") this.#sent += 1;
    if (witness.kind === "answered" && witness.outcome === "limit") this.#flooded();
    const onArrived = witness.kind === "arrived" ? this.#onArrived : null;
    if (onArrived !== null) {
      this.#onArrived = null;
      this.#queue.add(heard.at + 10, onArrived);
    }
    if (witness.kind === "arrived") this.#pressure?.arrived(witness.asked, heard.at);
  };

  #flooded(): void {
    for (const [kind, then] of this.#floods) {
      this.#count(kind);
      then();
    }
    this.#floods.clear();
  }

  #count(kind: string): void {
    this.#happened.set(kind, (this.#happened.get(kind) ?? 0) + 1);
  }

  /** A start; while the computer sleeps it waits until it wakes. */
  #begin(): void {
    const { legMs } = this.#options;
    const [house, weather, cloud, clock] = [this.#house, this.#weather, this.#cloud, this.#clock];
    const later = (ms: number, act: () => void): void => this.#queue.add(clock.trueNow() + ms, act);
    this.#link = createLink({ house, weather, cloud, clock, later, legMs, chance: this.#chance, tell: this.#tell });
    const { fetch } = this.#link;
    const chance = (): number => this.#chance.next();
    this.#app = startApp({ clock, fetch, disk: this.#disk, chance, tell: this.#tell });
  }

  #fill(): void {
    const { days, restMs, faults } = this.#options;
    const now = (): number => this.#clock.trueNow();
    const [house, queue, cloud, weather] = [this.#house, this.#queue, this.#cloud, this.#weather];
    const chance = this.#chance.fork("life");
    const did = (kind: string): void => this.#count(kind);
    liveIn({ house, queue, chance, now, endMs: this.#endMs, restMs, did });
    const stage: Stage = {
      house,
      queue,
      cloud,
      weather,
      now,
      computer: this,
      tell: this.#tell,
      chance: this.#chance,
      key: { revoked: false },
      floods: this.#floods,
    };
    if (faults === "none") return;
    const happened = (kind: string): boolean =>
      this.#happened.has(kind) &&
      // a key that came back before anybody asked with it was as if it had never been away
      (kind !== "revoked key" || this.#oracle.facts.has("blind by a refused key"));
    decree({
      queue,
      now,
      startMs: START_MS,
      days,
      chance: this.#chance.fork("plan"),
      each: faults === "each",
      befall: (kind) => befall(kind, stage),
      did,
      happened,
      asleep: () => this.#asleep,
    });
  }

  #press(): void {
    this.#pressure = new Pressure({
      house: this.#house,
      queue: this.#queue,
      now: () => this.#clock.trueNow(),
      tell: this.#tell,
      wake: this.#resume,
      checking: () => this.#app?.poller.charge("key"),
    });
  }

  /** One timer or one happening at a time, since each may bring another that comes before all that are planned. */
  async #until(endMs: number): Promise<void> {
    const now = (): number => this.#clock.trueNow();
    while (now() < endMs) {
      const until = Math.min(endMs, this.#queue.next(), now() + this.#clock.nextIn());
      await this.#clock.advance(Math.max(0, until - now()));
      for (let due = this.#queue.take(now()); due !== null; due = this.#queue.take(now())) await due.act();
    }
  }
}
