import type { Cloud } from "../../../src-main/demo/cloud.ts";
import { settle, type VirtualClock } from "../../virtual/clock.ts";
import type { AppEvent, WorldEvent } from "../oracle/events.ts";
import { emptyDisk, startApp, type App } from "./app.ts";
import { createConnection, type Connection } from "./connection.ts";
import type { Computer } from "./faults.ts";
import type { House } from "./house.ts";
import type { Network } from "./network.ts";
import type { Queue } from "./queue.ts";
import type { Chance } from "./random.ts";

/** What the steady clock does in a sleep: systems differ. */
export const SLEEPS = {
  still: "sleep in which the clock stood still",
  running: "sleep in which the clock went on",
} as const;

/** A silent sleep and a clock setting within this time hide each other, so none comes so soon after the other. */
const NOTICED_MS = 120_000;
/** A clock that cannot be set back now is set back after this time. */
const RETRY_MS = 600_000;

/** What a computer stands in. */
export interface ComputerOptions {
  readonly clock: VirtualClock;
  readonly queue: Queue;
  readonly chance: Chance;
  readonly house: House;
  readonly network: Network;
  readonly cloud: Cloud;
  /** How long a message takes one way without a fault, least and most, in milliseconds. */
  readonly legMs: readonly [number, number];
  readonly tell: (event: WorldEvent | AppEvent) => void;
  readonly count: (kind: string) => void;
}

/** A computer with a disk, on which the app starts, sleeps, crashes and starts again. */
export class SimulatedComputer implements Computer {
  readonly #options: ComputerOptions;
  readonly #disk = emptyDisk();
  #app: App | null = null;
  #connection: Connection | null = null;
  #asleep = false;
  #setAt = -Infinity;
  #sleptAt = -Infinity;
  /** Acts when the next request has arrived and its answer has not. */
  #onArrived: (() => Promise<void>) | null = null;

  constructor(options: ComputerOptions) {
    this.#options = options;
  }

  /** Starts the app. */
  readonly start = (): void => {
    const { house, network, cloud, clock, queue, legMs, chance, tell } = this.#options;
    const later = (ms: number, act: () => void): void => queue.add(clock.trueNow() + ms, act);
    this.#connection = createConnection({ house, network, cloud, clock, later, legMs, chance, tell });
    const { fetch } = this.#connection;
    this.#app = startApp({ clock, fetch, disk: this.#disk, chance: () => chance.next(), tell });
  };

  /** Half of all sleeps begin while an answer travels. */
  readonly sleep = async (ms: number, announced: boolean, resumes: readonly number[]): Promise<boolean> => {
    if (!this.up()) return false;
    if (this.#options.chance.happens(0.5)) return this.#sleep(ms, announced, resumes);
    this.#onArrived = async () => {
      await this.#sleep(ms, announced, resumes);
    };
    return true;
  };

  /** A request arrived at the cloud. */
  readonly requestArrived = (at: number): void => {
    if (this.#onArrived === null) return;
    this.#options.queue.add(at + 10, this.#onArrived);
    this.#onArrived = null;
  };

  /** Sets the clock now and back again later; false while it cannot be set. */
  readonly setClock = (byMs: number): boolean => {
    if (!this.#set(byMs)) return false;
    const { queue, clock, chance } = this.#options;
    const back = (): void => {
      if (!this.#set(-byMs)) queue.add(clock.trueNow() + RETRY_MS, back);
    };
    queue.add(clock.trueNow() + chance.between(60_000, 6 * 3_600_000), back);
    return true;
  };

  readonly up = (): boolean => this.#app !== null && !this.#asleep;

  readonly asleep = (): boolean => this.#asleep;

  readonly refresh = (): boolean => this.#app !== null && this.up() && this.#app.poller.refresh().asked;

  /** Tells the app that somebody checks a key beside its polling. */
  readonly checkKey = (): void => this.#app?.poller.charge("key");

  /** Ends the app and starts it again after `downMs`, or never when infinite. */
  readonly restart = async (how: "stop" | "kill", downMs: number): Promise<boolean> => {
    const app = this.#app;
    if (app === null || this.#asleep) return false;
    this.#app = null;
    if (how === "stop") {
      app.stop();
      await settle();
    }
    const timers = how === "stop" ? app.timers() : 0;
    app.kill();
    this.#connection?.cut();
    await settle();
    const { tell, queue, clock } = this.#options;
    tell({ kind: "ended", timers });
    if (downMs !== Infinity) queue.add(clock.trueNow() + downMs, this.start);
    return true;
  };

  /** Tells the app that the computer woke. */
  readonly resume = (): void => {
    if (this.#app === null || this.#asleep) return;
    this.#options.tell({ kind: "resumed" });
    this.#app.scheduler.resume();
  };

  async #sleep(ms: number, announced: boolean, resumes: readonly number[]): Promise<boolean> {
    const app = this.#app;
    const { clock, queue, chance, tell, count } = this.#options;
    if (app === null || this.#asleep || (!announced && this.#clockWasSet())) return false;
    tell({ kind: announced ? "suspended" : "dozed" });
    if (announced) app.scheduler.suspend();
    await settle();
    this.#asleep = true;
    const wakeAt = clock.trueNow() + ms;
    const pass = chance.happens(0.5) ? clock.sleep : clock.freeze;
    count(pass === clock.sleep ? SLEEPS.still : SLEEPS.running);
    for (let next = queue.take(wakeAt); next !== null; next = queue.take(wakeAt)) {
      pass(Math.max(0, next.at - clock.trueNow()));
      await next.act();
    }
    pass(Math.max(0, wakeAt - clock.trueNow()));
    this.#asleep = false;
    if (!announced) {
      this.#sleptAt = wakeAt;
      tell({ kind: "slept" });
    }
    for (const laterMs of announced ? [0, ...resumes] : []) queue.add(wakeAt + laterMs, this.resume);
    return true;
  }

  /** False while the computer sleeps, or soon after another jump of time. */
  #set(byMs: number): boolean {
    const { clock, tell } = this.#options;
    const now = clock.trueNow();
    if (this.#asleep || now - this.#sleptAt < NOTICED_MS || this.#clockWasSet()) return false;
    this.#setAt = now;
    tell({ kind: "clock-set", byMs });
    clock.set(byMs);
    return true;
  }

  #clockWasSet(): boolean {
    return this.#options.clock.trueNow() - this.#setAt < NOTICED_MS;
  }
}
