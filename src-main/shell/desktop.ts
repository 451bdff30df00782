import { join } from "node:path";
import { app, session } from "electron";
import type { Alert } from "../core/alerts/alert.ts";
import { welcome } from "../core/alerts/texts.ts";
import type { Clock } from "../core/lock/clock.ts";
import type { Instant, Serial } from "../core/lock/lock.ts";
import { say, type Words } from "../core/words/words.ts";
import type { Settings } from "../core/app/settings.ts";
import type { Trace } from "../core/app/trace.ts";
import type { Snapshot } from "../core/view/snapshot.ts";
import type { TrayAction, TrayModel } from "../core/view/tray-model.ts";
import type { Store } from "../store/json-store.ts";
import type { WindowMemory } from "../store/window-store.ts";
import { registerAppProtocol } from "./app-protocol.ts";
import type { Bus } from "./bus.ts";
import { createNotificationGate } from "./notification-gate.ts";
import { Notifier } from "./notifier.ts";
import { createTray, type TrayIconKeeper } from "./tray.ts";
import { createTrayImage } from "./tray-image.ts";
import { watchTrayHost } from "./tray-host.ts";
import { WindowKeeper } from "./window.ts";

export interface DesktopOptions {
  readonly words: Words;
  readonly trace: Trace;
  readonly clock: Clock;
  readonly bus: Bus;
  readonly trayGlyph: () => Settings["trayGlyph"];
  readonly windowStore: Store<WindowMemory>;
  /** All that there is to show, now. */
  readonly latest: () => Snapshot;
  readonly onAction: (action: TrayAction) => void;
  /** A click on an alert, with the lock that it is about. */
  readonly onAlertClick: (serial: Serial | null) => void;
  readonly onAlertGone: (id: string) => void;
  /** An alert for the window, since the desktop shows none. */
  readonly onWindowAlert: (alert: Alert) => void;
  /** A word about this desktop that is true from now on, or no longer. */
  readonly onNotice: (text: string, on: boolean) => void;
  readonly onError: (error: unknown) => void;
}

/** All that Ajar has on the desktop; each method applies a value that changed. */
export interface Desktop {
  readonly window: WindowKeeper;
  snapshot(snapshot: Snapshot): void;
  checked(at: Instant): void;
  tray(model: TrayModel): void;
  /** Gives the tray its picture again: the owner chose another glyph. */
  readonly repaintTray: () => void;
  raise(alert: Alert): void;
  withdraw(id: string): void;
  /** Takes back every notification. */
  clear(): void;
  /** Shows a first notification; false where the desktop shows none. */
  readonly tryAlerts: () => Promise<boolean>;
  dispose(): void;
}

/** Tray, notifications and window of this desktop, none of them there before something is to be shown. */
export function createDesktop(options: DesktopOptions): Desktop {
  const { words, trace, bus, clock, windowStore, onNotice } = options;
  const root = app.getAppPath();
  const assets = join(root, "assets");
  // kept in memory alone: the window has nothing to remember by itself
  const pages = session.fromPartition("window", { cache: false });
  registerAppProtocol(pages, join(root, "dist", "renderer"));
  const window = new WindowKeeper({
    preload: join(root, "dist", "preload", "index.cjs"),
    icon: join(assets, "icon.png"),
    session: pages,
    clock,
    bounds: () => windowStore.value().bounds,
    latest: options.latest,
    keepBounds: (bounds) => {
      windowStore.save({ bounds });
    },
    onGivenUp: () => onNotice(say(words, "shell.window-gone"), true),
  });
  const tray = createTray({
    image: (icon) => createTrayImage(join(assets, "tray"), icon, options.trayGlyph()),
    onAction: options.onAction,
    trace,
  });
  const notifier = new Notifier({
    gate: createNotificationGate(bus, () => onNotice(say(words, "shell.no-notifications"), false)),
    onClick: options.onAlertClick,
    onGone: options.onAlertGone,
    onUnshown: (alert, why) => {
      onNotice(say(words, why === "no-service" ? "shell.no-notifications" : "shell.notifications-off"), true);
      options.onWindowAlert(alert);
      if (!alert.silent) window.show(null, true);
    },
    onError: options.onError,
    trace,
  });
  if (process.platform === "linux") followTrayHost(options, tray, window);
  return {
    window,
    snapshot: (snapshot) => window.push("snapshot", snapshot),
    checked: (at) => window.push("checked", at),
    tray: tray.apply,
    repaintTray: tray.repaint,
    raise: notifier.raise,
    withdraw: notifier.withdraw,
    clear: notifier.clear,
    tryAlerts: () => notifier.attempt(welcome(words)),
    dispose() {
      notifier.dispose();
      tray.dispose();
      window.dispose();
    },
  };
}

function followTrayHost(
  { bus, words, onNotice, onError }: DesktopOptions,
  tray: TrayIconKeeper,
  window: WindowKeeper,
): void {
  const notice = say(words, "shell.no-tray");
  watchTrayHost(bus, {
    absent: () => {
      onNotice(notice, true);
      window.show(null, true);
    },
    appeared: () => {
      onNotice(notice, false);
      tray.recreate();
    },
    reappeared: tray.repaint,
  }).catch(onError);
}
