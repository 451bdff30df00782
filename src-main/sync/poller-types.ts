import type { Budget } from "../core/polling/budget.ts";
import type { Clock } from "../core/lock/clock.ts";
import type { ListCache } from "../core/polling/list-cache.ts";
import type { RefreshAnswer } from "../core/polling/poll-state.ts";
import type { Client } from "../tedee/client.ts";
import type { Engine } from "./engine.ts";

export interface PollerOptions {
  readonly client: Client;
  readonly engine: Engine;
  readonly clock: Clock;
  /** From 0 to 1, for the jitter of back-off. */
  readonly chance: () => number;
  readonly intervalMs: number;
  readonly kept: ListCache;
  /** Requests of the last hour to the same cloud, with whatever key: Tedee counts them by account. */
  readonly spent?: Budget;
  /** Called whenever list times, a wait or the kept locks changed, before the request that caused it leaves. */
  readonly keep: (kept: ListCache) => void;
}

/** The effects around the plan: one timer, one request in flight, and what sleep does to both. */
export interface Poller {
  readonly start: () => void;
  /** Ends all: no timer and no request is left. */
  readonly stop: () => void;
  /** The computer goes to sleep: what is in flight is given up. */
  readonly suspend: () => void;
  /** The computer woke; also after a sleep that nobody told of. */
  readonly resume: () => void;
  /** A sign of life from a person: ends a sleep whose end nobody told of. */
  readonly awake: () => void;
  readonly refresh: () => RefreshAnswer;
  /** Something else changed what comes due next. */
  readonly replan: () => void;
  /** Ajar is about to ask the same cloud beside the polling: for a page of the list, or for what a key may do. */
  readonly asking: (purpose: "list" | "key") => void;
  /** Requests of the last hour, for the poller that comes after this one. */
  readonly spent: () => Budget;
}
