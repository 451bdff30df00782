import { app } from "electron";
import type { Serial } from "./core/lock.ts";
import { say } from "./core/messages/words.ts";
import { intervalMs } from "./core/settings.ts";
import type { TrayAction } from "./core/tray-model.ts";
import { DEMO_KEY, startDemoServer } from "./demo/server.ts";
import { createHandlers } from "./ipc/handlers.ts";
import { sessionBusAddress } from "./shell/bus-address.ts";
import { createBus, noBus } from "./shell/bus.ts";
import { createDesktop } from "./shell/desktop.ts";
import { createApiFetch } from "./shell/fetch.ts";
import { registerIpc } from "./shell/ipc.ts";
import { launch } from "./shell/launch.ts";
import { registerPower } from "./shell/power.ts";
import { accountMark, memoryStores, openStores } from "./store/stores.ts";
import { createEngine } from "./sync/engine.ts";
import { createPoller, idlePoller } from "./sync/poller.ts";
import { systemClock as clock } from "./sync/system-clock.ts";
import { createClient } from "./tedee/client.ts";
import { TEDEE_URL } from "./tedee/transport.ts";

// builds all, wires it in the order of the flow, and ends it in the order of dependence
launch(async ({ flags, environment, words, trace, record }) => {
  const demo = flags.demo ? await startDemoServer() : null;
  const baseUrl = demo?.origin ?? environment.apiUrl ?? TEDEE_URL;
  const key = demo === null ? environment.key : DEMO_KEY;
  // a store may fail while it opens, before there is an engine to tell it to
  const notice = (text: string, on: boolean): void => {
    queueMicrotask(() => {
      engine.notice(text, on, clock.now());
    });
  };
  const shelf = {
    folder: app.getPath("userData"),
    now: Date.now,
    onFailure: (what: string) => {
      notice(say(words, "shell.not-saved", { what }), true);
    },
  };
  const stores = demo === null ? openStores(shelf, accountMark(baseUrl, key)) : memoryStores();
  const settings = stores.settings.value();
  const bus = process.platform === "linux" ? createBus(sessionBusAddress(process.env)) : noBus;

  const pause = (on: boolean): void => {
    engine.pause(on, clock.now());
    poller.replan();
  };
  const desktop = createDesktop({
    ...{ words, trace, clock, bus, trayGlyph: settings.trayGlyph, windowStore: stores.window },
    latest: () => engine.snapshot(clock.now()),
    onAction: (action) => {
      act(action);
    },
    onAlertClick: (serial) => {
      show(serial);
    },
    onAlertGone: (id) => {
      engine.dismissed(id, clock.now());
    },
    onWindowAlert: (alert) => {
      engine.showInWindow(alert, clock.now());
    },
    onNotice: notice,
    onError: record,
  });
  const engine = createEngine({
    ...{ words, trace, settings, demo: flags.demo, hasKey: key !== null, startedAt: clock.now(), output: desktop },
    otherCloud: demo === null && environment.apiUrl !== null ? new URL(environment.apiUrl).host : null,
    keepSettings: stores.settings.save,
  });
  const client = createClient({ fetch: createApiFetch(), baseUrl, key: key ?? "", clock, trace });
  const kept = { kept: stores.list.value(), keep: stores.list.save };
  const poller =
    key === null
      ? idlePoller
      : createPoller({ client, engine, clock, chance: Math.random, intervalMs: intervalMs(settings), ...kept });

  const show = (serial: Serial | null): void => {
    poller.awake();
    desktop.window.show(serial);
  };
  const act = (action: TrayAction): void => {
    if (action.do === "quit") app.quit();
    else if (action.do === "refresh") poller.refresh();
    else if (action.do === "open") show(null);
    else if (action.do === "show") show(action.serial);
    else pause(action.do === "pause");
  };
  const answer = createHandlers({
    ...{ words, version: app.getVersion(), refresh: poller.refresh, pauseAlerts: pause, failed: record },
    snapshot: () => engine.snapshot(clock.now()),
    checkedAt: engine.checkedAt,
    drawn: desktop.window.drawn,
    hide: desktop.window.hide,
    dismissAlert: (id) => {
      engine.dismissed(id, clock.now());
    },
    problem: (text) => {
      trace({ kind: "problem", failure: "window", text: say(words, "shell.window-problem", { text }) });
    },
  });
  registerIpc({ answer, frame: desktop.window.mainFrame, refusal: say(words, "shell.call-refused") });
  registerPower({ suspend: poller.suspend, resume: poller.resume, unlockScreen: poller.awake }, trace);
  app.on("before-quit", () => {
    poller.stop();
    desktop.dispose();
    bus.dispose();
    void demo?.close();
  });

  for (const { setAside } of [stores.settings, stores.list, stores.window]) {
    if (setAside !== null) notice(say(words, "shell.set-aside", { file: setAside }), true);
  }
  engine.tick(clock.now());
  trace({
    kind: "ready",
    version: app.getVersion(),
    electron: "electron" in process.versions ? process.versions.electron : null,
  });
  poller.start();
  return () => {
    show(null);
  };
});
