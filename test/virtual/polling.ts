import type { Answer, Failure } from "../../src-main/core/lock/failure.ts";
import { emptyHouse, reduce, type House } from "../../src-main/core/lock/house.ts";
import { instant, lockIdOf, type LockId, type Reading } from "../../src-main/core/lock/lock.ts";
import { emptyListCache, PAGE_SIZE, parseListCache, type ListCache } from "../../src-main/core/polling/list-cache.ts";
import { Poller } from "../../src-main/sync/poller.ts";
import { knownList } from "../../src-main/sync/relist.ts";
import { Scheduler } from "../../src-main/sync/scheduler.ts";
import type { Client } from "../../src-main/tedee/client.ts";
import { lock, reading, START_MS } from "../unit/support/house.ts";
import { createVirtualClock, type VirtualClock } from "./clock.ts";

/** The answer to a request after `ms` milliseconds: good, or a failure; a limit names its wait in milliseconds, or none. */
export interface Outcome {
  readonly ms: number;
  readonly failure?: Exclude<Failure, { kind: "limit-reached" }> | { kind: "limit-reached"; waitMs: number | null };
  /** The first lock of a good sync names this revision, so the list is out of date. */
  readonly revision?: number;
}

/** One request as the cloud saw it, in true milliseconds since the start. */
export interface Sent {
  readonly kind: "list" | "sync-one" | "sync-some" | "sync-all";
  /** Page of a list; 0 for a sync. */
  readonly page: number;
  readonly ids: readonly LockId[];
  readonly sentAt: number;
  /** When it was answered or given up; infinite while it is in flight. */
  endedAt: number;
  failed: boolean;
}

export interface PollingOptions {
  /** Locks in the account, numbered from 1. */
  readonly locks: number;
  readonly intervalMs?: number;
  readonly kept?: ListCache;
  /** Requests of the hour before, in seconds from the start. */
  readonly spent?: readonly number[];
  /** Answers the n-th request, from 0; 200 ms and well when it gives nothing. */
  readonly answer?: (n: number, request: Sent) => Outcome | undefined;
  /** From 0 to 1, for the jitter. */
  readonly chance?: () => number;
}

/** The ids of so many locks, from 1. */
export const upTo = (count: number): readonly LockId[] => Array.from({ length: count }, (_, i) => lockIdOf(i + 1));

/** The real poller and scheduler in virtual time, with a scripted cloud in the client's place: many hours cost little. */
export class Polling {
  readonly sent: Sent[] = [];
  readonly clock: VirtualClock = createVirtualClock(START_MS);
  house: House = emptyHouse(instant(START_MS), 20_000);
  listCache: ListCache;
  /** Until when Tedee asked for silence, and a request that left all the same. */
  silentUntil = 0;
  spokeInSilence: Sent | null = null;
  /** Timers that the scheduler set. */
  timers = 0;
  scheduler: Scheduler;
  poller: Poller;
  #intervalMs: number;
  #locks: number;
  #healed = false;
  readonly #options: PollingOptions;

  constructor(options: PollingOptions) {
    this.#options = options;
    this.#locks = options.locks;
    this.#intervalMs = options.intervalMs ?? 20_000;
    this.listCache = options.kept ?? emptyListCache;
    [this.scheduler, this.poller] = this.#begin();
    this.poller.start();
  }

  /** True milliseconds since the start. */
  get now(): number {
    return this.clock.trueNow() - START_MS;
  }

  /** Lets time pass, and everything happen that comes due in it. */
  async pass(seconds: number): Promise<this> {
    await this.clock.advance(Math.round(seconds * 1000));
    return this;
  }

  /** From now on everything is answered well, after 200 ms. */
  heal(): void {
    this.#healed = true;
  }

  /** The account has other locks from now on, as the next list will say. */
  own(locks: number): void {
    this.#locks = locks;
  }

  sleep(seconds: number): void {
    this.scheduler.suspend();
    this.clock.sleep(Math.round(seconds * 1000));
    this.scheduler.resume();
  }

  /** Milliseconds until a refresh is allowed; 0 when it was asked at once. */
  refresh(): number {
    const answer = this.poller.refresh();
    return answer.asked ? 0 : answer.allowedAt - this.clock.now();
  }

  choose(intervalMs: number): void {
    this.#intervalMs = intervalMs;
    this.poller.chooseInterval(intervalMs);
  }

  setClock(bySeconds: number): void {
    this.clock.set(bySeconds * 1000);
  }

  /** Ends: nothing more is asked. */
  end(): void {
    this.poller.stop();
    this.scheduler.stop();
  }

  /** Ends and begins again at once, with what is saved. */
  restart(): void {
    this.end();
    this.listCache = parseListCache(JSON.parse(JSON.stringify(this.listCache)), this.clock.now());
    this.house = emptyHouse(this.clock.now(), this.#intervalMs);
    [this.scheduler, this.poller] = this.#begin();
    this.poller.start();
  }

  #begin(): [Scheduler, Poller] {
    const clock: VirtualClock = {
      ...this.clock,
      after: (ms, act) => {
        this.timers += 1;
        return this.clock.after(ms, act);
      },
    };
    const scheduler = new Scheduler(clock);
    const poller = new Poller({
      client: this.#client(),
      apply: (event) => {
        this.house = reduce(this.house, event).house;
        return knownList(this.house);
      },
      scheduler,
      clock,
      chance: this.#options.chance ?? (() => 0.5),
      intervalMs: this.#intervalMs,
      spent: (this.#options.spent ?? []).map((seconds) => instant(START_MS + seconds * 1000)),
      listCache: this.listCache,
      saveListCache: (cache) => (this.listCache = cache),
    });
    return [scheduler, poller];
  }

  #client(): Client {
    const unasked = (): Promise<never> => Promise.reject(new Error("No poll asks for this"));
    return {
      list: (page, signal) => this.#answer({ kind: "list", page, ids: [] }, signal, () => this.#page(page)),
      syncOne: (id, signal) => this.#sync("sync-one", [id], signal),
      sync: (ids, signal) => this.#sync(ids === null ? "sync-all" : "sync-some", ids, signal),
      lock: unasked,
      ownKey: unasked,
    };
  }

  #sync(kind: Sent["kind"], ids: readonly LockId[] | null, signal: AbortSignal): Promise<Answer<readonly Reading[]>> {
    const listed = [...this.house.locks.values()].filter(({ gone }) => !gone).map((known) => known.lock.id);
    return this.#answer({ kind, page: 0, ids: ids ?? listed }, signal, ({ revision = 1 }) => {
      const owned = upTo(this.#locks);
      const named = ids === null ? owned : ids.filter((id) => id <= owned.length);
      return named.map((id, n) => this.#reading(id, n === 0 ? revision : 1));
    });
  }

  #page(page: number) {
    const ids = upTo(this.#locks).slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
    return { listings: ids.map((id) => ({ lock: lock(id), reading: this.#reading(id, 1) })), entries: ids.length };
  }

  #reading(id: LockId, revision: number): Reading {
    return { ...reading(id, 0), at: this.clock.now(), revision };
  }

  async #answer<T>(
    asked: Pick<Sent, "kind" | "page" | "ids">,
    signal: AbortSignal,
    value: (outcome: Outcome) => T,
  ): Promise<Answer<T>> {
    const sent: Sent = { ...asked, sentAt: this.now, endedAt: Infinity, failed: false };
    const scripted = this.#healed ? undefined : this.#options.answer?.(this.sent.length, sent);
    const outcome = scripted ?? { ms: 200 };
    this.sent.push(sent);
    if (sent.sentAt < this.silentUntil) this.spokeInSilence ??= sent;
    const arrived = await this.#arrives(sent, outcome.ms, signal);
    const at = this.clock.now();
    const failure: Failure | null = arrived ? this.#failure(outcome) : { kind: "reset" };
    sent.failed = failure !== null;
    return failure === null ? { ok: true, value: value(outcome), at } : { ok: false, failure, at };
  }

  #failure({ failure }: Outcome): Failure | null {
    if (failure?.kind !== "limit-reached") return failure ?? null;
    this.silentUntil = this.now + (failure.waitMs ?? 300_000);
    return { kind: failure.kind, retryAt: failure.waitMs === null ? null : instant(this.clock.now() + failure.waitMs) };
  }

  /** False as soon as nobody waits any longer. */
  #arrives(sent: Sent, ms: number, signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const ended = (arrived: boolean): void => {
        sent.endedAt = this.now;
        resolve(arrived);
      };
      const cancel = this.clock.after(ms, () => ended(true));
      signal.addEventListener("abort", () => {
        cancel();
        if (sent.endedAt === Infinity) ended(false);
      });
    });
  }
}
