import { lockIdOf, type Listing, type Lock, type Reading, type Serial } from "../../../src-main/core/lock/lock.ts";
import type { Truth, WorldEvent } from "../../soak/oracle/events.ts";
import { ALL, type DoorSays } from "./alert-histories.ts";
import { away, lock, reading } from "./house.ts";

/** Tedee's numbers of a bolt and of a door (API docs, enums/lock-state and enums/door-state). */
const [UNLOCKED, LOCKED] = [2, 6];
const [SENSOR_LOST, OPEN, CLOSED] = [1, 2, 3];

/** One door as it is. */
interface Door {
  readonly lock: Lock;
  readonly says: DoorSays;
  /** The door's last real state, as Tedee numbers it. */
  readonly state: number;
  readonly isPresent: boolean;
  readonly returns: number;
}

/** The doors of an account: what each says, and which are in it. */
export class Account {
  readonly #doors = new Map<number, Door>(
    ALL.map((n) => [n, { lock: lock(n), says: "closed", state: CLOSED, isPresent: true, returns: 0 }]),
  );
  readonly #tell: (event: WorldEvent) => void;

  constructor(tell: (event: WorldEvent) => void) {
    this.#tell = tell;
  }

  /** Tells of every door for the first time. */
  readonly open = (): void => {
    for (const n of ALL) {
      this.#set(n, {});
      this.#member(n);
    }
  };

  readonly serialOf = (n: number): Serial => this.#door(n).lock.serial;

  readonly change = (which: readonly number[], says: DoorSays): void => {
    const state = says === "open" ? { state: OPEN } : says === "closed" ? { state: CLOSED } : {};
    for (const n of which) this.#set(n, { says, ...state });
  };

  readonly leave = (which: readonly number[]): void => {
    for (const n of which) {
      this.#set(n, { isPresent: false });
      this.#member(n);
    }
  };

  /** Every lock that left comes back with another id. */
  readonly comeBack = (): void => {
    for (const n of ALL) {
      const { isPresent, returns, lock: known } = this.#door(n);
      if (isPresent) continue;
      const id = lockIdOf(n + 100 * (returns + 1));
      this.#set(n, { isPresent: true, returns: returns + 1, lock: { ...known, id } });
      this.#member(n);
    }
  };

  readonly locks = (): readonly Lock[] => this.#present().map((n) => this.#door(n).lock);

  readonly serials = (): readonly Serial[] => this.locks().map(({ serial }) => serial);

  readonly readings = (seconds: number): readonly Reading[] => this.#present().map((n) => this.#reading(n, seconds));

  readonly listings = (seconds: number): readonly Listing[] =>
    this.#present().map((n) => ({ lock: this.#door(n).lock, reading: this.#reading(n, seconds) }));

  #present(): readonly number[] {
    return ALL.filter((n) => this.#door(n).isPresent);
  }

  #door(n: number): Door {
    const door = this.#doors.get(n);
    if (door === undefined) throw new Error(`No door ${n}`);
    return door;
  }

  #set(n: number, change: Partial<Door>): void {
    const door = { ...this.#door(n), ...change };
    this.#doors.set(n, door);
    this.#tell({ kind: "truth", serial: door.lock.serial, truth: truthOf(door) });
  }

  #member(n: number): void {
    const { lock: known, isPresent } = this.#door(n);
    this.#tell({ kind: "member", serial: known.serial, id: isPresent ? known.id : null, name: known.name });
  }

  #reading(n: number, seconds: number): Reading {
    const { lock: known, says } = this.#door(n);
    return { ...readingOf(n, seconds, says), id: known.id };
  }
}

function truthOf({ says, state }: Door): Truth {
  switch (says) {
    case "closed":
      return { linked: true, lock: LOCKED, door: CLOSED };
    case "open":
      return { linked: true, lock: UNLOCKED, door: OPEN };
    case "away":
      return { linked: false, lock: null, door: state };
    case "untold":
      return { linked: "untold", lock: null, door: state };
    case "sensor-lost":
      return { linked: true, lock: LOCKED, door: SENSOR_LOST };
  }
}

function readingOf(n: number, seconds: number, says: DoorSays): Reading {
  switch (says) {
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
