import { personalKey } from "../../src-main/core/polling/credential.ts";
import type { Alert } from "../../src-main/core/alerts/alert.ts";
import { emptyListCache, type ListCache } from "../../src-main/core/polling/list-cache.ts";
import { english } from "../unit/support/words.ts";
import { defaultSettings, intervalMs, type Settings } from "../../src-main/core/app/settings.ts";
import type { TraceLine } from "../../src-main/core/app/trace.ts";
import type { Change } from "../../src-main/core/lock/change.ts";
import type { TrayModel } from "../../src-main/core/view/tray-model.ts";
import { createCloud, DEMO_KEY, type Cloud } from "../../src-main/demo/cloud.ts";
import type { DemoLock } from "../../src-main/demo/demo-lock.ts";
import type { Script } from "../../src-main/demo/script.ts";
import { Engine } from "../../src-main/sync/engine.ts";
import { Poller } from "../../src-main/sync/poller.ts";
import { Scheduler } from "../../src-main/sync/scheduler.ts";
import { createClient } from "../../src-main/tedee/client.ts";
import { createVirtualClock, type VirtualClock } from "./clock.ts";
import { createCloudFetch, type Mishap } from "./cloud-fetch.ts";

/** Tuesday 24 November 2026, 13:00 UTC. */
export const START_MS = Date.UTC(2026, 10, 24, 13, 0, 0);

export interface WorldOptions {
  readonly locks: readonly DemoLock[];
  readonly script?: Script | null;
  readonly settings?: Settings;
  readonly kept?: ListCache;
  /** Goes on with a clock and a cloud that are there already: a restart of the app alone. */
  readonly continues?: World;
  /** Called when the tray is set; what it throws comes from the desktop. */
  readonly setTray?: () => void;
  /** Called each time that the engine presents the house. */
  readonly onPresent?: () => void;
}

/** The app without its shell, and all it did; the cloud and the clock outlive it. */
export interface World {
  readonly clock: VirtualClock;
  readonly cloud: Cloud;
  readonly engine: Engine;
  readonly poller: Poller;
  readonly scheduler: Scheduler;
  /** Begins to show and to ask. */
  readonly start: () => void;
  /** Ends as a session does. */
  readonly stop: () => void;
  readonly lines: readonly TraceLine[];
  readonly trays: readonly TrayModel[];
  readonly raised: readonly Alert[];
  readonly withdrawn: readonly string[];
  readonly changes: readonly Change[];
  readonly kept: () => ListCache;
  readonly settings: () => Settings;
  /** What befalls the requests to come; a function decides for each. */
  befall(mishap: Mishap | ((path: string) => Mishap)): void;
}

/** A world in which the real poller, client, reducer and alerts live against a simulated cloud, in virtual time. */
export function createWorld(options: WorldOptions): World {
  const clock = options.continues?.clock ?? createVirtualClock(START_MS);
  const cloud =
    options.continues?.cloud ??
    createCloud({ now: () => clock.trueNow(), key: DEMO_KEY, locks: options.locks, script: options.script ?? null });
  let mishap: (path: string) => Mishap = () => ({ kind: "none" });
  let kept = options.kept ?? emptyListCache;
  let settings = options.settings ?? defaultSettings;
  const lines: TraceLine[] = [];
  const trays: TrayModel[] = [];
  const raised: Alert[] = [];
  const withdrawn: string[] = [];
  const trace = (line: TraceLine): void => void lines.push(line);
  const changes: Change[] = [];
  const scheduler = new Scheduler(clock);
  const engine = new Engine({
    words: english,
    startedAt: clock.now(),
    key: "in-use",
    demo: false,
    // read once by each presentation
    get otherCloud() {
      options.onPresent?.();
      return null;
    },
    settings,
    trace,
    saveSettings: (next) => (settings = next),
    output: {
      snapshot: () => undefined,
      tray: (model) => {
        trays.push(model);
        options.setTray?.();
      },
      raise: (alert) => raised.push(alert),
      withdraw: (id) => withdrawn.push(id),
      changes: (some) => changes.push(...some),
      checked: () => undefined,
    },
  });
  const fetch = createCloudFetch(cloud, clock, (path) => mishap(path));
  const client = createClient({
    fetch,
    baseUrl: "https://cloud.test",
    credential: personalKey(DEMO_KEY),
    clock,
    trace,
  });
  const poller = new Poller({
    client,
    apply: engine.apply,
    scheduler,
    clock,
    listCache: kept,
    spent: [],
    chance: () => 0.5,
    intervalMs: intervalMs(settings),
    saveListCache: (next) => (kept = next),
  });
  return {
    clock,
    cloud,
    engine,
    poller,
    scheduler,
    start() {
      scheduler.add(engine);
      poller.start();
    },
    stop() {
      scheduler.remove(engine);
      poller.stop();
      scheduler.stop();
    },
    lines,
    trays,
    raised,
    withdrawn,
    changes,
    kept: () => kept,
    settings: () => settings,
    befall(next) {
      mishap = typeof next === "function" ? next : () => next;
    },
  };
}

/** A world whose poller began so many milliseconds ago. */
export async function runningWorld(options: WorldOptions, forMs: number): Promise<World> {
  const world = createWorld(options);
  world.start();
  await world.clock.advance(forMs);
  return world;
}
