import electron, {
  app,
  BrowserWindow,
  globalShortcut,
  ipcMain,
  Menu,
  nativeImage,
  nativeTheme,
  Notification,
  powerMonitor,
  shell,
  Tray,
  type MenuItem,
} from "electron";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { desk } from "./desk.ts";
import { ipcMain as answering } from "./ipc-main.ts";
import { lifecycle } from "./lifecycle.ts";
import { switches } from "./switches.ts";

const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAYAAAC56t6BAAAAC0lEQVR4nGNgwAcAAB4AAYbeuTkAAAAASUVORK5CYII=",
  "base64",
);
const icon = nativeImage.createFromBuffer(PNG);

beforeAll(async () => {
  await app.whenReady();
});

/** The newest thing of a kind on the desk. */
const newest = (kind: string) => [...desk.state].filter(([key]) => key.startsWith(`${kind}/`)).at(-1);

/** Does on the desk what a person would. */
const act = (key: string, type: string, fields = {}): void => desk.deliver({ to: key, type, ...fields });

describe("the module", () => {
  test("leaves ipcRenderer undefined, and names what else is missing", () => {
    expect(Reflect.get(electron, "ipcRenderer")).toBeUndefined();
    expect(() => Reflect.get(electron, "autoUpdater") as unknown).toThrow("electron.autoUpdater is not emulated");
    expect(() => app.getBadgeCount()).toThrow("app.getBadgeCount is not emulated");
    expect(() => new Tray(icon).getBounds()).toThrow("Tray.getBounds is not emulated");
  });

  test.each([
    ["Cannot create BrowserWindow before app is ready", () => new BrowserWindow()],
    ["Cannot create Tray before app is ready", () => new Tray(icon)],
    ["Cannot create Notification before app is ready", () => new Notification()],
    ["Session can only be received when app is ready", () => electron.session.defaultSession],
  ])("says %s", (words, act) => {
    lifecycle.ready = false;
    expect(act).toThrow(words);
    lifecycle.ready = true;
  });
});

describe("a tray icon", () => {
  test("counts what is set, and draws menus as they were handed over", () => {
    const tray = new Tray(icon);
    const menu = Menu.buildFromTemplate([{ id: "a", label: "Salt && Pepper" }, { type: "separator" }]);
    tray.setContextMenu(menu);
    const [item] = menu.items;
    if (item !== undefined) item.label = "Changed";
    const [, shown] = newest("tray") ?? [];
    expect(shown).toMatchObject({ calls: { setImage: 0, setToolTip: 0, setContextMenu: 1 } });
    expect(shown).toMatchObject({ lines: [{ id: "a", label: "Salt & Pepper" }, { type: "separator" }] });
    tray.destroy();
    expect(tray.isDestroyed()).toBe(true);
    expect(() => tray.setToolTip("x")).toThrow("Object has been destroyed");
  });

  test("calls the listener of an enabled line alone", () => {
    const click = vi.fn<(item: MenuItem) => void>();
    new Tray(icon).setContextMenu(
      Menu.buildFromTemplate([
        { label: "On", click },
        { label: "Off", enabled: false, click },
      ]),
    );
    const [key = "", shown] = newest("tray") ?? [];
    const lines = shown?.["lines"] as { command: number }[];
    for (const { command } of lines) act(key, "choose", { command });
    expect(click.mock.calls.map(([item]) => item.label)).toEqual(["On"]);
  });

  test("stays invisible without a host, and forgets its picture when the host comes back", () => {
    const first = new Tray(icon);
    const [key = ""] = newest("tray") ?? [];
    switches.set("tray-host", false);
    expect(desk.state.get(key)).toMatchObject({ shown: false });
    new Tray(icon);
    const [late = ""] = newest("tray") ?? [];
    switches.set("tray-host", true);
    expect(desk.state.get(late)).toMatchObject({ shown: false });
    expect(desk.state.get(key)).toMatchObject({ shown: true, forgotten: true });
    first.setImage(icon);
    expect(desk.state.get(key)).toMatchObject({ forgotten: false });
  });
});

describe("a notification", () => {
  test("is drawn, answered and gone", async () => {
    const notification = new Notification({ title: "T", body: "B", actions: [{ type: "button", text: "Lock" }] });
    const heard: unknown[] = [];
    notification.on("action", ({ actionIndex }) => heard.push(actionIndex));
    notification.on("close", ({ reason }) => heard.push(reason));
    const shown = new Promise((resolve) => notification.once("show", resolve));
    notification.show();
    await shown;
    const [key = "", view] = newest("notification") ?? [];
    expect(view).toMatchObject({ title: "T", body: "B", actions: ["Lock"] });
    act(key, "action", { action: 0 });
    expect(heard).toEqual([0, "userCanceled"]);
    expect(desk.state.has(key)).toBe(false);
  });

  test.runIf(process.platform === "linux")("reads markup in the body: names need escaping", () => {
    new Notification({ title: "<b>", body: "<b>bold</b> &lt;b&gt;&amp;" }).show();
    expect(newest("notification")?.[1]).toMatchObject({ title: "<b>", body: "bold <b>&" });
  });

  test.runIf(process.platform === "linux")("complains where nobody would show it", async () => {
    const told = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    switches.set("notifications", false);
    const notification = new Notification({ title: "T" });
    const failed = new Promise((resolve) => notification.once("failed", resolve));
    notification.show();
    await failed;
    switches.set("notifications", true);
    expect(told.mock.calls.join()).toContain("freezes Electron");
    told.mockRestore();
  });

  test("tells Windows' one listener of every answer, which the other systems do not have", () => {
    const heard: unknown[] = [];
    const listen = (): void => Notification.handleActivation((details) => heard.push(details));
    if (process.platform !== "win32") expect(listen).toThrow("Notification.handleActivation is not a function");
    const platform = Object.getOwnPropertyDescriptor(process, "platform");
    Object.defineProperty(process, "platform", { ...platform, value: "win32" });
    listen();
    for (const id of ["S1:opened", "S2:opened"]) new Notification({ id, actions: [{ type: "button" }] }).show();
    const [second = "", first = ""] = [...desk.state.keys()].filter((key) => key.startsWith("notification/")).reverse();
    act(first, "click");
    act(second, "action", { action: 0 });
    Object.defineProperty(process, "platform", platform ?? {});
    expect(heard).toEqual([
      { type: "click", arguments: "type=click&tag=S1:opened" },
      { type: "action", actionIndex: 0, arguments: "type=action&action=0&tag=S2:opened" },
    ]);
  });

  test("refuses an id that Windows would refuse", () =>
    expect(() => new Notification({ id: "x".repeat(65) })).toThrow("id exceeds maximum length of 64 characters"));
});

describe("ipcMain", () => {
  const caller = { sender: {}, senderFrame: {} };

  test("answers, and words its errors as Electron does", async () => {
    ipcMain.handle("double", (_event, value: number) => value * 2);
    expect(await answering.answer("double", [21], caller)).toEqual({ ok: true, value: 42 });
    expect(await answering.answer("triple", [], caller)).toEqual({
      ok: false,
      error: "Error: No handler registered for 'triple'",
    });
    expect(() => ipcMain.handle("double", () => 0)).toThrow("Attempted to register a second handler for 'double'");
    ipcMain.removeHandler("double");
  });

  test.each([
    ["a function", () => ({ f: () => 0 }), "An object could not be cloned."],
    ["a date", () => ({ at: new Date(0) }), "value.at is Date"],
    ["NaN", () => [1, NaN], "value[1] is number"],
    ["a hole", () => [undefined], "value[0] is undefined"],
  ])("refuses to send %s", async (_name, give, words) => {
    ipcMain.handle("give", give);
    const answer = await answering.answer("give", [], caller);
    ipcMain.removeHandler("give");
    expect(answer).toMatchObject({ ok: false, error: expect.stringContaining(words) as string });
  });
});

describe("a window", () => {
  test.each([
    ["webPreferences.sandbox: false", () => new BrowserWindow({ webPreferences: { sandbox: false } })],
    ["webPreferences.nodeIntegration: true", () => new BrowserWindow({ webPreferences: { nodeIntegration: true } })],
    ["option kiosk", () => new BrowserWindow({ kiosk: true })],
  ])("refuses %s", (words, make) => expect(make).toThrow(words));

  test("loads its own scheme alone", async () => {
    const window = new BrowserWindow({ show: false });
    await expect(window.loadURL("https://example.com/")).rejects.toThrow("A window at https: is not emulated");
    window.destroy();
    expect(window.isDestroyed()).toBe(true);
    expect(BrowserWindow.getAllWindows()).toEqual([]);
    expect(() => window.show()).toThrow("Object has been destroyed");
  });

  test("shows, hides and refuses to close", () => {
    const window = new BrowserWindow({ show: false });
    const heard: string[] = [];
    for (const name of ["show", "hide", "focus", "blur"] as const) window.on(name as "show", () => heard.push(name));
    window.show();
    window.once("close", (event) => {
      event.preventDefault();
      window.hide();
    });
    window.close();
    expect(heard).toEqual(["show", "focus", "blur", "hide"]);
    expect(window.isDestroyed()).toBe(false);
    window.destroy();
  });
});

describe("what the computer does", () => {
  test("reaches the app as events", () => {
    const heard: string[] = [];
    powerMonitor.on("suspend", () => heard.push("suspend"));
    powerMonitor.on("resume", () => heard.push("resume"));
    nativeTheme.on("updated", () => heard.push(nativeTheme.shouldUseDarkColors ? "dark" : "light"));
    act("power", "suspend");
    act("power", "resume");
    act("power", "shutdown");
    act("switch/dark", "switch", { on: true });
    act("switch/dark", "switch", { on: false });
    expect(heard).toEqual(["suspend", "resume", "dark", "light"]);
  });

  test("opens nothing and writes down what would be opened", async () => {
    await shell.openExternal("https://example.com/");
    expect(newest("opened")?.[1]).toEqual({ kind: "address", target: "https://example.com/" });
  });

  test("gives a shortcut once", () => {
    const pressed = vi.fn();
    expect(globalShortcut.register("Ctrl+L", pressed)).toBe(true);
    expect(globalShortcut.register("Ctrl+L", pressed)).toBe(false);
    act("shortcut/Ctrl+L", "press");
    globalShortcut.unregister("Ctrl+L");
    act("shortcut/Ctrl+L", "press");
    expect(pressed).toHaveBeenCalledTimes(1);
  });
});

test("an icon that nobody could see is complained of", () => {
  const told = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  new Tray("/nowhere.png");
  expect(told.mock.calls.join()).toContain("Stand-in: Tray: the image is empty");
  told.mockRestore();
});

test("an image is empty unless it is a PNG", () => {
  expect(icon.getSize()).toEqual({ width: 2, height: 3 });
  expect(nativeImage.createFromPath("/nowhere.png").isEmpty()).toBe(true);
  expect(nativeImage.createFromBuffer(Buffer.from("JPEG")).isEmpty()).toBe(true);
  icon.addRepresentation({ scaleFactor: 2, buffer: PNG });
  expect(icon.getScaleFactors()).toEqual([1, 2]);
});
