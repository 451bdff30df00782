import type { DemoLock, DemoState } from "./demo-lock.ts";
import type { Script } from "./script.ts";
import { lockText, syncText, type Reported } from "./wire-form.ts";

/** A lock of the account, as it is now; replaced whenever anything but the script changes it. */
export interface Held {
  readonly lock: DemoLock;
  /** What was set and no script moves any more. */
  readonly set: Partial<DemoState>;
  /** When a bolt that was set moved, in milliseconds since the epoch; null while the script has it. */
  readonly setMovedAt: number | null;
}

/** How long the bolts have stood still when the account is opened, in milliseconds. */
const AT_REST_MS = 3 * 3_600_000 + 12_345;

/** What a lock without `set` reports at one moment. */
interface Source {
  readonly base: DemoState;
  readonly changedAt: number;
}

/** A lock's part of the last sync, kept because most syncs change nothing. */
interface Drawn extends Source {
  readonly held: Held;
  readonly text: string;
}

/** The locks of the simulated account and what each reports; serial numbers and ids are unique in it. */
export class DemoAccount {
  readonly #script: Script | null;
  readonly #atRestSince: number;
  readonly #bySerial = new Map<string, Held>();
  readonly #serials = new Map<number, string>();
  readonly #drawn = new Map<string, Drawn>();
  #startedAt: number | null = null;

  constructor(locks: readonly DemoLock[], script: Script | null, openedAt: number) {
    this.#script = script;
    this.#atRestSince = openedAt - AT_REST_MS;
    for (const lock of locks) this.add(lock);
  }

  /** When the script began; null before. */
  get startedAt(): number | null {
    return this.#startedAt;
  }

  /** Begins the script, the first time only. */
  start(atMs: number): void {
    this.#startedAt ??= atMs;
  }

  /** Every lock, in the order of the list. */
  all(): readonly Held[] {
    return [...this.#bySerial.values()];
  }

  /** The lock with an id; null when the account has none. */
  byId(id: number): Held | null {
    const serial = this.#serials.get(id);
    return serial === undefined ? null : this.#held(serial);
  }

  /** A lock's part of a sync answer, as JSON. */
  syncText(held: Held, atMs: number): string {
    const { base, changedAt } = this.#source(held, atMs);
    const last = this.#drawn.get(held.lock.serial);
    if (last?.held === held && last.base === base && last.changedAt === changedAt) return last.text;
    const text = syncText(held.lock, { state: { ...base, ...held.set }, changedAt });
    this.#drawn.set(held.lock.serial, { held, base, changedAt, text });
    return text;
  }

  /** A lock with all that the list tells of it, as JSON. */
  lockText(held: Held, atMs: number, accessories: boolean): string {
    return lockText(held.lock, this.#reportedBy(held, atMs), accessories);
  }

  /** What a lock reports from now on; throws when there is no such lock, as all that follow do. */
  set(serial: string, change: Partial<DemoState>, atMs: number): void {
    const held = this.#held(serial);
    const before = this.#reportedBy(held, atMs);
    const movedAt = change.state === before.state.state ? before.changedAt : atMs;
    this.#bySerial.set(serial, {
      ...held,
      set: { ...held.set, ...change },
      setMovedAt: change.state === undefined ? held.setMovedAt : movedAt,
    });
  }

  /** Another name, and with it another revision. */
  rename(serial: string, name: string): void {
    const { lock } = this.#held(serial);
    this.#replace({ ...lock, name, revision: lock.revision + 1 });
  }

  /** Another id, as a lock has that was added to the account again. */
  renumber(serial: string, id: number): void {
    const { lock } = this.#held(serial);
    if (id === lock.id) return;
    if (this.#serials.has(id)) throw new Error(`There is a lock with the id ${id} already`);
    this.#serials.delete(lock.id);
    this.#serials.set(id, serial);
    this.#replace({ ...lock, id });
  }

  add(lock: DemoLock, movedAt?: number): void {
    if (this.#bySerial.has(lock.serial)) throw new Error(`There is a lock ${lock.serial} already`);
    if (this.#serials.has(lock.id)) throw new Error(`There is a lock with the id ${lock.id} already`);
    this.#bySerial.set(lock.serial, { lock, set: {}, setMovedAt: movedAt ?? null });
    this.#serials.set(lock.id, lock.serial);
  }

  remove(serial: string): void {
    this.#serials.delete(this.#held(serial).lock.id);
    this.#bySerial.delete(serial);
    this.#drawn.delete(serial);
  }

  #replace(lock: DemoLock): void {
    this.#bySerial.set(lock.serial, { ...this.#held(lock.serial), lock });
  }

  #held(serial: string): Held {
    const held = this.#bySerial.get(serial);
    if (held === undefined) throw new Error(`There is no lock ${serial}`);
    return held;
  }

  #reportedBy(held: Held, atMs: number): Reported {
    const { base, changedAt } = this.#source(held, atMs);
    return { state: { ...base, ...held.set }, changedAt };
  }

  #source({ lock, setMovedAt }: Held, atMs: number): Source {
    const start = this.#startedAt ?? atMs;
    const moment = this.#script?.momentOf(lock.serial, atMs - start) ?? null;
    const movedAtMs = moment?.movedAtMs ?? null;
    const scripted = movedAtMs === null ? this.#atRestSince : start + movedAtMs;
    return { base: moment?.state ?? lock.state, changedAt: setMovedAt ?? scripted };
  }
}
