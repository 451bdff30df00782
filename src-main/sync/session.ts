import type { Alert } from "../core/alerts/alert.ts";
import { spend, type Budget, type Charge } from "../core/polling/budget.ts";
import type { Clock } from "../core/lock/clock.ts";
import { emptyListCache, pagesRead, type ListCache } from "../core/polling/list-cache.ts";
import type { AccountId, Instant } from "../core/lock/lock.ts";
import type { Words } from "../core/words/words.ts";
import type { RefreshAnswer } from "../core/polling/poll-state.ts";
import { defaultSettings, intervalMs, type Settings, type SettingsChange } from "../core/app/settings.ts";
import type { Snapshot } from "../core/view/snapshot.ts";
import type { Trace } from "../core/app/trace.ts";
import type { Watched } from "./accounts.ts";
import { Engine, type EngineOptions, type EngineOutput } from "./engine.ts";
import { Poller } from "./poller.ts";
import { Scheduler } from "./scheduler.ts";

/** A value that outlives a restart, as `store/` keeps it. */
interface Saved<T> {
  value(): T;
  readonly save: (value: T) => boolean;
}

/** Where a session's answers go. */
export interface SessionOutput extends EngineOutput {
  /** Takes back every alert: another house is watched from now on. */
  clear(): void;
}

export interface SessionOptions {
  readonly words: Words;
  readonly trace: Trace;
  readonly clock: Clock;
  readonly otherCloud: string | null;
  readonly settings: Saved<Settings>;
  /** The list cache of an account, with the locks that this secret read; without one, with whoever's they are. */
  readonly lists: (account: AccountId, secret: string | null) => Saved<ListCache>;
}

/** A house to watch, or the time before one was chosen. */
type Entered = Watched | { readonly kind: "opening" };

/** Watches one house at a time, a key's, the demo's or nobody's, and hands on what comes of it. */
export class Session {
  readonly #options: SessionOptions;
  readonly #scheduler: Scheduler;
  readonly #notices = new Set<string>();
  #output: SessionOutput | null = null;
  #engine: Engine | null = null;
  #poller: Poller | null = null;
  /** The account that the poller asks; null for nobody and for the demo. */
  #account: AccountId | null = null;
  /** Requests of the last hour to each account that the poller does not ask now, whatever their key. */
  readonly #spent = new Map<AccountId, Budget>();

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#scheduler = new Scheduler(options.clock);
  }

  /** From now on there is somebody to show things to; until a house is chosen it is shown as one that is asked for. */
  readonly begin = (output: SessionOutput): void => {
    this.#output = output;
    this.#enter({ kind: "opening" });
  };

  /** Watches another house; nothing of the one before is left on show. */
  readonly watch = (watched: Watched): void => {
    this.#leave();
    // who chooses a house is awake
    this.#scheduler.awake();
    this.#output?.clear();
    this.#enter(watched);
  };

  /** Charges a request that Ajar is about to send beside the polling: the account's limits count it whatever the key. */
  readonly charge = (account: AccountId, purpose: Charge): void => {
    if (account === this.#account && this.#poller !== null) {
      this.#poller.charge(purpose);
      return;
    }
    const now = this.#now();
    this.#spent.set(account, spend(this.#spentBy(account), now));
    if (purpose !== "list") return;
    const list = this.#options.lists(account, null);
    const cache = list.value();
    list.save({ ...cache, times: [...pagesRead(cache.times, now), now] });
  };

  /** Everything that a person is shown now. */
  readonly snapshot = (): Snapshot => this.#entered().snapshot(this.#looked());

  /** When the last good answer came; null before the first. */
  readonly checkedAt = (): Instant | null => this.#entered().checkedAt();

  /** A person wishes for fresh data; without a key there is nobody to ask, and no harm in wishing. */
  readonly refresh = (): RefreshAnswer => this.#poller?.refresh() ?? { asked: true };

  /** Alerts wait for an hour, or no longer. */
  readonly pause = (on: boolean): void => {
    this.#entered().pause(on, this.#looked());
    this.#scheduler.wake();
  };

  /** The settings that count now; those of a demo are its own. */
  readonly settings = (): Settings => this.#entered().settings();

  /** The owner chose settings: they count at once and are saved, of a demo the glyph alone. */
  readonly changeSettings = (change: SettingsChange): Settings => {
    const engine = this.#entered();
    engine.changeSettings(change, this.#looked());
    if (change.intervalSeconds !== undefined) this.#poller?.chooseInterval(intervalMs(engine.settings()));
    this.#scheduler.wake();
    return engine.settings();
  };

  /** A person or the desktop closed an alert. */
  readonly dismissed = (id: string): void => {
    this.#entered().dismissed(id, this.#looked());
    this.#scheduler.wake();
  };

  /** Shows an alert in the window that the desktop cannot show. */
  readonly showInWindow = (alert: Alert): void => {
    this.#entered().showInWindow(alert, this.#looked());
    this.#scheduler.wake();
  };

  /** A word about this desktop that is true from now on, or no longer; it outlives a change of houses. */
  readonly notice = (text: string, on: boolean): void => {
    if (on) this.#notices.add(text);
    else this.#notices.delete(text);
    // a store may fail before there is anything to show it in
    this.#engine?.notice(text, on, this.#looked());
  };

  /** The computer goes to sleep. */
  readonly suspend = (): void => this.#scheduler.suspend();

  /** The computer woke. */
  readonly resume = (): void => this.#scheduler.resume();

  /** A sign of life from a person: it ends a sleep whose end nobody told. */
  readonly awake = (): void => this.#scheduler.awake();

  /** Ends all: no timer and no request is left. */
  readonly stop = (): void => {
    this.#leave();
    this.#scheduler.stop();
  };

  #now(): Instant {
    return this.#options.clock.now();
  }

  /** The time, by which something is judged: time that nobody saw go by is noticed first. */
  #looked(): Instant {
    this.#scheduler.look();
    return this.#now();
  }

  #entered(): Engine {
    if (this.#engine === null) throw new Error("No house was begun");
    return this.#engine;
  }

  #leave(): void {
    // the engine goes first: nobody is to be shown that time was lost in a house that is left
    if (this.#engine !== null) this.#scheduler.remove(this.#engine);
    this.#poller?.stop();
    if (this.#account !== null && this.#poller !== null) this.#spent.set(this.#account, this.#poller.spent());
  }

  #enter(entered: Entered): void {
    const { clock, settings, otherCloud } = this.#options;
    if (this.#output === null) throw new Error("Nobody is there to show a house to");
    const demo = entered.kind === "demo";
    // the simulated house leaves nothing behind, but the glyph is that of the desktop
    const chosen = demo ? { ...defaultSettings, trayGlyph: settings.value().trayGlyph } : settings.value();
    const engine = new Engine({
      ...this.#options,
      demo,
      key: keyOf(entered),
      credential: entered.kind === "account" ? entered.credential.kind : "personal-key",
      startedAt: clock.now(),
      settings: chosen,
      output: this.#output,
      otherCloud: demo ? null : otherCloud,
      saveSettings: demo ? this.#saveGlyph : settings.save,
    });
    this.#engine = engine;
    this.#account = entered.kind === "account" ? entered.account : null;
    this.#poller = this.#pollerFor(entered, engine, intervalMs(chosen));
    for (const notice of this.#notices) engine.notice(notice, true, clock.now());
    this.#scheduler.add(engine);
    this.#poller?.start();
  }

  readonly #saveGlyph = ({ trayGlyph }: Settings): void => {
    const { settings } = this.#options;
    if (settings.value().trayGlyph !== trayGlyph) settings.save({ ...settings.value(), trayGlyph });
  };

  #pollerFor(entered: Entered, engine: Engine, interval: number): Poller | null {
    if (entered.kind === "nobody" || entered.kind === "opening") return null;
    const { clock, lists } = this.#options;
    const common = {
      client: entered.client,
      apply: engine.apply,
      scheduler: this.#scheduler,
      clock,
      chance: Math.random,
      intervalMs: interval,
    };
    if (entered.kind === "demo") {
      return new Poller({ ...common, spent: [], listCache: emptyListCache, saveListCache: () => true });
    }
    const list = lists(entered.account, entered.credential.secret);
    const spent = this.#spentBy(entered.account);
    return new Poller({ ...common, spent, listCache: list.value(), saveListCache: list.save });
  }

  #spentBy(account: AccountId): Budget {
    return this.#spent.get(account) ?? [];
  }
}

function keyOf(entered: Entered): EngineOptions["key"] {
  switch (entered.kind) {
    case "opening":
      return "opening";
    case "nobody":
      return entered.keyringLocked ? "keyring-locked" : "none";
    case "account":
    case "demo":
      return "in-use";
  }
}
