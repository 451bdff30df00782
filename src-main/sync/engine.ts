import { BLIND_ID, type Alert, type AlertMemory } from "../core/alerts/alert.ts";
import { decide, dismissed, freshMemory } from "../core/alerts/decide.ts";
import { same } from "../core/lock/equal.ts";
import type { HouseEvent } from "../core/lock/house-event.ts";
import type { Change } from "../core/lock/change.ts";
import { emptyHouse, reduce, type House } from "../core/lock/house.ts";
import type { Instant } from "../core/lock/lock.ts";
import { instant } from "../core/lock/lock.ts";
import type { Words } from "../core/words/words.ts";
import { present, type Presented } from "../core/view/presenter.ts";
import { problemOf, type Problem } from "../core/view/status-message.ts";
import { intervalMs, type Settings } from "../core/app/settings.ts";
import type { Row, Snapshot, WindowAlert } from "../core/view/snapshot.ts";
import type { Trace } from "../core/app/trace.ts";
import { trayModel, type TrayModel } from "../core/view/tray-model.ts";

/** Where the engine's answers go; each is called only when its value changed. */
export interface EngineOutput {
  snapshot(snapshot: Snapshot): void;
  tray(model: TrayModel): void;
  raise(alert: Alert): void;
  withdraw(id: string): void;
  /** A good answer came: the one timestamp a poll. */
  checked(at: Instant): void;
}

export interface EngineOptions {
  readonly words: Words;
  readonly startedAt: Instant;
  readonly key: "none" | "keyring-locked" | "in-use";
  readonly demo: boolean;
  readonly otherCloud: string | null;
  readonly settings: Settings;
  readonly keepSettings: (settings: Settings) => void;
  readonly output: EngineOutput;
  readonly trace: Trace;
}

/** Holds the house and what was told of it: events go in, and what changed for a person comes out. */
export interface Engine {
  apply(event: HouseEvent, now: Instant): void;
  /** Time passed: whatever comes due by itself. */
  tick(now: Instant): void;
  nextDeadline(now: Instant): Instant | null;
  snapshot(now: Instant): Snapshot;
  /** Everything that is known now. */
  readonly house: () => House;
  readonly checkedAt: () => Instant | null;
  /** Alerts wait for an hour, or no longer. */
  pause(on: boolean, now: Instant): void;
  /** A person or the desktop closed an alert. */
  dismissed(id: string, now: Instant): void;
  /** An alert that the desktop cannot show. */
  showInWindow(alert: Alert, now: Instant): void;
  /** A word about this desktop that stands in the window while it is true. */
  notice(text: string, on: boolean, now: Instant): void;
}

/** How long the tray and the window pause alerts. */
const PAUSE_MS = 3_600_000;
/** Alerts kept in the window at most, the newest first. */
const WINDOW_ALERTS = 5;

/** An engine with a house of which nothing is known. */
export const createEngine = (options: EngineOptions): Engine => new HouseEngine(options);

class HouseEngine implements Engine {
  readonly #options: EngineOptions;
  #settings: Settings;
  #house: House;
  #memory: AlertMemory;
  #alerts: readonly WindowAlert[] = [];
  #notices: readonly string[] = [];
  #shown: Snapshot | null = null;
  #tray: TrayModel | null = null;
  #problem: Problem | null = null;
  #alertAt: Instant | null = null;

  constructor(options: EngineOptions) {
    const { settings, startedAt } = options;
    this.#options = options;
    // a longer pause than there is can only come from a clock that was wrong
    const paused = settings.pausedUntil !== null && settings.pausedUntil <= startedAt + PAUSE_MS;
    this.#settings = paused ? settings : { ...settings, pausedUntil: null };
    this.#house = emptyHouse(startedAt, intervalMs(settings));
    this.#memory = freshMemory(settings.blindTold);
  }

  apply(event: HouseEvent, now: Instant): void {
    const { house, changes } = reduce(this.#house, event);
    this.#house = house;
    if (event.kind === "clock-jumped") this.#movePause(event.byMs);
    this.#tell(changes, now);
    this.#show(now);
    const answered = event.kind === "read" || event.kind === "listed";
    if (answered && house.lastAnswerAt === event.at) this.#options.output.checked(event.at);
  }

  tick(now: Instant): void {
    this.#tell([], now);
    this.#show(now);
  }

  nextDeadline(now: Instant): Instant | null {
    const due = [this.#alertAt, this.#present(now).nextAt].filter((at) => at !== null && at > now);
    const earliest = Math.min(...due.map(Number));
    return earliest === Infinity ? null : instant(earliest);
  }

  snapshot(now: Instant): Snapshot {
    return this.#present(now).snapshot;
  }

  #present(now: Instant): Presented {
    return present(
      this.#house,
      this.#settings,
      { ...this.#options, alerts: this.#alerts, notices: this.#notices },
      now,
    );
  }

  readonly house = (): House => this.#house;

  readonly checkedAt = (): Instant | null => this.#house.lastAnswerAt;

  pause(on: boolean, now: Instant): void {
    this.#keep({ ...this.#settings, pausedUntil: on ? instant(now + PAUSE_MS) : null });
    this.tick(now);
  }

  dismissed(id: string, now: Instant): void {
    this.#memory = dismissed(this.#memory, id);
    this.#takeFromWindow(id);
    this.#show(now);
  }

  showInWindow({ id, title, body, tone, serial }: Alert, now: Instant): void {
    this.#takeFromWindow(id);
    this.#alerts = [{ id, title, body, tone, serial }, ...this.#alerts].slice(0, WINDOW_ALERTS);
    this.#show(now);
  }

  notice(text: string, on: boolean, now: Instant): void {
    if (this.#notices.includes(text) === on) return;
    this.#notices = on ? [...this.#notices, text] : this.#notices.filter((notice) => notice !== text);
    this.#show(now);
  }

  #keep(next: Settings): void {
    if (same(next, this.#settings)) return;
    this.#settings = next;
    this.#options.keepSettings(next);
  }

  /** A pause lasts as long as it was meant to, whatever the clock is set to. */
  #movePause(byMs: number): void {
    const { pausedUntil } = this.#settings;
    if (pausedUntil !== null) this.#keep({ ...this.#settings, pausedUntil: instant(pausedUntil + byMs) });
  }

  #takeFromWindow(id: string): void {
    this.#alerts = this.#alerts.filter((alert) => alert.id !== id);
  }

  #tell(changes: readonly Change[], now: Instant): void {
    const { key, words, output, trace } = this.#options;
    if (key !== "in-use") return;
    const decision = decide(changes, this.#house, this.#settings, this.#memory, words, now);
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
    // what a pause holds back was not told
    const { blindTold, held } = this.#memory;
    this.#keep({ ...this.#settings, blindTold: blindTold && !held.has(BLIND_ID) });
  }

  /** Hands on what changed; a value counts as shown only when its taker took it. */
  #show(now: Instant): void {
    const { output, words, trace } = this.#options;
    const next = this.snapshot(now);
    const model = trayModel(next, words, now);
    const before = this.#shown;
    traceRows(before?.rows ?? [], next.rows, trace);
    this.#tellProblem();
    try {
      if (this.#tray === null || !same(model, this.#tray)) {
        output.tray(model);
        this.#tray = model;
      }
    } finally {
      // a tray that failed keeps nothing from the window
      if (before === null || !same(next, before)) output.snapshot(next);
      this.#shown = next;
    }
  }

  #tellProblem(): void {
    const next = problemOf(this.#house, this.#options.words);
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

const lineOf = ({ serial, name, lock, door, connected, level, tone, freshness, text }: Row) =>
  ({ kind: "lock", serial, name, lock, door, connected, battery: level, tone, freshness, text }) as const;
