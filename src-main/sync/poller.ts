import { joined, type Budget, type Charge } from "../core/polling/budget.ts";
import type { Clock } from "../core/lock/clock.ts";
import type { Failure } from "../core/lock/failure.ts";
import type { HouseEvent } from "../core/lock/house-event.ts";
import type { ListCache } from "../core/polling/list-cache.ts";
import type { Instant, LockId } from "../core/lock/lock.ts";
import * as polling from "../core/polling/poll-state.ts";
import { idsOf, mayReadPage, plan, type Ask } from "../core/polling/poll-plan.ts";
import type { Client } from "../tedee/client.ts";
import { REQUEST_LIMIT_MS } from "../tedee/transport.ts";
import type { Jump } from "./clock-watch.ts";
import { listCacheOf, stillRestricts } from "./list-cache.ts";
import { readList } from "./list-reader.ts";
import { hintsOfFailure, hintsOfReadings, type KnownList } from "./relist.ts";
import type { Scheduler, Source } from "./scheduler.ts";

export interface PollerOptions {
  readonly client: Client;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  /** Takes in what an answer said, and gives what is known of the list since then. */
  readonly apply: (event: HouseEvent, now: Instant) => KnownList;
  /** From 0 to 1, for the jitter of back-off. */
  readonly chance: () => number;
  readonly intervalMs: number;
  readonly listCache: ListCache;
  /** Called when list times, a wait or the listed locks changed, before the request that caused it leaves. */
  readonly saveListCache: (cache: ListCache) => void;
  /** Requests of the last hour to the same cloud, with whatever key: Tedee counts them by account. */
  readonly spent: Budget;
}

/** A request on its way, with the locks that it asks for. */
interface Flight {
  readonly ids: readonly LockId[];
  readonly abort: AbortController;
  /** Says that its answer came, or no longer will. */
  landed: () => void;
}

/** Asks the cloud for a list and for readings when they are due, one request at a time. */
export class Poller implements Source {
  readonly #options: PollerOptions;
  #state: polling.PollState;
  #known: KnownList;
  #flight: Flight | null = null;
  #stage: "new" | "running" | "stopped" = "new";

  constructor(options: PollerOptions) {
    this.#options = options;
    const { clock, intervalMs, listCache, spent } = options;
    const start = polling.startPollState(intervalMs, listCache, clock.now());
    this.#state = { ...start, budget: joined(start.budget, spent, clock.now()) };
    this.#known = { locks: listCache.locks, listed: false, missing: false, unlisted: false };
  }

  /** Begins to ask, once. */
  readonly start = (): void => {
    if (this.#stage !== "new") return;
    this.#stage = "running";
    const { apply, clock, listCache, scheduler } = this.#options;
    const now = clock.now();
    if (polling.startsFromCache(listCache, now)) apply({ kind: "cached", at: now, locks: listCache.locks }, now);
    scheduler.add(this);
  };

  /** Ends for good: no request is left, and no answer is taken in. */
  readonly stop = (): void => {
    if (this.#stage !== "running") return;
    const { scheduler, clock } = this.#options;
    try {
      scheduler.look();
    } finally {
      this.#stage = "stopped";
      scheduler.remove(this);
      this.#abandon(clock.now());
    }
  };

  readonly nextAt = (now: Instant): Instant | null => {
    if (this.#flight !== null) return null;
    const { ask, wakeAt } = plan(this.#state, now);
    return ask === null ? wakeAt : now;
  };

  readonly run = (now: Instant): void => {
    const { ask } = plan(this.#state, now);
    if (ask !== null) this.#begin(ask, now);
  };

  readonly jumped = ({ byMs, lost }: Jump, now: Instant): void => {
    if (byMs !== 0) {
      // waits go on as long as they were, also for the next run, which reads the saved ones by this clock
      this.#state = polling.shifted(this.#state, byMs);
      if (stillRestricts(this.#state, now)) this.#save();
    }
    if (lost) this.resumed(now);
  };

  readonly suspended = (now: Instant): void => this.#abandon(now);

  readonly resumed = (now: Instant): void => {
    this.#abandon(now);
    this.#state = polling.resumed(this.#state, now);
  };

  /** A person wishes for fresh data: every lock is asked now, or named is the instant from which that may be. */
  readonly refresh = (): polling.RefreshAnswer => {
    const { scheduler, clock } = this.#options;
    scheduler.awake();
    if (this.#stage !== "running") return { asked: false, allowedAt: clock.now() };
    scheduler.look();
    const { state, allowedAt } = polling.refreshed(this.#state, clock.now());
    if (allowedAt === null) this.#state = state;
    scheduler.wake();
    return allowedAt === null ? { asked: true } : { asked: false, allowedAt };
  };

  /** A request beside the polling is about to leave for the same account, whose limits count it. */
  readonly charge = (purpose: Charge): void => {
    const { scheduler, clock } = this.#options;
    scheduler.look();
    this.#state = polling.charge(this.#state, purpose, clock.now());
    if (purpose === "list") this.#save();
    scheduler.wake();
  };

  /** The owner chose another interval, which counts from now on: no lock is asked before its floor. */
  readonly chooseInterval = (intervalMs: number): void => {
    const { scheduler, clock } = this.#options;
    scheduler.look();
    this.#state = polling.intervalChosen(this.#state, intervalMs, clock.now());
    scheduler.wake();
  };

  /** Requests of the last hour, for the poller that comes after this one. */
  readonly spent = (): Budget => this.#state.budget;

  #begin(ask: Ask, now: Instant): void {
    const ids = idsOf(ask);
    const { clock, scheduler } = this.#options;
    const flight: Flight = {
      ids,
      abort: new AbortController(),
      landed: scheduler.expectAnswer(REQUEST_LIMIT_MS),
    };
    this.#flight = flight;
    if (ask.kind !== "list") this.#state = polling.syncSent(this.#state, ids, now);
    const work = ask.kind === "list" ? this.#list(flight) : this.#sync(ask, flight);
    const ended = (): void => {
      if (this.#flight === flight) this.#land();
      scheduler.wake();
    };
    work.then(ended, (error: unknown) => {
      // a fault of Ajar's own, which is recorded as one: it must neither end the polling nor hurry it
      this.#state = polling.failed(this.#state, ids, { kind: "unexpected", status: 0 }, clock.now(), 1);
      ended();
      throw error;
    });
  }

  async #sync(ask: Exclude<Ask, { kind: "list" }>, { ids, abort: { signal } }: Flight): Promise<void> {
    const { client, apply } = this.#options;
    const all = ask.kind === "sync-all";
    const answer = await (ask.kind === "sync-one"
      ? client.syncOne(ask.id, signal)
      : client.sync(all ? null : ids, signal));
    const now = this.#heard(signal, answer.ok ? null : answer.failure);
    if (now === null) return;
    if (!answer.ok) {
      this.#hint(hintsOfFailure(ask, answer.failure));
      this.#failed(ids, answer.failure, now);
      return;
    }
    this.#state = polling.syncAnswered(this.#state, ids, now);
    this.#known = apply({ kind: "read", at: now, readings: answer.value, all }, now);
    this.#hint(hintsOfReadings(this.#known.locks, ids, answer.value));
  }

  async #list(flight: Flight): Promise<void> {
    const { client, clock, apply } = this.#options;
    const { signal } = flight.abort;
    const read = await readList((page) => client.list(page, signal), {
      // syncs name locks that no page held: the pages may be shorter than was asked for
      thorough: this.#known.unlisted,
      mayRead: (page) => {
        if (!isOld(signal)) this.#options.scheduler.look();
        return !isOld(signal) && (page === 1 || mayReadPage(this.#state, clock.now()));
      },
      sent: (page) => this.#pageSent(page, flight),
      full: (page) => {
        this.#state = polling.pageRead(this.#state, page);
      },
    });
    if (read.kind === "stopped") return;
    const now = this.#heard(signal, read.kind === "failed" ? read.failure : null);
    if (now === null) return;
    if (read.kind === "failed") {
      this.#failed([], read.failure, now);
      return;
    }
    const { listings, complete, pages, cut } = read;
    this.#known = apply({ kind: "listed", at: now, listings, complete }, now);
    const ids = this.#known.locks.map(({ id }) => id);
    this.#state = polling.listAnswered(this.#state, { ids, pages, cut, doubtful: this.#known.missing }, now);
    this.#save();
  }

  #pageSent(page: number, flight: Flight): void {
    flight.landed();
    flight.landed = this.#options.scheduler.expectAnswer(REQUEST_LIMIT_MS);
    this.#state = polling.listSent(this.#state, page, this.#options.clock.now());
    this.#save();
  }

  /** When an answer came; null when time was lost meanwhile, which makes it old but leaves a wait that Tedee asks for. */
  #heard(signal: AbortSignal, failure: Failure | null): Instant | null {
    if (isOld(signal)) return null;
    this.#options.scheduler.look();
    const now = this.#options.clock.now();
    if (!isOld(signal)) return now;
    if (failure?.kind === "limit-reached") this.#failed([], failure, now);
    return null;
  }

  #failed(ids: readonly LockId[], failure: Failure, now: Instant): void {
    this.#state = polling.failed(this.#state, ids, failure, now, this.#options.chance());
    const { failures: failuresInARow, keyRefused, hold } = this.#state;
    if (hold?.kind === "limit") this.#save();
    const nextTryAt = hold?.until ?? now;
    this.#options.apply({ kind: "failed", at: now, failure, failuresInARow, nextTryAt, keyRefused }, now);
  }

  #hint(hints: readonly string[]): void {
    for (const hint of hints) this.#state = polling.listHinted(this.#state, hint);
  }

  #save(): void {
    const { listed, locks } = this.#known;
    this.#options.saveListCache(listCacheOf(this.#state, listed ? locks : this.#options.listCache.locks));
  }

  #land(): void {
    this.#flight?.landed();
    this.#flight = null;
  }

  /** Cancels what is on its way, whose answer no longer counts; the request may have arrived all the same. */
  #abandon(now: Instant): void {
    const flight = this.#flight;
    if (flight === null) return;
    this.#land();
    this.#state = polling.givenUp(this.#state, flight.ids, now);
    flight.abort.abort();
  }
}

/** An answer is old once its request was cancelled. */
const isOld = (signal: AbortSignal): boolean => signal.aborted;
