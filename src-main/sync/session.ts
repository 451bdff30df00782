import type { Alert } from "../core/alerts/alert.ts";
import { spend, type Budget } from "../core/polling/budget.ts";
import type { Clock } from "../core/lock/clock.ts";
import { emptyListCache, pagesRead, type ListCache } from "../core/polling/list-cache.ts";
import type { Instant } from "../core/lock/lock.ts";
import type { Words } from "../core/words/words.ts";
import type { RefreshAnswer } from "../core/polling/poll-state.ts";
import { defaultSettings, intervalMs, type Settings } from "../core/app/settings.ts";
import type { Snapshot } from "../core/view/snapshot.ts";
import type { Trace } from "../core/app/trace.ts";
import type { Watched } from "./accounts.ts";
import { createEngine, type Engine, type EngineOutput } from "./engine.ts";
import { idlePoller } from "./idle-poller.ts";
import { createPoller, type Poller } from "./poller.ts";

/** A value that outlives a restart, as `store/` keeps it. */
interface Saved<T> {
  value(): T;
  readonly save: (value: T) => boolean;
}

export interface SessionOptions {
  readonly words: Words;
  readonly trace: Trace;
  readonly clock: Clock;
  readonly otherCloud: string | null;
  readonly settings: Saved<Settings>;
  /** What is kept of the lists of a cloud's account, with the locks of this key; without one, of whichever it was. */
  readonly lists: (baseUrl: string, key: string | null) => Saved<ListCache>;
}

/** Whoever's house is watched, under one handle; each method is for the house of the moment. */
export interface Session {
  /** From now on there is somebody to show things to; until a house is chosen it is shown as one that is asked for. */
  readonly begin: (output: EngineOutput & { clear(): void }) => void;
  /** Watches another house; nothing of the one before is left on show. */
  readonly watch: (watched: Watched) => void;
  /** Ajar is about to ask a cloud with a key that is not watched: the account's limits count it all the same. */
  readonly asking: (baseUrl: string, purpose: "list" | "key") => void;
  readonly snapshot: () => Snapshot;
  readonly checkedAt: () => Instant | null;
  readonly refresh: () => RefreshAnswer;
  readonly pause: (on: boolean) => void;
  readonly dismissed: (id: string) => void;
  readonly showInWindow: (alert: Alert) => void;
  /** A word about this desktop that is true from now on, or no longer; it outlives a change of houses. */
  readonly notice: (text: string, on: boolean) => void;
  readonly suspend: () => void;
  readonly resume: () => void;
  readonly awake: () => void;
  readonly stop: () => void;
}

/** A watch over no house yet. */
export const createSession = (options: SessionOptions): Session => new HouseSession(options);

class HouseSession implements Session {
  readonly #options: SessionOptions;
  readonly #notices = new Set<string>();
  #output: (EngineOutput & { clear(): void }) | null = null;
  #engine: Engine | null = null;
  #poller: Poller = idlePoller;
  /** The poller is that of a key, and not of the demo. */
  #real = false;
  /** Requests of the last hour with any key: nobody can tell whether another one is of another account. */
  #spent: Budget = [];

  constructor(options: SessionOptions) {
    this.#options = options;
  }

  readonly begin: Session["begin"] = (output) => {
    this.#output = output;
    this.#enter({ kind: "opening" });
  };

  readonly watch: Session["watch"] = (watched) => {
    this.#poller.stop();
    this.#output?.clear();
    this.#enter(watched);
  };

  readonly asking: Session["asking"] = (baseUrl, purpose) => {
    if (this.#real) {
      this.#poller.asking(purpose);
      return;
    }
    const now = this.#now();
    this.#spent = spend(this.#spent, now);
    if (purpose !== "list") return;
    const list = this.#options.lists(baseUrl, null);
    const kept = list.value();
    list.save({ ...kept, times: [...pagesRead(kept.times, now), now] });
  };

  readonly snapshot = (): Snapshot => this.#house().snapshot(this.#now());
  readonly checkedAt = (): Instant | null => this.#house().checkedAt();
  readonly refresh = (): RefreshAnswer => this.#poller.refresh();

  readonly pause = (on: boolean): void => {
    // time that nobody saw go by is noticed before anything is told by it
    this.#poller.replan();
    this.#house().pause(on, this.#now());
    this.#poller.replan();
  };

  readonly dismissed = (id: string): void => this.#house().dismissed(id, this.#now());

  readonly showInWindow = (alert: Alert): void => this.#house().showInWindow(alert, this.#now());

  readonly notice = (text: string, on: boolean): void => {
    if (on) this.#notices.add(text);
    else this.#notices.delete(text);
    // a store may fail before there is anything to tell it to
    this.#engine?.notice(text, on, this.#now());
  };

  readonly suspend = (): void => this.#poller.suspend();

  readonly resume = (): void => this.#poller.resume();

  readonly awake = (): void => this.#poller.awake();

  readonly stop = (): void => this.#poller.stop();

  #now(): Instant {
    return this.#options.clock.now();
  }

  #house(): Engine {
    if (this.#engine === null) throw new Error("No house was begun");
    return this.#engine;
  }

  #enter(watched: Watched | { readonly kind: "opening" }): void {
    const { clock, settings, otherCloud } = this.#options;
    if (this.#output === null) throw new Error("Nobody is there to show a house to");
    const demo = watched.kind === "demo";
    // the simulated house leaves nothing behind
    const chosen = demo ? { ...defaultSettings, trayGlyph: settings.value().trayGlyph } : settings.value();
    const engine = createEngine({
      ...this.#options,
      demo,
      key: keyOf(watched),
      startedAt: clock.now(),
      settings: chosen,
      output: this.#output,
      otherCloud: demo ? null : otherCloud,
      keepSettings: demo ? () => true : settings.save,
    });
    this.#engine = engine;
    if (this.#real) this.#spent = this.#poller.spent();
    this.#real = watched.kind === "key";
    this.#poller = this.#pollerFor(watched, engine, intervalMs(chosen));
    for (const notice of this.#notices) engine.notice(notice, true, clock.now());
    engine.tick(clock.now());
    this.#poller.start();
  }

  #pollerFor(watched: Watched | { readonly kind: "opening" }, engine: Engine, interval: number): Poller {
    if (watched.kind === "nobody" || watched.kind === "opening") return idlePoller;
    const { clock, lists } = this.#options;
    const { client } = watched;
    const asked = { client, engine, clock, chance: Math.random, intervalMs: interval };
    if (watched.kind === "demo") return createPoller({ ...asked, kept: emptyListCache, keep: () => true });
    const list = lists(watched.baseUrl, watched.key);
    return createPoller({ ...asked, kept: list.value(), keep: list.save, spent: this.#spent });
  }
}

function keyOf(watched: Watched | { readonly kind: "opening" }): "none" | "keyring-locked" | "in-use" {
  if (watched.kind !== "nobody") return "in-use";
  return watched.keyringLocked ? "keyring-locked" : "none";
}
