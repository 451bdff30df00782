import { decide, dismissed, freshMemory, nextAlert, type Alert, type AlertMemory } from "../core/alerts.ts";
import { same } from "../core/equal.ts";
import type { HouseEvent } from "../core/event.ts";
import { emptyHouse, reduce, type House } from "../core/house.ts";
import type { Instant } from "../core/lock.ts";
import { instant } from "../core/lock.ts";
import type { Words } from "../core/messages/words.ts";
import { nextPresentation, present } from "../core/presenter.ts";
import { problemOf, type Problem } from "../core/problem.ts";
import { intervalMs, type Settings } from "../core/settings.ts";
import type { Row, Snapshot, WindowAlert } from "../core/snapshot.ts";
import type { Trace } from "../core/trace.ts";
import { trayModel, type TrayModel } from "../core/tray-model.ts";

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
  readonly hasKey: boolean;
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
  house(): House;
  readonly checkedAt: () => Instant | null;
  settings(): Settings;
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
export function createEngine(options: EngineOptions): Engine {
  const { words, output, trace } = options;
  let settings = options.settings;
  let house: House = emptyHouse(options.startedAt, intervalMs(settings));
  let memory: AlertMemory = freshMemory(settings.blindTold);
  let alerts: readonly WindowAlert[] = [];
  let notices: readonly string[] = [];
  let shown: Snapshot | null = null;
  let tray: TrayModel | null = null;
  let problem: Problem | null = null;

  const presentAt = (now: Instant): Snapshot => present(house, settings, { ...options, alerts, notices }, now);

  const keep = (next: Settings): void => {
    if (same(next, settings)) return;
    settings = next;
    options.keepSettings(next);
  };

  const withdrawFromWindow = (id: string): void => {
    alerts = alerts.filter((alert) => alert.id !== id);
  };

  const tell = (changes: ReturnType<typeof reduce>["changes"], now: Instant): void => {
    if (!options.hasKey) return;
    const decision = decide(changes, house, settings, memory, words, now);
    memory = decision.memory;
    for (const id of decision.withdraw) {
      withdrawFromWindow(id);
      output.withdraw(id);
    }
    for (const { id, reason } of decision.suppress) trace({ kind: "suppressed", id, reason });
    for (const alert of decision.raise) output.raise(alert);
    keep({ ...settings, blindTold: memory.blindTold });
  };

  const show = (now: Instant): void => {
    const next = presentAt(now);
    const model = trayModel(next, words, now);
    traceRows(shown?.rows ?? [], next.rows, trace);
    const changed = shown === null || !same(next, shown);
    shown = next;
    tellProblem();
    if (tray === null || !same(model, tray)) {
      tray = model;
      output.tray(model);
    }
    if (changed) output.snapshot(next);
  };

  const tellProblem = (): void => {
    const next = problemOf(house, words);
    if (next !== null && !same(next, problem)) trace({ kind: "problem", ...next });
    problem = next;
  };

  return {
    apply(event, now) {
      const reduced = reduce(house, event);
      house = reduced.house;
      tell(reduced.changes, now);
      show(now);
      if (event.kind === "read" || event.kind === "listed") output.checked(event.at);
    },
    tick(now) {
      tell([], now);
      show(now);
    },
    nextDeadline(now) {
      const next = [
        nextPresentation(house, settings, now),
        options.hasKey ? nextAlert(house, settings, memory, now) : null,
      ];
      const earliest = next.reduce<number>((a, b) => Math.min(a, b ?? Infinity), Infinity);
      return earliest === Infinity ? null : instant(earliest);
    },
    snapshot: presentAt,
    house: () => house,
    checkedAt: () => house.lastAnswerAt,
    settings: () => settings,
    pause(on, now) {
      keep({ ...settings, pausedUntil: on ? instant(now + PAUSE_MS) : null });
      this.tick(now);
    },
    dismissed(id, now) {
      memory = dismissed(memory, id);
      withdrawFromWindow(id);
      show(now);
    },
    showInWindow({ id, title, body, tone, serial }, now) {
      alerts = [{ id, title, body, tone, serial }, ...alerts.filter((alert) => alert.id !== id)].slice(
        0,
        WINDOW_ALERTS,
      );
      show(now);
    },
    notice(text, on, now) {
      if (notices.includes(text) === on) return;
      notices = on ? [...notices, text] : notices.filter((notice) => notice !== text);
      show(now);
    },
  };
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
