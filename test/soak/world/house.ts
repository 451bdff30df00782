import type { Cloud } from "../../../src-main/demo/cloud.ts";
import { DOOR_STATE, demoLock, LOCK_STATE, type DemoLock, type DemoState } from "../../../src-main/demo/demo-lock.ts";
import type { Truth, WorldEvent } from "../oracle/events.ts";

/** One door as it truly is. */
export interface Door {
  readonly serial: string;
  lock: DemoLock;
  /** Null while it is not in the account. */
  id: number | null;
  name: string;
  readonly bridge: number | null;
  readonly sensor: boolean;
  state: DemoState;
  /** When its bolt last moved; null before it did. */
  movedAt: number | null;
  /** The lock itself reaches its bridge. */
  reached: boolean;
  /** Its answer leaves the device state out. */
  silent: boolean;
  /** A script moves it now. */
  busy: boolean;
}

const BRIDGE_OF = 10;
const FIRST_BRIDGE = 30_001;

/** Every door of the account as it truly is; changes go to the cloud and to the oracle. */
export class House {
  readonly doors: readonly Door[];
  readonly bridges: readonly number[];
  readonly #down = new Set<number>();
  readonly #told = new Map<Door, Truth>();
  #cloud: Cloud | null = null;
  #tell: (event: WorldEvent) => void = () => undefined;
  #now: () => number = () => NaN;
  #nextId = 70_000;
  #byId: ReadonlyMap<number, Door> | null = null;

  constructor(count: number) {
    this.doors = Array.from({ length: count }, (_, index) => doorOf(index + 1, count));
    this.bridges = [...new Set(this.doors.flatMap(({ bridge }) => bridge ?? []))];
  }

  /** Tells the cloud and the oracle of every door now, and of every change from now on. */
  connect(cloud: Cloud, tell: (event: WorldEvent) => void, now: () => number): void {
    this.#cloud = cloud;
    this.#tell = tell;
    this.#now = now;
    for (const door of this.doors) {
      tell({ kind: "member", serial: door.serial, id: door.id, name: door.name });
      this.change(door, {});
    }
  }

  change(door: Door, change: Partial<DemoState>): void {
    if (change.state !== undefined && change.state !== door.state.state) door.movedAt = this.#now();
    door.state = { ...door.state, ...change };
    this.#push(door);
  }

  reach(door: Door, reached: boolean): void {
    door.reached = reached;
    this.#push(door);
  }

  silence(door: Door, silent: boolean): void {
    door.silent = silent;
    this.#push(door);
  }

  bridge(bridge: number, up: boolean): void {
    if (up) this.#down.delete(bridge);
    else this.#down.add(bridge);
    for (const door of this.doors) if (door.bridge === bridge) this.#push(door);
  }

  isUp(bridge: number): boolean {
    return !this.#down.has(bridge);
  }

  vanish(door: Door): void {
    if (door.id === null) return;
    this.#cloud?.remove(door.serial);
    door.id = null;
    this.#byId = null;
    this.#tell({ kind: "member", serial: door.serial, id: null, name: door.name });
  }

  /** Back in the account, under another id. */
  comeBack(door: Door): void {
    if (door.id !== null) return;
    this.#nextId += 1;
    door.id = this.#nextId;
    this.#byId = null;
    // a lock knows when it moved, also while it was out of the account
    door.lock = { ...door.lock, id: door.id, name: door.name, state: door.state };
    this.#cloud?.add(door.lock, door.movedAt ?? undefined);
    this.#tell({ kind: "member", serial: door.serial, id: door.id, name: door.name });
    this.#push(door);
  }

  /** Another name; not while it is out of the account. */
  rename(door: Door, name: string): boolean {
    if (door.id === null) return false;
    this.#cloud?.rename(door.serial, name);
    door.name = name;
    this.#tell({ kind: "member", serial: door.serial, id: door.id, name });
    return true;
  }

  byId(id: number): Door | null {
    this.#byId ??= new Map(this.doors.flatMap((door) => (door.id === null ? [] : [[door.id, door] as const])));
    return this.#byId.get(id) ?? null;
  }

  /** Ids of locks whose answers leave the device state out. */
  silentIds(): ReadonlySet<number> {
    return new Set(this.doors.flatMap(({ silent, id }) => (silent && id !== null ? [id] : [])));
  }

  #push(door: Door): void {
    const linked = door.bridge === null ? null : door.reached && !this.#down.has(door.bridge);
    if (door.id !== null) this.#cloud?.set(door.serial, { ...door.state, isConnected: linked });
    const { state, doorState } = door.state;
    const truth: Truth = { linked, lock: door.silent ? null : state, door: doorState ?? -1 };
    const before = this.#told.get(door);
    if (before?.linked === linked && before.lock === truth.lock && before.door === truth.door) return;
    this.#told.set(door, truth);
    this.#tell({ kind: "truth", serial: door.serial, truth });
  }
}

/** Every tenth door has no sensor, the last two of many have no bridge, and some are open at the start. */
function doorOf(n: number, count: number): Door {
  const bridge = count >= 10 && n > count - 2 ? null : FIRST_BRIDGE + Math.floor((n - 1) / BRIDGE_OF);
  const sensor = n % 10 !== 7;
  const open = count > 1 && n % 9 === 2;
  const doorState = sensor ? (open ? DOOR_STATE.opened : DOOR_STATE.closed) : DOOR_STATE.notPaired;
  const state = { doorState, state: open ? LOCK_STATE.unlocked : LOCK_STATE.locked };
  const name = `Door ${n}`;
  const lock = demoLock(n, name, state, { bridgeId: bridge });
  const { serial, id } = lock;
  return {
    serial,
    lock,
    id,
    name,
    bridge,
    sensor,
    state: lock.state,
    movedAt: null,
    reached: true,
    silent: false,
    busy: false,
  };
}
