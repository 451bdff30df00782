import { EventEmitter } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { app, BrowserWindow, type Session, type WebContents, type WindowOpenHandlerResponse } from "electron";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CALL_NAMES } from "../../src-main/ipc/api.ts";
import { answer, APP_ORIGIN, APP_PAGE } from "../../src-main/shell/app-protocol.ts";
import { registerIpc } from "../../src-main/shell/ipc.ts";
import { closeDebugging, registerSecurity } from "../../src-main/shell/security.ts";
import { ipcMain } from "../stand-in/ipc-main.ts";

type RequestHandler = NonNullable<Parameters<Session["setPermissionRequestHandler"]>[0]>;
type CheckHandler = NonNullable<Parameters<Session["setPermissionCheckHandler"]>[0]>;
type DeviceHandler = NonNullable<Parameters<Session["setDevicePermissionHandler"]>[0]>;
type Permission = Parameters<RequestHandler>[1];

/** Every permission that Electron's typings know; one more or less there does not compile here. */
const PERMISSIONS = Object.keys({
  ar: 0,
  "automatic-fullscreen": 0,
  "background-fetch": 0,
  "background-sync": 0,
  "captured-surface-control": 0,
  "clipboard-read": 0,
  "clipboard-sanitized-write": 0,
  "deprecated-sync-clipboard-read": 0,
  "display-capture": 0,
  fileSystem: 0,
  fullscreen: 0,
  geolocation: 0,
  "geolocation-approximate": 0,
  "hand-tracking": 0,
  hid: 0,
  "idle-detection": 0,
  keyboardLock: 0,
  "local-fonts": 0,
  "local-network": 0,
  "local-network-access": 0,
  "loopback-network": 0,
  media: 0,
  mediaKeySystem: 0,
  midi: 0,
  midiSysex: 0,
  nfc: 0,
  notifications: 0,
  openExternal: 0,
  "payment-handler": 0,
  "periodic-background-sync": 0,
  "persistent-storage": 0,
  pointerLock: 0,
  "screen-wake-lock": 0,
  sensors: 0,
  serial: 0,
  "smart-card": 0,
  "speaker-selection": 0,
  "storage-access": 0,
  "system-wake-lock": 0,
  "top-level-storage-access": 0,
  usb: 0,
  vr: 0,
  "web-app-installation": 0,
  "web-printing": 0,
  "window-management": 0,
  unknown: 0,
} satisfies Record<Permission, 0>) as readonly Permission[];

beforeAll(async () => {
  registerSecurity();
  await app.whenReady();
});

describe("a session", () => {
  let request: RequestHandler | null = null;
  let check: CheckHandler | null = null;
  let device: DeviceHandler | null = null;

  beforeAll(() => {
    app.emit("session-created", {
      setPermissionRequestHandler: (handler: RequestHandler) => (request = handler),
      setPermissionCheckHandler: (handler: CheckHandler) => (check = handler),
      setDevicePermissionHandler: (handler: DeviceHandler) => (device = handler),
    });
  });

  it.each(PERMISSIONS)("asked for %s refuses, and says that it has it not", (permission) => {
    const answers: boolean[] = [];
    Reflect.apply(request ?? expect.unreachable, null, [null, permission, (granted: boolean) => answers.push(granted)]);
    expect(answers).toEqual([false]);
    expect(Reflect.apply(check ?? expect.unreachable, null, [null, permission, APP_ORIGIN, {}])).toBe(false);
  });

  it.each(["hid", "serial", "usb"])("gives no %s device away", (deviceType) =>
    expect(Reflect.apply(device ?? expect.unreachable, null, [{ deviceType, origin: APP_ORIGIN }])).toBe(false),
  );
});

it("is switched on before the app is ready, or not at all", () => {
  // Electron and the stand-in refuse the sandbox for all pages after that
  expect(registerSecurity).toThrow("can only be called before app is ready");
});

describe("a packaged app", () =>
  it("opens no way in for a debugger, whatever its command line says", () => {
    const names = ["remote-debugging-port", "remote-debugging-pipe"];
    const given = (): readonly string[] => names.filter((name) => app.commandLine.hasSwitch(name));
    for (const name of names) app.commandLine.appendSwitch(name, "0");
    closeDebugging(false);
    expect(given()).toEqual(names);
    closeDebugging(true);
    expect(given()).toEqual([]);
  }));

describe("the contents of a window", () => {
  class Contents extends EventEmitter {
    open: Parameters<WebContents["setWindowOpenHandler"]>[0] | null = null;
    readonly setWindowOpenHandler = (handler: typeof this.open): void => {
      this.open = handler;
    };
  }
  const contents = new Contents();

  beforeAll(() => {
    app.emit("web-contents-created", {}, contents);
  });

  it.each(["will-navigate", "will-frame-navigate", "will-redirect", "will-attach-webview"])(
    "have %s prevented, wherever it leads",
    (event) => {
      for (const url of ["https://example.invalid/", "file:///etc/passwd", "javascript:0", APP_PAGE]) {
        let prevented = 0;
        contents.emit(event, { url, preventDefault: () => (prevented += 1) }, url);
        expect(prevented).toBe(1);
      }
    },
  );

  it("open no window", () => {
    const opened: unknown = Reflect.apply(contents.open ?? expect.unreachable, null, [{ url: APP_PAGE }]);
    expect(opened).toEqual({ action: "deny" } satisfies WindowOpenHandlerResponse);
  });
});

describe("a call over IPC", () => {
  const asked: string[] = [];
  const reached = { ok: true, value: { ok: true, value: "reached" } };
  const refused = { ok: true, value: { ok: false, message: "refused" } };
  let ours: BrowserWindow;

  const at = (window: BrowserWindow, url: string): BrowserWindow => {
    Reflect.set(window.webContents.mainFrame, "url", url);
    return window;
  };
  const call = (name: string, from: BrowserWindow | null): unknown => {
    const sender = (from ?? ours).webContents;
    const caller = { sender, senderFrame: from?.webContents.mainFrame ?? null };
    return Reflect.apply(ipcMain.answer.bind(ipcMain), null, [name, [null], caller]);
  };

  beforeAll(() => {
    ours = at(new BrowserWindow({ show: false }), APP_PAGE);
    // electron-store listens from the first store on
    ipcMain.on("electron-store-get-data", () => undefined);
    registerIpc({
      answer: (name) => {
        asked.push(name);
        return Promise.resolve({ ok: true, value: "reached" });
      },
      frame: () => ours.webContents.mainFrame,
      refusal: "refused",
    });
  });

  it("is not answered by the store, which would tell any page where it keeps its files", () => {
    expect(ipcMain.listenerCount("electron-store-get-data")).toBe(0);
  });

  it.each(CALL_NAMES)("%s is answered to our own page, and to no other frame", async (name) => {
    expect(await call(name, ours)).toEqual(reached);
    asked.length = 0;
    const stranger = at(new BrowserWindow({ show: false }), APP_PAGE);
    expect(await call(name, stranger)).toEqual(refused);
    expect(await call(name, null)).toEqual(refused);
    for (const url of ["https://example.invalid/", "app://other/index.html", "file:///index.html", "http://ajar/"]) {
      expect(await call(name, at(ours, url))).toEqual(refused);
    }
    at(ours, APP_PAGE);
    stranger.destroy();
    expect(asked).toEqual([]);
  });

  it("of no name in the contract has nobody to answer it", async () => {
    for (const name of ["exit", "window:exit", "shell:openExternal", "__proto__", ""]) {
      expect(await call(name, ours)).toMatchObject({ ok: false });
    }
  });
});

describe("the window's own files", () => {
  const root = mkdtempSync(join(tmpdir(), "ajar-files-"));
  const folder = join(root, "renderer");

  beforeAll(() => {
    mkdirSync(join(folder, "assets"), { recursive: true });
    writeFileSync(join(folder, "index.html"), "<p>ours</p>");
    writeFileSync(join(folder, "assets", "index.js"), "0;");
    writeFileSync(join(root, "secret.html"), "secret");
    writeFileSync(join(root, "key.json"), "secret");
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it.each(["index.html", "assets/index.js"])("answer for %s, with the window's policy", async (path) => {
    const response = await answer("GET", `${APP_ORIGIN}/${path}`, folder);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
  });

  it.each([
    ...["../secret.html", "..%2fsecret.html", "%2e%2e/secret.html", "%2e%2e%2fsecret.html", "..\\secret.html"],
    ...["..%5csecret.html", "assets/../../secret.html", "assets/..%2f..%2fkey.json", "....//secret.html"],
    ...["/etc/passwd", "%2fetc%2fpasswd", "index.html%00.js", "assets", "", ".", "..", "~root/x.html"],
  ])("do not lead out by %j", async (path) => {
    const response = await answer("GET", `${APP_ORIGIN}/${path}`, folder);
    expect([response.status, await response.text()]).toEqual([404, ""]);
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
  });

  it.each(["POST", "PUT", "DELETE", "HEAD"])("take no %s", async (method) => {
    expect((await answer(method, APP_PAGE, folder)).status).toBe(404);
  });
});
