import type { House } from "./house.ts";
import type { Asked, WorldWitness } from "../oracle/events.ts";
import type { Queue } from "./queue.ts";

/** "List again: hourly" */
const LIST_EVERY_MS = 3_600_000;
/** Between two checks of a key. */
const CHECKED_EVERY_MS = 100_000;

export interface Pressed {
  readonly house: House;
  readonly queue: Queue;
  readonly now: () => number;
  readonly tell: (witness: WorldWitness) => void;
  /** The computer says that it woke. */
  readonly wake: () => void;
  /** The app is told that a key is checked beside its polling. */
  readonly checking: () => void;
}

/**
 * What presses an account for requests. Keys are checked all the time, and a lock comes back with another id between a
 * sync and the hourly list, while the computer wakes right after that list: from then on that lock is out of step with
 * all others, which have to be asked for in parts.
 */
export class Pressure {
  readonly #pressed: Pressed;
  #listedAt = -Infinity;
  #pressing = false;

  constructor(pressed: Pressed) {
    this.#pressed = pressed;
    this.#check();
  }

  /** Something arrived at the cloud. */
  arrived(asked: Asked, at: number): void {
    const { house, queue, wake } = this.#pressed;
    const [door] = house.doors;
    if (asked.kind === "list") {
      if (asked.page === 1) this.#listedAt = at;
      if (this.#pressing) queue.add(at + 4000, wake);
      this.#pressing = false;
      return;
    }
    const leftMs = this.#listedAt + LIST_EVERY_MS - at;
    if (door === undefined || leftMs < 5000 || leftMs > 16_000) return;
    queue.add(at + 2000, () => {
      house.vanish(door);
      house.comeBack(door);
      this.#pressing = true;
    });
  }

  /** The cloud and the hour count a check, and no lock does. */
  #check(): void {
    const { queue, now, tell, checking } = this.#pressed;
    queue.add(now() + CHECKED_EVERY_MS, () => {
      checking();
      tell({ kind: "arrived", request: 0, asked: { kind: "sync", all: false, serials: [] } });
      this.#check();
    });
  }
}
