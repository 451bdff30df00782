import { personalKey } from "../../../src-main/core/polling/credential.ts";
import type { Alert } from "../../../src-main/core/alerts/alert.ts";
import type { Clock } from "../../../src-main/core/lock/clock.ts";
import { emptyDiary, noted } from "../../../src-main/core/app/diary.ts";
import { emptyListCache, parseListCache, type ListCache } from "../../../src-main/core/polling/list-cache.ts";
import { english } from "../../unit/support/words.ts";
import { parseSettings } from "../../../src-main/core/app/settings-file.ts";
import { defaultSettings, intervalMs, type Settings } from "../../../src-main/core/app/settings.ts";
import type { Headline, Snapshot } from "../../../src-main/core/view/snapshot.ts";
import type { TraceLine } from "../../../src-main/core/app/trace.ts";
import { DEMO_KEY } from "../../../src-main/demo/cloud.ts";
import { Engine, type EngineOutput } from "../../../src-main/sync/engine.ts";
import { Poller } from "../../../src-main/sync/poller.ts";
import { Scheduler } from "../../../src-main/sync/scheduler.ts";
import { createClient } from "../../../src-main/tedee/client.ts";
import type { AppEvent, Claim } from "../oracle/events.ts";

/** The files that outlive the app, as text. */
export interface Disk {
  listCache: string;
  settings: string;
}

/** The disk before the first start. */
export const emptyDisk = (): Disk => ({
  listCache: JSON.stringify(emptyListCache),
  settings: JSON.stringify(defaultSettings),
});

/** What an app runs on. */
export interface AppOptions {
  readonly clock: Clock;
  readonly fetch: typeof fetch;
  readonly disk: Disk;
  readonly chance: () => number;
  readonly tell: (event: AppEvent) => void;
}

/** The app without its shell: the real poller, client, reducer, alerts, budget and diary. */
export interface App {
  readonly poller: Poller;
  readonly scheduler: Scheduler;
  readonly engine: Engine;
  /** Stops the app as a person who quits does. */
  readonly stop: () => void;
  /** Ends the app at once, as a crash does: its timers and its files end with it. */
  readonly kill: () => void;
  /** How many of its timers wait. */
  readonly timers: () => number;
}

/** Starts the app with what is on the disk. */
export function startApp({ clock, fetch, disk, chance, tell }: AppOptions): App {
  const process = createProcess(clock, disk);
  const say = (event: AppEvent): void => {
    if (process.alive()) tell(event);
  };
  say({ kind: "started" });
  const { settings } = parseSettings(JSON.parse(disk.settings));
  const kept = parseListCache(JSON.parse(disk.listCache), process.clock.now());
  let diary = emptyDiary;
  const trace = (line: TraceLine): void => {
    diary = noted(diary, line, process.clock.now());
    const event = eventOf(line);
    if (event !== null) say(event);
  };
  const engine = new Engine({
    words: english,
    startedAt: process.clock.now(),
    key: "in-use",
    demo: false,
    otherCloud: null,
    settings,
    trace,
    output: outputTo(say),
    saveSettings: process.keepSettings,
  });
  const client = createClient({
    fetch,
    baseUrl: "https://cloud.test",
    credential: personalKey(DEMO_KEY),
    clock: process.clock,
    trace,
  });
  const scheduler = new Scheduler(process.clock);
  const poller = new Poller({
    client,
    apply: engine.apply,
    scheduler,
    clock: process.clock,
    spent: [],
    listCache: kept,
    chance,
    intervalMs: intervalMs(settings),
    saveListCache: process.keep,
  });
  scheduler.add(engine);
  poller.start();
  const stop = (): void => {
    scheduler.remove(engine);
    poller.stop();
    scheduler.stop();
  };
  return { poller, scheduler, engine, stop, kill: process.kill, timers: process.timers };
}

/** Timers and files that end with the process, as an operating system's do. */
function createProcess(clock: Clock, disk: Disk) {
  let alive = true;
  const timers = new Set<() => void>();
  const own: Clock = {
    now: () => clock.now(),
    elapsed: () => clock.elapsed(),
    after(ms, act) {
      if (!alive) return () => undefined;
      const cancel = clock.after(ms, () => {
        timers.delete(ended);
        act();
      });
      const ended = (): void => {
        timers.delete(ended);
        cancel();
      };
      timers.add(ended);
      return ended;
    },
  };
  return {
    clock: own,
    alive: () => alive,
    timers: () => timers.size,
    kill: (): void => {
      alive = false;
      for (const cancel of timers) cancel();
    },
    keep: (kept: ListCache): void => {
      if (alive) disk.listCache = JSON.stringify(kept);
    },
    keepSettings: (settings: Settings): void => {
      if (alive) disk.settings = JSON.stringify(settings);
    },
  };
}

function outputTo(say: (event: AppEvent) => void): EngineOutput {
  return {
    snapshot: ({ headline, rowsHeadline, banner }: Snapshot) =>
      say({
        kind: "headline",
        header: claimOf(headline),
        rows: claimOf(rowsHeadline),
        banner: banner?.kind ?? null,
      }),
    tray: ({ icon }) => say({ kind: "tray", icon }),
    raise: ({ id, rule, facts, over }: Alert) => say({ kind: "notify", id, rule, facts, over }),
    withdraw: (id) => say({ kind: "withdraw", id }),
    changes: () => undefined,
    checked: () => undefined,
  };
}

const claimOf = ({ tone, glyph }: Headline): Claim => ({ tone, closed: glyph === "door-closed" });

function eventOf(line: TraceLine): AppEvent | null {
  switch (line.kind) {
    case "lock": {
      const { serial, lock, door, status, cause, since, freshness } = line;
      return { kind: "row", serial, lock, door, status, cause, since, freshness };
    }
    case "problem":
      return { kind: "problem", failure: line.failure };
    case "suppressed":
      return { kind: "suppressed", id: line.id, reason: line.reason };
    case "ready":
    case "request":
    case "tray":
    case "notify":
    case "withdraw":
    case "power":
      return null;
  }
}
