import { createCloud, DEMO_KEY, type Cloud } from "../../../src-main/demo/cloud.ts";
import { createVirtualClock, type VirtualClock } from "../../virtual/clock.ts";
import { lesser, unmeasured, usedHeap, type Heap } from "../heap.ts";
import type { AppEvent, TimedEvent, WorldEvent } from "../oracle/events.ts";
import { Oracle } from "../oracle/oracle.ts";
import { SimulatedComputer } from "./computer.ts";
import type { FaultKind } from "./fault-kinds.ts";
import { scheduleFaults, singleFaultRate } from "./fault-plan.ts";
import { causeFault, type FaultContext } from "./faults.ts";
import { House } from "./house.ts";
import { createNetwork, type Network } from "./network.ts";
import { Pressure } from "./pressure.ts";
import { createQueue, type Queue } from "./queue.ts";
import { createChance, type Chance } from "./random.ts";
import { useDoors } from "./visits.ts";

/** Saturday 24 October 2026, 06:00 UTC: summer time ends in Europe the night after. */
const START_MS = Date.UTC(2026, 9, 24, 6, 0, 0);
const DAY_MS = 86_400_000;

/** One world. */
export interface SoakOptions {
  readonly days: number;
  readonly locks: number;
  readonly seed: number;
  /** The mean time between two visits to one door, in milliseconds. */
  readonly restMs: number;
  /** Each kind of fault at least once, or by chance, or none but single requests that go wrong. */
  readonly faults: "each" | "chance" | "none";
  /** Whether the account is short of requests (`Pressure`). */
  readonly pressed: boolean;
  /** How long a message takes one way without a fault, least and most, in milliseconds. */
  readonly legMs: readonly [number, number];
  /** Receives every event that the oracle receives. */
  readonly listen?: (event: TimedEvent) => void;
}

/** The end of a world. */
export interface Soaked {
  readonly oracle: Oracle;
  /** How often each kind of fault, visit and restart happened. */
  readonly happened: ReadonlyMap<string, number>;
  /** The heap early (on the second day of a long world) and at the end, and the days between. */
  readonly heap: { readonly before: Heap; readonly after: Heap; readonly days: number };
  readonly requests: number;
}

/** Runs a world to its end, as fast as it goes. */
export const soak = (options: SoakOptions): Promise<Soaked> => new Simulator(options).run();

class Simulator {
  readonly #options: SoakOptions;
  readonly #clock: VirtualClock = createVirtualClock(START_MS);
  readonly #queue: Queue = createQueue();
  readonly #oracle = new Oracle({ intervalMs: 20_000, lossDelayMs: 120_000 });
  readonly #house: House;
  readonly #cloud: Cloud;
  readonly #chance: Chance;
  readonly #network: Network;
  readonly #computer: SimulatedComputer;
  readonly #happened = new Map<string, number>();
  readonly #floods = new Map<FaultKind, () => void>();
  #pressure: Pressure | null = null;
  #sent = 0;

  constructor(options: SoakOptions) {
    this.#options = options;
    const clock = this.#clock;
    const chance = createChance(options.seed);
    const house = new House(options.locks);
    const locks = house.doors.map(({ lock }) => lock);
    const cloud = createCloud({ now: this.#now, key: DEMO_KEY, locks, script: null });
    const rate = (): number => singleFaultRate(this.#now() - START_MS);
    const network = createNetwork(this.#now, chance.fork("weather"), rate, this.#count);
    const { legMs } = options;
    const [queue, tell, count] = [this.#queue, this.#tell, this.#count];
    this.#computer = new SimulatedComputer({ clock, queue, chance, house, network, cloud, legMs, tell, count });
    [this.#chance, this.#house, this.#cloud, this.#network] = [chance, house, cloud, network];
  }

  async run(): Promise<Soaked> {
    const { days, pressed } = this.#options;
    const endMs = START_MS + days * DAY_MS;
    this.#house.connect(this.#cloud, this.#tell, this.#now);
    this.#computer.start();
    const measuredOn = Math.min(2, days / 4);
    let [before, after] = [unmeasured, unmeasured];
    // the least of three at either end: objects that wait for their finalizers look like a leak
    for (const later of [0, 0.05, 0.1]) {
      this.#queue.add(START_MS + (measuredOn + later * days) * DAY_MS, async () => {
        before = lesser(before, await usedHeap());
      });
      this.#queue.add(START_MS + (1 - later) * days * DAY_MS - 1, async () => {
        after = lesser(after, await usedHeap());
      });
    }
    this.#useDoors(endMs);
    this.#planFaults();
    if (pressed) this.#startPressure();
    await this.#until(endMs);
    await this.#computer.restart("stop", Infinity);
    const zone = (at: number): number => new Date(at).getTimezoneOffset();
    if (zone(START_MS) !== zone(endMs)) this.#count("end of summer time");
    return {
      oracle: this.#oracle,
      happened: this.#happened,
      requests: this.#sent,
      heap: { before, after, days: days - measuredOn },
    };
  }

  readonly #now = (): number => this.#clock.trueNow();

  readonly #count = (kind: string): void => {
    this.#happened.set(kind, (this.#happened.get(kind) ?? 0) + 1);
  };

  readonly #tell = (event: WorldEvent | AppEvent): void => {
    const timed: TimedEvent = { at: this.#now(), ...event };
    this.#options.listen?.(timed);
    this.#oracle.hear(timed);
    if (event.kind === "sent") this.#sent += 1;
    if (event.kind === "answered" && event.outcome === "limit") this.#flooded();
    if (event.kind !== "arrived") return;
    this.#computer.requestArrived(timed.at);
    this.#pressure?.arrived(event.query, timed.at);
  };

  #flooded(): void {
    for (const [kind, then] of this.#floods) {
      this.#count(kind);
      then();
    }
    this.#floods.clear();
  }

  #useDoors(endMs: number): void {
    const { restMs } = this.#options;
    const chance = this.#chance.fork("life");
    useDoors({
      house: this.#house,
      queue: this.#queue,
      chance,
      now: this.#now,
      endMs,
      restMs,
      count: this.#count,
    });
  }

  #planFaults(): void {
    const { days, faults } = this.#options;
    if (faults === "none") return;
    const context: FaultContext = {
      house: this.#house,
      queue: this.#queue,
      cloud: this.#cloud,
      network: this.#network,
      now: this.#now,
      computer: this.#computer,
      tell: this.#tell,
      chance: this.#chance,
      key: { revoked: false },
      floods: this.#floods,
    };
    const happened = (kind: string): boolean =>
      this.#happened.has(kind) &&
      // the app never noticed a key that was valid again before its next request
      (kind !== "revoked key" || this.#oracle.facts.has("blind by a refused key"));
    scheduleFaults({
      queue: this.#queue,
      now: this.#now,
      startMs: START_MS,
      days,
      chance: this.#chance.fork("plan"),
      each: faults === "each",
      cause: (kind) => causeFault(kind, context),
      count: this.#count,
      happened,
      asleep: this.#computer.asleep,
    });
  }

  #startPressure(): void {
    this.#pressure = new Pressure({
      house: this.#house,
      queue: this.#queue,
      now: this.#now,
      tell: this.#tell,
      wake: this.#computer.resume,
      checking: this.#computer.checkKey,
    });
  }

  /** Takes one timer or task at a time: each may add another that comes before all others. */
  async #until(endMs: number): Promise<void> {
    while (this.#now() < endMs) {
      const until = Math.min(endMs, this.#queue.next(), this.#now() + this.#clock.nextIn());
      await this.#clock.advance(Math.max(0, until - this.#now()));
      for (let due = this.#queue.take(this.#now()); due !== null; due = this.#queue.take(this.#now())) await due.act();
    }
  }
}
