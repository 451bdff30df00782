import { app } from "electron";
import type { Serial } from "./core/lock/lock.ts";
import { accountAt } from "./core/app/account.ts";
import { choicesOf, type Choices } from "./core/app/settings.ts";
import { say } from "./core/words/words.ts";
import type { TrayAction } from "./core/view/tray-model.ts";
import { Answerer } from "./ipc/handlers.ts";
import { sessionBusAddress } from "./shell/bus-address.ts";
import { lazyBus, noBus, type Bus } from "./shell/bus.ts";
import { guardAgainstCrashes } from "./shell/crash.ts";
import { createDesktop } from "./shell/desktop.ts";
import { createApiFetch } from "./shell/fetch.ts";
import { registerIpc } from "./shell/ipc.ts";
import { launch, relaunchHidden, relaunchShown, relaunchWithoutDemo } from "./shell/launch.ts";
import { createLoginItem } from "./shell/login-item.ts";
import { registerActivation } from "./shell/notifier.ts";
import { registerPower } from "./shell/power.ts";
import { secretBox } from "./shell/safe-storage.ts";
import { readyLine } from "./shell/trace.ts";
import { openExternal } from "./shell/external-links.ts";
import { openStores } from "./store/stores.ts";
import { Accounts, type OpenDemo } from "./sync/accounts.ts";
import { systemClock as clock } from "./sync/system-clock.ts";
import { Session } from "./sync/session.ts";
import { createClient } from "./tedee/client.ts";
import { TEDEE_URL } from "./tedee/transport.ts";

// builds all, wires it in the order of the flow, and ends it in the order of dependence
launch(({ flags, environment, words, rereadRegion, trace, crashes, reporter }) => {
  const { apiUrl, credential } = environment;
  const baseUrl = apiUrl ?? TEDEE_URL;
  const { record } = crashes;
  const tell = (text: string): void => session.notice(text, true);
  const onFailure = (what: string): void => {
    // a store may fail while it opens, before there is a session
    queueMicrotask(tell.bind(null, say(words, "shell.not-saved", { what })));
  };
  const stores = openStores(
    { folder: app.getPath("userData"), now: Date.now, onFailure },
    secretBox,
    accountAt(baseUrl),
  );
  const { settings, lists } = stores;
  const otherCloud = apiUrl === null ? null : new URL(apiUrl).host;
  const session = new Session({ words, trace, clock, otherCloud, settings, lists });
  for (const file of stores.setAside) tell(say(words, "shell.set-aside", { file }));
  // only Linux has a session bus, and only a demo a cloud of its own: neither holds the first icon up
  const loadBus = async (): Promise<Bus> =>
    (await import("./shell/session-bus.ts")).createSessionBus(sessionBusAddress(process.env));
  const openDemo = async (): Promise<OpenDemo> => (await import("./demo/server.ts")).openDemo();
  const bus = process.platform === "linux" ? lazyBus(loadBus) : noBus;

  const show = (serial: Serial | null): void => {
    session.awake();
    desktop.window.show(serial);
  };
  const showSettings = (): void => {
    const { kind } = accounts.account();
    // without a key the first page is where one is asked for
    const page = kind === "none" || kind === "keyring-locked" ? "home" : "settings";
    answerer.turnTo(page);
    desktop.window.push("page", page);
    show(null);
  };
  const act = (action: TrayAction): void => {
    if (action.do === "quit") app.quit();
    else if (action.do === "refresh") session.refresh();
    else if (action.do === "pause" || action.do === "resume") session.pause(action.do === "pause");
    else if (action.do === "settings") showSettings();
    else show(action.do === "show" ? action.serial : null);
  };
  const desktop = createDesktop({
    words,
    trace,
    clock,
    bus,
    trayGlyph: () => settings.value().trayGlyph,
    windowStore: stores.window,
    latest: session.snapshot,
    onAction: act,
    onAlertClick: show,
    onAlertGone: session.dismissed,
    onWindowAlert: session.showInWindow,
    onNotice: session.notice,
    onError: record,
  });

  const fetch = createApiFetch();
  const accounts = new Accounts({
    baseUrl,
    given: credential,
    keys: stores.keys,
    openDemo,
    watch: session.watch,
    charge: session.charge,
    client: (url, used) => createClient({ fetch, baseUrl: url, credential: used, clock, trace }),
    onAccount: (account) => desktop.window.push("account", account),
    // what a demo of its own folder would save, no later start would find
    leaveForGood: flags.demo ? relaunchWithoutDemo : null,
    startAnew: relaunchShown,
  });
  const login = createLoginItem();
  const choices = (): Choices => choicesOf(session.settings(), process.platform === "linux");
  const answerer = new Answerer({
    words,
    failed: record,
    state: () => ({
      snapshot: session.snapshot(),
      checkedAt: session.checkedAt(),
      account: accounts.account(),
      choices: choices(),
      version: app.getVersion(),
      words: words.language,
    }),
    handlers: {
      drawn: desktop.window.drawn,
      hide: desktop.window.hide,
      refresh: session.refresh,
      pauseAlerts: session.pause,
      dismissAlert: session.dismissed,
      tryAlerts: desktop.tryAlerts,
      checkKey: accounts.check,
      keepKey: accounts.keep,
      removeKey: accounts.remove,
      retryKeyring: accounts.retry,
      enterDemo: accounts.enterDemo,
      leaveDemo: accounts.leaveDemo,
      readLogin: () => login.read(),
      writeLogin: (on) => login.write(on),
      changeSettings: (change) => {
        session.changeSettings(change);
        if (change.trayGlyph !== undefined) desktop.repaintTray();
        return choices();
      },
      openExternal,
      copyReport: () =>
        reporter.copy({ account: accounts.account(), settings: session.settings(), snapshot: session.snapshot() }),
      quit: () => app.quit(),
      reportProblem: crashes.recordWindow,
    },
  });
  const refusal = say(words, "shell.call-refused");
  registerIpc({ answer: answerer.answer, frame: desktop.window.mainFrame, refusal });
  const resume = (): void => {
    // whoever travels sets the clock and the region of a computer that slept
    if (rereadRegion()) desktop.window.push("words", words.language);
    session.resume();
  };
  registerPower({ suspend: session.suspend, resume, unlockScreen: session.awake }, trace);
  app.on("before-quit", () => {
    session.stop();
    desktop.dispose();
    bus.dispose();
    void accounts.stop();
  });

  session.begin({ ...desktop, changes: () => undefined });
  guardAgainstCrashes({
    crashes,
    clock,
    store: stores.crashes,
    tell,
    restart: relaunchHidden,
    // a key that is nowhere else would be lost with this run
    mayRestart: () => accounts.storedIn() !== "memory",
  });
  registerActivation(show);
  trace(readyLine());
  // a keyring may ask its owner first, and the window does not wait for that
  accounts.start(flags.demo).catch(record);
  return () => show(null);
});
