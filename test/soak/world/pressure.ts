import type { House } from "./house.ts";
import type { Query, WorldEvent } from "../oracle/events.ts";
import type { Queue } from "./queue.ts";

/** "List again: hourly" */
const LIST_EVERY_MS = 3_600_000;
/** Between two checks of a key. */
const CHECKED_EVERY_MS = 100_000;

/** What is under pressure. */
export interface PressureOptions {
  readonly house: House;
  readonly queue: Queue;
  readonly now: () => number;
  readonly tell: (event: WorldEvent) => void;
  /** Tells the app that the computer woke. */
  readonly wake: () => void;
  /** Tells the app that somebody checks a key beside its polling. */
  readonly checking: () => void;
}

/**
 * Makes an account short of requests. Somebody checks keys all the time. One lock comes back with another id between a
 * sync and the hourly list, and the computer wakes right after that list: from then on that lock falls due apart from
 * all others, so the app asks for the locks in parts.
 */
export class Pressure {
  readonly #options: PressureOptions;
  #listedAt = -Infinity;
  #pressing = false;

  constructor(options: PressureOptions) {
    this.#options = options;
    this.#check();
  }

  /** A request arrived at the cloud. */
  arrived(query: Query, at: number): void {
    const { house, queue, wake } = this.#options;
    const [door] = house.doors;
    if (query.kind === "list") {
      if (query.page === 1) this.#listedAt = at;
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

  /** A check counts in the account's hour, and asks for no lock. */
  #check(): void {
    const { queue, now, tell, checking } = this.#options;
    queue.add(now() + CHECKED_EVERY_MS, () => {
      checking();
      tell({ kind: "arrived", request: 0, query: { kind: "sync", all: false, serials: [] } });
      this.#check();
    });
  }
}
