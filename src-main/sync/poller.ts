import { joined, type Budget } from "../core/polling/budget.ts";
import type { Failure } from "../core/lock/failure.ts";
import { instant, type Instant, type LockId } from "../core/lock/lock.ts";
import * as pacing from "../core/polling/poll-state.ts";
import { idsOf, mayReadPage, plan, type Ask } from "../core/polling/poll-plan.ts";
import { hintsOfFailure, hintsOfReadings } from "./relist.ts";
import { createJumpWatch, SLEEP_MS, type JumpWatch } from "./clock-watch.ts";
import { stillRestricts, listCacheOf, outcomeOf } from "./list-cache.ts";
import { readList } from "./list-reader.ts";
import { REQUEST_LIMIT_MS } from "../tedee/transport.ts";
import type { Poller, PollerOptions } from "./poller-types.ts";

export type { Poller, PollerOptions };

/** How long a sleep may seem to last before Ajar takes the computer for awake. */
const ASLEEP_AT_MOST_MS = 120_000;

const nothing = (): void => undefined;

/** A poller that has not begun. */
export const createPoller = (options: PollerOptions): Poller => new TimedPoller(options);

class TimedPoller implements Poller {
  readonly #options: PollerOptions;
  readonly #jumps: JumpWatch;
  #pace: pacing.PollState;
  #state: "idle" | "running" | "asleep" | "stopped" = "idle";
  /** What was begun before a sleep or a stop carries an older number, and its answer changes nothing. */
  #generation = 0;
  #flight: { readonly abort: AbortController; readonly ids: readonly LockId[] } | null = null;
  #cancelTimer: () => void = nothing;
  #suspendedAt: Instant | null = null;

  constructor(options: PollerOptions) {
    this.#options = options;
    this.#jumps = createJumpWatch(options.clock);
    const now = options.clock.now();
    const pace = pacing.startPollState(options.intervalMs, options.kept, now);
    this.#pace = { ...pace, budget: joined(pace.budget, options.spent ?? [], now) };
  }

  readonly start = (): void => {
    const { engine, kept, clock } = this.#options;
    if (this.#state !== "idle") return;
    this.#state = "running";
    this.#jumps.forgive();
    if (pacing.startsFromCache(kept, clock.now()))
      engine.apply({ kind: "cached", at: clock.now(), locks: kept.locks }, clock.now());
    this.#wake();
  };

  readonly stop = (): void => {
    const { byMs } = this.#state === "running" ? this.#jumps.look() : { byMs: 0 };
    this.#state = "stopped";
    this.#giveUp();
    if (byMs !== 0) this.#shift(byMs);
  };

  readonly suspend = (): void => {
    if (this.#state !== "running") return;
    this.#look();
    const now = this.#options.clock.now();
    this.#state = "asleep";
    this.#suspendedAt = now;
    this.#giveUp();
    this.#options.engine.apply({ kind: "suspended", at: now }, now);
    // a computer that runs this long is awake, told or not: this clock stands still or is overdue while it sleeps
    this.#cancelTimer = this.#options.clock.after(ASLEEP_AT_MOST_MS, this.resume);
  };

  readonly resume = (): void => {
    const { clock, engine } = this.#options;
    const [now, before, suspendedAt] = [clock.now(), this.#state, this.#suspendedAt];
    if (before !== "running" && before !== "asleep") return;
    [this.#state, this.#suspendedAt] = ["running", null];
    try {
      // forward is the time slept, while the steady clock may have stood still; back can only be a clock that was set
      const byMs = suspendedAt === null ? 0 : Math.min(0, now - suspendedAt);
      if (suspendedAt === null) this.#look();
      else this.#jumps.look();
      if (byMs < 0) {
        this.#shift(byMs);
        engine.apply({ kind: "clock-jumped", at: now, byMs }, now);
      }
      if (before === "running" && pacing.resumed(this.#pace, now) === this.#pace) return;
      this.#giveUp();
      this.#pace = pacing.resumed(this.#pace, now);
      engine.apply({ kind: "resumed", at: now }, now);
    } finally {
      this.#wake();
    }
  };

  readonly awake = (): void => {
    if (this.#state === "asleep") this.resume();
  };

  readonly refresh = (): pacing.RefreshAnswer => {
    this.awake();
    if (this.#state !== "running") return { asked: false, allowedAt: this.#options.clock.now() };
    this.#look();
    const { pace, allowedAt } = pacing.refreshed(this.#pace, this.#options.clock.now());
    if (allowedAt === null) this.#pace = pace;
    this.#wake();
    return allowedAt === null ? { asked: true } : { asked: false, allowedAt };
  };

  readonly replan = (): void => {
    if (this.#state !== "running") return;
    try {
      this.#look();
    } finally {
      this.#arm();
    }
  };

  readonly asking = (purpose: "list" | "key"): void => {
    if (this.#state === "running") this.#look();
    const now = this.#options.clock.now();
    // not the first page of a list that is read here, and no lock's clock
    this.#pace = purpose === "list" ? pacing.listSent(this.#pace, 2, now) : pacing.syncSent(this.#pace, [], now);
    if (purpose === "list") this.#keep();
    this.replan();
  };

  readonly spent = (): Budget => this.#pace.budget;

  /** Takes note of a wall clock that was set and of time that nobody saw go by, before anything is judged by it. */
  #look(): void {
    const { byMs, lost } = this.#jumps.look();
    const { clock, engine } = this.#options;
    const now = clock.now();
    if (byMs !== 0) this.#shift(byMs);
    // what is known is old until it is asked again, as is what is on its way
    if (lost) {
      this.#jumps.expect("timer", Infinity);
      this.#abandon();
      this.#pace = pacing.resumed(this.#pace, now);
    }
    const set = byMs !== 0 && byMs < SLEEP_MS;
    // told by the clock as it was, since what comes of its setting is judged by the time that was lost
    const at = set ? instant(now - byMs) : now;
    if (lost) engine.apply({ kind: "time-lost", at }, at);
    if (set) engine.apply({ kind: "clock-jumped", at: now, byMs }, now);
  }

  /** Does what has come due, and sets the timer for what comes next. */
  #wake(): void {
    if (this.#state !== "running") return;
    try {
      this.#look();
      this.#options.engine.tick(this.#options.clock.now());
    } finally {
      this.#arm();
    }
  }

  #arm(): void {
    this.#cancelTimer();
    const { clock, engine } = this.#options;
    const now = clock.now();
    const planned = this.#flight === null ? plan(this.#pace, now) : null;
    if (planned?.ask != null) this.#begin(planned.ask, now);
    const deadline = engine.nextDeadline(now);
    const wakeAt = Math.min(planned?.ask == null ? (planned?.wakeAt ?? Infinity) : Infinity, deadline ?? Infinity);
    this.#jumps.expect("timer", wakeAt - now);
    if (wakeAt === Infinity) return;
    this.#cancelTimer = clock.after(wakeAt - now, () => this.#wake());
  }

  #begin(ask: Ask, now: Instant): void {
    const generation = this.#generation;
    const abort = new AbortController();
    const ids = idsOf(ask);
    this.#flight = { abort, ids };
    this.#jumps.expect("answer", REQUEST_LIMIT_MS);
    if (ask.kind !== "list") this.#pace = pacing.syncSent(this.#pace, ids, now);
    const current = (): boolean => generation === this.#generation;
    const work = ask.kind === "list" ? this.#list(abort.signal, current) : this.#sync(ask, abort.signal, current);
    const ended = (): void => {
      if (current()) this.#landed();
      this.#wake();
    };
    work.then(ended, (error: unknown) => {
      // a fault of Ajar's own, which is recorded as one: it must neither end the polling nor hurry it
      this.#pace = pacing.failed(this.#pace, ids, { kind: "unexpected", status: 0 }, this.#options.clock.now(), 1);
      ended();
      throw error;
    });
  }

  async #sync(ask: Exclude<Ask, { kind: "list" }>, signal: AbortSignal, current: () => boolean): Promise<void> {
    const { client, engine } = this.#options;
    const ids = idsOf(ask);
    const all = ask.kind === "sync-all";
    const answer = await (ask.kind === "sync-one"
      ? client.syncOne(ask.id, signal)
      : client.sync(all ? null : ids, signal));
    const now = this.#heard(current, answer.ok ? null : answer.failure);
    if (now === null) return;
    if (!answer.ok) {
      for (const hint of hintsOfFailure(ask, answer.failure)) this.#pace = pacing.listHinted(this.#pace, hint);
      this.#failed(ids, answer.failure, now);
      return;
    }
    this.#pace = pacing.syncAnswered(this.#pace, ids, now);
    engine.apply({ kind: "read", at: now, readings: answer.value, all }, now);
    for (const hint of hintsOfReadings(engine.house(), ids, answer.value)) {
      this.#pace = pacing.listHinted(this.#pace, hint);
    }
  }

  async #list(signal: AbortSignal, current: () => boolean): Promise<void> {
    const { client, clock, engine } = this.#options;
    const read = await readList((page) => client.list(page, signal), {
      // syncs name locks that no page held: the pages may be shorter than was asked for
      thorough: engine.house().unlisted.size > 0,
      mayRead: (page) => {
        if (current()) this.#look();
        return current() && (page === 1 || mayReadPage(this.#pace, clock.now()));
      },
      sent: (page) => {
        this.#pace = pacing.listSent(this.#pace, page, clock.now());
        this.#jumps.expect("answer", REQUEST_LIMIT_MS);
        this.#keep();
      },
      full: (page) => {
        this.#pace = pacing.pageRead(this.#pace, page);
      },
    });
    if (read.kind === "stopped") return;
    const now = this.#heard(current, read.kind === "failed" ? read.failure : null);
    if (now === null) return;
    if (read.kind === "failed") {
      this.#failed([], read.failure, now);
      return;
    }
    const { listings, complete } = read;
    engine.apply({ kind: "listed", at: now, listings, complete }, now);
    this.#pace = pacing.listAnswered(this.#pace, outcomeOf(engine.house(), read), now);
    this.#keep();
  }

  /** When an answer came; null when a clock that jumped made it old, which still leaves a wait that Tedee asks for. */
  #heard(current: () => boolean, failure: Failure | null): Instant | null {
    if (!current()) return null;
    this.#look();
    const now = this.#options.clock.now();
    if (current()) return now;
    if (failure?.kind === "limit-reached") this.#failed([], failure, now);
    return null;
  }

  #failed(ids: readonly LockId[], failure: Failure, now: Instant): void {
    this.#pace = pacing.failed(this.#pace, ids, failure, now, this.#options.chance());
    const { failures, keyRefused, hold } = this.#pace;
    if (hold?.kind === "limit") this.#keep();
    const nextTryAt = hold?.until ?? now;
    this.#options.engine.apply(
      { kind: "failed", at: now, failure, failuresInARow: failures, nextTryAt, keyRefused },
      now,
    );
  }

  #keep(): void {
    const { keep, engine, kept } = this.#options;
    keep(listCacheOf(this.#pace, engine.house(), kept));
  }

  /** The clock was set: waits go on as long as they were, also for the next run, which reads what is kept by that clock. */
  #shift(byMs: number): void {
    this.#pace = pacing.shifted(this.#pace, byMs);
    if (stillRestricts(this.#pace, this.#options.clock.now())) this.#keep();
  }

  /** Nothing is in flight any more. */
  #landed(): void {
    this.#flight = null;
    this.#jumps.expect("answer", Infinity);
  }

  #giveUp(): void {
    this.#cancelTimer();
    this.#cancelTimer = nothing;
    this.#jumps.expect("timer", Infinity);
    this.#abandon();
  }

  /** Cancels what is in flight, whose answer no longer counts; it may have arrived all the same. */
  #abandon(): void {
    this.#generation += 1;
    const flight = this.#flight;
    this.#landed();
    if (flight === null) return;
    this.#pace = pacing.givenUp(this.#pace, flight.ids, instant(this.#options.clock.now()));
    flight.abort.abort();
  }
}
