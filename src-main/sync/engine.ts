import type { Alert } from "../core/alerts/alert.ts";
import { decide } from "../core/alerts/decide.ts";
import { dismissed, freshMemory, isBlindTold, type AlertMemory } from "../core/alerts/memory.ts";
import { same } from "../core/lock/equal.ts";
import type { HouseEvent } from "../core/lock/house-event.ts";
import type { Change } from "../core/lock/change.ts";
import { emptyHouse, reduce, type House } from "../core/lock/house.ts";
import type { Instant } from "../core/lock/lock.ts";
import { instant } from "../core/lock/lock.ts";
import type { Words } from "../core/words/words.ts";
import { present, type Presented } from "../core/view/presenter.ts";
import type { CredentialKind } from "../core/polling/credential.ts";
import { problemOf, type Problem } from "../core/view/status-message.ts";
import { intervalMs, type Settings, type SettingsChange } from "../core/app/settings.ts";
import type { Row, Snapshot, WindowAlert } from "../core/view/snapshot.ts";
import type { Trace } from "../core/app/trace.ts";
import { trayModel, type TrayModel } from "../core/view/tray-model.ts";
import { SLEEP_MS, type Jump } from "./clock-watch.ts";
import { knownList, type KnownList } from "./relist.ts";
import type { Source } from "./scheduler.ts";

/** Where the engine's answers go; each is called only when its value changed. */
export interface EngineOutput {
  snapshot(snapshot: Snapshot): void;
  tray(model: TrayModel): void;
  raise(alert: Alert): void;
  withdraw(id: string): void;
  /** Every change that an answer brought, in its order, also those that raise no alert. */
  changes(changes: readonly Change[]): void;
  /** A good answer came: the one timestamp a poll. */
  checked(at: Instant): void;
}

export interface EngineOptions {
  readonly words: Words;
  readonly startedAt: Instant;
  /** While a keyring opens a key, no alert says that Ajar cannot see the doors. */
  readonly key: "none" | "keyring-locked" | "opening" | "in-use";
  /** What the key in use is; a personal key unless said. */
  readonly credential?: CredentialKind;
  readonly demo: boolean;
  readonly otherCloud: string | null;
  readonly settings: Settings;
  readonly saveSettings: (settings: Settings) => void;
  readonly output: EngineOutput;
  readonly trace: Trace;
}

/** How long the tray and the window pause alerts. */
const PAUSE_MS = 3_600_000;
/** Alerts kept in the window at most, the newest first. */
const WINDOW_ALERTS = 5;

/** Holds the house and what was alerted of it: events go in, and what changed for a person comes out. */
export class Engine implements Source {
  readonly #options: EngineOptions;
  #settings: Settings;
  #house: House;
  #memory: AlertMemory;
  #alerts: readonly WindowAlert[] = [];
  #notices: readonly string[] = [];
  #shown: Snapshot | null = null;
  #tray: TrayModel | null = null;
  #problem: Problem | null = null;
  /** When an alert comes due, and when what is shown changes by itself. */
  #alertAt: Instant | null = null;
  #showAt: Instant | null;

  constructor(options: EngineOptions) {
    const { settings, startedAt } = options;
    this.#options = options;
    // a longer pause than there is can only come from a clock that was wrong
    const paused = settings.pausedUntil !== null && settings.pausedUntil <= startedAt + PAUSE_MS;
    this.#settings = paused ? settings : { ...settings, pausedUntil: null };
    this.#house = emptyHouse(startedAt, intervalMs(settings));
    this.#memory = freshMemory(settings.blindTold);
    this.#showAt = startedAt;
  }

  /** Takes an event in and shows what changed; gives what is known of the list since then. */
  readonly apply = (event: HouseEvent, now: Instant): KnownList => {
    const { house, changes } = reduce(this.#house, event);
    this.#house = house;
    if (event.kind === "clock-jumped") this.#movePause(event.byMs);
    if (changes.length > 0) this.#options.output.changes(changes);
    this.#decide(changes, now);
    this.#show(now);
    const answered = event.kind === "read" || event.kind === "listed";
    if (answered && house.lastAnswerAt === event.at) this.#options.output.checked(event.at);
    return knownList(house);
  };

  readonly nextAt = (): Instant | null => {
    const nextAt = Math.min(this.#alertAt ?? Infinity, this.#showAt ?? Infinity);
    return nextAt === Infinity ? null : instant(nextAt);
  };

  /** Time passed: decides and shows what comes due by itself. */
  readonly run = (now: Instant): void => {
    this.#decide([], now);
    this.#show(now);
  };

  readonly jumped = ({ byMs, lost }: Jump, now: Instant): void => {
    const set = byMs !== 0 && byMs < SLEEP_MS;
    // by the clock as it was, since the setting that follows is judged by the time that was lost
    const at = set ? instant(now - byMs) : now;
    if (lost) this.apply({ kind: "time-lost", at }, at);
    if (set) this.apply({ kind: "clock-jumped", at: now, byMs }, now);
  };

  readonly suspended = (now: Instant): void => void this.apply({ kind: "suspended", at: now }, now);

  readonly resumed = (now: Instant): void => void this.apply({ kind: "resumed", at: now }, now);

  /** Everything that a person is shown at an instant. */
  readonly snapshot = (now: Instant): Snapshot => this.#present(now).snapshot;

  /** Everything that is known now. */
  readonly house = (): House => this.#house;

  readonly checkedAt = (): Instant | null => this.#house.lastAnswerAt;

  /** Alerts wait for an hour, or no longer. */
  readonly pause = (on: boolean, now: Instant): void => {
    this.#save({ ...this.#settings, pausedUntil: on ? instant(now + PAUSE_MS) : null });
    this.run(now);
  };

  /** The settings that count now. */
  readonly settings = (): Settings => this.#settings;

  /** The owner chose settings, which count at once. */
  readonly changeSettings = (change: SettingsChange, now: Instant): void => {
    this.#save({ ...this.#settings, ...change });
    this.#house = { ...this.#house, intervalMs: intervalMs(this.#settings) };
    this.run(now);
  };

  /** A person or the desktop closed an alert. */
  readonly dismissed = (id: string, now: Instant): void => {
    this.#memory = dismissed(this.#memory, id);
    this.#takeFromWindow(id);
    this.#show(now);
  };

  /** Shows an alert in the window that the desktop cannot show. */
  readonly showInWindow = ({ id, title, body, tone, serial }: Alert, now: Instant): void => {
    this.#takeFromWindow(id);
    this.#alerts = [{ id, title, body, tone, serial }, ...this.#alerts].slice(0, WINDOW_ALERTS);
    this.#show(now);
  };

  /** Shows a word about this desktop while it is true. */
  readonly notice = (text: string, on: boolean, now: Instant): void => {
    if (this.#notices.includes(text) === on) return;
    this.#notices = on ? [...this.#notices, text] : this.#notices.filter((notice) => notice !== text);
    this.#show(now);
  };

  #present(now: Instant): Presented {
    const key = this.#options.key === "opening" ? "in-use" : this.#options.key;
    const context = { ...this.#options, key, alerts: this.#alerts, notices: this.#notices };
    return present(this.#house, this.#settings, context, now);
  }

  #save(next: Settings): void {
    if (same(next, this.#settings)) return;
    this.#settings = next;
    this.#options.saveSettings(next);
  }

  /** A pause lasts as long as it was meant to, whatever the clock is set to. */
  #movePause(byMs: number): void {
    const { pausedUntil } = this.#settings;
    if (pausedUntil !== null) this.#save({ ...this.#settings, pausedUntil: instant(pausedUntil + byMs) });
  }

  #takeFromWindow(id: string): void {
    this.#alerts = this.#alerts.filter((alert) => alert.id !== id);
  }

  #decide(changes: readonly Change[], now: Instant): void {
    const { key, credential, words, output, trace } = this.#options;
    if (key !== "in-use") return;
    const settings = credential === undefined ? this.#settings : { ...this.#settings, credential };
    const decision = decide(changes, this.#house, settings, this.#memory, words, now);
    this.#memory = decision.memory;
    this.#alertAt = decision.nextAt;
    for (const id of decision.withdraw) {
      this.#takeFromWindow(id);
      output.withdraw(id);
    }
    for (const { id, reason } of decision.suppress) trace({ kind: "suppressed", id, reason });
    for (const alert of decision.raise) {
      this.#takeFromWindow(alert.replaces ?? alert.id);
      output.raise(alert);
    }
    this.#save({ ...this.#settings, blindTold: isBlindTold(this.#memory) });
  }

  /** Hands on what changed; a value counts as shown only when its taker took it. */
  #show(now: Instant): void {
    const { output, words, trace } = this.#options;
    const { snapshot, nextAt } = this.#present(now);
    this.#showAt = nextAt;
    const model = trayModel(snapshot, words, now);
    const before = this.#shown;
    traceRows(before?.rows ?? [], snapshot.rows, trace);
    this.#traceProblem();
    try {
      if (this.#tray === null || !same(model, this.#tray)) {
        output.tray(model);
        this.#tray = model;
      }
    } finally {
      // a tray that failed keeps nothing from the window
      if (before === null || !same(snapshot, before)) output.snapshot(snapshot);
      this.#shown = snapshot;
    }
  }

  #traceProblem(): void {
    const next = problemOf(this.#house, this.#options.words, this.#options.credential);
    if (next !== null && !same(next, this.#problem)) this.#options.trace({ kind: "problem", ...next });
    this.#problem = next;
  }
}

/** A trace line for each row whose facts changed; ages do not count. */
function traceRows(before: readonly Row[], after: readonly Row[], trace: Trace): void {
  const lines = new Map(before.map((row) => [row.serial, lineOf(row)]));
  for (const row of after) {
    const line = lineOf(row);
    if (!same(line, lines.get(row.serial))) trace(line);
  }
}

const lineOf = ({ serial, name, lock, door, connected, level, status, tone, text }: Row) => {
  const { kind, cause, since, freshness } = status;
  const facts = { serial, name, lock, door, connected, battery: level, status: kind, cause, since, freshness };
  return { kind: "lock", ...facts, tone, text } as const;
};
