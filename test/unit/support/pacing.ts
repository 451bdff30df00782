import type { Failure } from "../../../src-main/core/lock/failure.ts";
import {
  emptyListCache,
  PAGE_SIZE,
  parseListCache,
  type ListCache,
} from "../../../src-main/core/polling/list-cache.ts";
import { instant, lockIdOf, type Instant, type LockId } from "../../../src-main/core/lock/lock.ts";
import * as pacing from "../../../src-main/core/polling/poll-state.ts";
import { idsOf, mayReadPage, plan, type Ask } from "../../../src-main/core/polling/poll-plan.ts";
import { lock, START_MS } from "./house.ts";

/** What a request comes to, after `ms` milliseconds; a limit names its wait in milliseconds, or none. */
export interface Outcome {
  readonly ms: number;
  readonly failure?: Exclude<Failure, { kind: "limit-reached" }> | { kind: "limit-reached"; waitMs: number | null };
  /** Something in the answer says that the list is out of date. */
  readonly hint?: string;
}

/** One request as the cloud saw it, in milliseconds of a clock that nobody sets. */
export interface Sent {
  readonly kind: Ask["kind"];
  /** Page of a list; 0 for a sync. */
  readonly page: number;
  readonly ids: readonly LockId[];
  readonly sentAt: number;
  /** When it was answered or given up; infinite while it is in flight. */
  endedAt: number;
  failed: boolean;
}

export interface DriveOptions {
  /** Locks in the account, numbered from 1. */
  readonly locks: number;
  readonly intervalMs?: number;
  readonly kept?: ListCache;
  /** Answers the n-th request, from 0; 200 ms and well when it gives nothing. */
  readonly answer?: (n: number, request: Sent) => Outcome | undefined;
  /** From 0 to 1, for the jitter. */
  readonly chance?: () => number;
}

/** The kept list of an account of so many locks, its pages read so many seconds after the tests' start. */
export const listCacheOf = (locks: number, times: readonly number[], holdUntil: Instant | null = null): ListCache => ({
  times: times.map((seconds) => instant(START_MS + seconds * 1000)),
  holdUntil,
  locks: Array.from({ length: locks }, (_, i) => lock(i + 1)),
});

/** The ids of so many locks, from 1. */
export const upTo = (count: number): readonly LockId[] => Array.from({ length: count }, (_, i) => lockIdOf(i + 1));

/** A pace whose list was just read, with locks due so many seconds after the start, numbered from 1. */
export const due = (...seconds: readonly number[]): pacing.PollState => ({
  ...pacing.startPollState(20_000, emptyListCache, instant(START_MS)),
  listWanted: false,
  listedAt: instant(START_MS),
  listBegunAt: instant(START_MS),
  dueAt: new Map(seconds.map((second, i) => [lockIdOf(i + 1), instant(START_MS + second * 1000)])),
});

/** Plans in a virtual hour at most, so that a busy loop ends and fails. */
const PLANS_PER_HOUR = 5000;

/** Runs the plan in virtual time against a scripted cloud: one timer, one request in flight, all of it written down. */
export class Drive {
  readonly sent: Sent[] = [];
  pace: pacing.PollState;
  plans = 0;
  /** Until when Tedee asked for silence. */
  silentUntil = 0;
  /** A request that left although Tedee had asked for silence. */
  spokeInSilence: Sent | null = null;
  #now = 0;
  #wokeAt = -Infinity;
  #offset = START_MS;
  /** By how much the wall clock was set since it was last looked at. */
  #unseenMs = 0;
  #flight: { readonly sent: Sent; readonly outcome: Outcome; readonly endsAt: number } | null = null;
  #timerAt = 0;
  #kept: ListCache;
  #locks: number;
  #healed = false;
  readonly #options: DriveOptions;

  constructor(options: DriveOptions) {
    this.#options = options;
    this.#kept = options.kept ?? emptyListCache;
    this.#locks = options.locks;
    this.pace = pacing.startPollState(options.intervalMs ?? 20_000, this.#kept, this.wall());
    this.#arm();
  }

  /** Virtual milliseconds since the start. */
  get now(): number {
    return this.#now;
  }

  wall(): Instant {
    return instant(this.#now + this.#offset);
  }

  /** Lets time pass, and everything happen that comes due in it. */
  pass(seconds: number): this {
    const end = this.#now + Math.round(seconds * 1000);
    for (;;) {
      const next = Math.min(this.#flight?.endsAt ?? Infinity, this.#timerAt);
      if (next > end) break;
      this.#now = next;
      if (this.#flight?.endsAt === next) this.#answered(this.#flight.sent, this.#flight.outcome);
      this.#arm();
    }
    this.#now = end;
    return this;
  }

  /** From now on everything is answered well, after 200 ms. */
  heal(): void {
    this.#healed = true;
  }

  /** The account has other locks from now on, as the next list will tell. */
  own(locks: number): void {
    this.#locks = locks;
  }

  sleep(seconds: number): void {
    this.#look();
    this.#giveUp();
    this.#now += Math.round(seconds * 1000);
    this.resume();
  }

  resume(): void {
    this.#look();
    // as the scheduler does
    if (this.#now - this.#wokeAt < pacing.RESUME_MERGE_MS) return;
    this.#wokeAt = this.#now;
    this.#giveUp();
    this.pace = pacing.resumed(this.pace, this.wall());
    this.#arm();
  }

  /** Milliseconds until a refresh is allowed; 0 when it was asked at once. */
  refresh(): number {
    this.#look();
    const { state: pace, allowedAt } = pacing.refreshed(this.pace, this.wall());
    if (allowedAt !== null) return allowedAt - this.wall();
    this.pace = pace;
    this.#arm();
    return 0;
  }

  hint(text: string): void {
    this.pace = pacing.listHinted(this.pace, text);
    this.#arm();
  }

  choose(intervalMs: number): void {
    this.pace = pacing.intervalChosen(this.pace, intervalMs, this.wall());
    this.#arm();
  }

  setClock(bySeconds: number): void {
    this.#offset += bySeconds * 1000;
    this.#unseenMs += bySeconds * 1000;
  }

  /** Ends and begins again at once, with what was kept on disk. */
  restart(): void {
    this.#giveUp();
    const kept = parseListCache(JSON.parse(JSON.stringify(this.#kept)), this.wall());
    this.pace = pacing.startPollState(this.pace.intervalMs, kept, this.wall());
    this.#arm();
  }

  #arm(): void {
    this.#look();
    this.#timerAt = Infinity;
    if (this.#flight !== null) return;
    const { ask, wakeAt } = plan(this.pace, this.wall());
    this.plans += 1;
    if (this.plans > PLANS_PER_HOUR * (1 + this.#now / 3_600_000)) throw new Error("The plan is a busy loop");
    if (ask === null) {
      if (!(wakeAt > this.wall())) throw new Error("Nothing is asked, and the next look is not in the future");
      this.#timerAt = this.#now + wakeAt - this.wall();
    } else if (ask.kind === "list") this.#readPage(ask.page);
    else {
      this.pace = pacing.syncSent(this.pace, idsOf(ask), this.wall());
      this.#send(ask.kind, 0, idsOf(ask));
    }
  }

  #readPage(page: number): void {
    this.pace = pacing.listSent(this.pace, page, this.wall());
    this.#keep();
    this.#send("list", page, []);
  }

  #send(kind: Ask["kind"], page: number, ids: readonly LockId[]): void {
    const sent: Sent = { kind, page, ids, sentAt: this.#now, endedAt: Infinity, failed: false };
    const given = this.#healed ? undefined : this.#options.answer?.(this.sent.length, sent);
    const outcome = given ?? { ms: 200 };
    this.sent.push(sent);
    if (this.#now < this.silentUntil) this.spokeInSilence ??= sent;
    this.#flight = { sent, outcome, endsAt: this.#now + outcome.ms };
  }

  #answered(sent: Sent, { failure, hint }: Outcome): void {
    this.#flight = null;
    this.#look();
    sent.endedAt = this.#now;
    if (failure !== undefined) {
      sent.failed = true;
      this.#failed(sent, failure);
    } else if (sent.kind !== "list") {
      this.pace = pacing.syncAnswered(this.pace, sent.ids, this.wall());
      if (hint !== undefined) this.pace = pacing.listHinted(this.pace, hint);
    } else if (sent.page * PAGE_SIZE > this.#locks) {
      const ids = Array.from({ length: this.#locks }, (_, i) => lockIdOf(i + 1));
      this.pace = pacing.listAnswered(this.pace, { ids, pages: sent.page, doubtful: false, cut: false }, this.wall());
      this.#keep();
    } else {
      this.pace = pacing.pageRead(this.pace, sent.page);
      if (mayReadPage(this.pace, this.wall())) this.#readPage(sent.page + 1);
    }
  }

  #failed({ ids }: Sent, failure: NonNullable<Outcome["failure"]>): void {
    const now = this.wall();
    const chance = this.#options.chance?.() ?? 0.5;
    if (failure.kind !== "limit-reached") {
      this.pace = pacing.failed(this.pace, ids, failure, now, chance);
      return;
    }
    const { kind, waitMs } = failure;
    const retryAt = waitMs === null ? null : instant(now + waitMs);
    this.pace = pacing.failed(this.pace, ids, { kind, retryAt }, now, chance);
    this.silentUntil = this.#now + (waitMs ?? 300_000);
    this.#keep();
  }

  #keep(): void {
    const { listTimes, hold, dueAt } = this.pace;
    const locks = [...dueAt.keys()].map((id) => lock(id));
    this.#kept = {
      times: listTimes,
      holdUntil: hold?.kind === "limit" ? hold.until : null,
      locks: locks.length > 0 ? locks : this.#kept.locks,
    };
  }

  #giveUp(): void {
    if (this.#flight === null) return;
    const { sent } = this.#flight;
    this.#flight = null;
    sent.endedAt = this.#now;
    sent.failed = true;
    this.pace = pacing.givenUp(this.pace, sent.ids, this.wall());
  }

  /** Takes note of a wall clock that was set, as the poller does before it judges anything by it. */
  #look(): void {
    const byMs = this.#unseenMs;
    if (byMs === 0) return;
    this.#unseenMs = 0;
    this.pace = pacing.shifted(this.pace, byMs);
    if (byMs <= 0) return;
    this.pace = pacing.resumed(this.pace, this.wall());
    this.#wokeAt = this.#now;
  }
}
