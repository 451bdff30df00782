import { EventEmitter } from "node:events";
import type { Clipboard, Display, GlobalShortcut, NativeTheme, PowerMonitor, Screen, Shell } from "electron";
import { desk } from "./desk.ts";
import { lifecycle } from "./lifecycle.ts";
import { strict } from "./strict.ts";
import { switches } from "./switches.ts";

const POWER_EVENTS = ["suspend", "resume", "lock-screen", "unlock-screen"];

class StandInPowerMonitor extends EventEmitter implements Pick<PowerMonitor, "isOnBatteryPower" | "onBatteryPower"> {
  constructor() {
    super();
    desk.receive("power", ({ type }) => {
      if (POWER_EVENTS.includes(type)) this.emit(type);
    });
    switches.onChange("battery", (on) => {
      // Linux has neither of the two (docs/api/power-monitor.md)
      if (process.platform !== "linux") this.emit(on ? "on-battery" : "on-ac");
    });
  }

  get onBatteryPower(): boolean {
    return switches.isOn("battery");
  }
  readonly isOnBatteryPower = (): boolean => switches.isOn("battery");
}

/** Electron's `powerMonitor`; the desk has a button for each event. */
export const powerMonitor = strict("powerMonitor", new StandInPowerMonitor());

type UsedOfTheme = "shouldUseDarkColors" | "shouldUseDarkColorsForSystemIntegratedUI" | "themeSource";

class StandInNativeTheme extends EventEmitter implements Pick<NativeTheme, UsedOfTheme> {
  private source: NativeTheme["themeSource"] = "system";

  constructor() {
    super();
    switches.onChange("dark", () => this.emit("updated"));
  }

  get shouldUseDarkColors(): boolean {
    return this.source === "system" ? switches.isOn("dark") : this.source === "dark";
  }
  get shouldUseDarkColorsForSystemIntegratedUI(): boolean {
    return switches.isOn("dark");
  }
  get themeSource(): NativeTheme["themeSource"] {
    return this.source;
  }
  set themeSource(source: NativeTheme["themeSource"]) {
    if (this.source === source) return;
    this.source = source;
    this.emit("updated");
  }

  /** The scheme that pages are told to take; null leaves them to the browser's own preference. */
  pageScheme(): "light" | "dark" | null {
    if (this.source === "system" && !switches.isMoved("dark")) return null;
    return this.shouldUseDarkColors ? "dark" : "light";
  }
}

/** Electron's `nativeTheme`; the desk's switch is the system's preference. */
export const nativeTheme = strict("nativeTheme", new StandInNativeTheme());

const WIDTH = 1920;
const HEIGHT = 1080;
const PANEL = 40;
const DISPLAY: Display = {
  id: 1,
  label: "Desk",
  scaleFactor: 1,
  rotation: 0,
  internal: true,
  detected: true,
  monochrome: false,
  colorDepth: 24,
  colorSpace: "srgb",
  depthPerComponent: 8,
  displayFrequency: 60,
  accelerometerSupport: "unavailable",
  touchSupport: "unavailable",
  bounds: { x: 0, y: 0, width: WIDTH, height: HEIGHT },
  workArea: { x: 0, y: 0, width: WIDTH, height: HEIGHT - PANEL },
  size: { width: WIDTH, height: HEIGHT },
  workAreaSize: { width: WIDTH, height: HEIGHT - PANEL },
  maximumCursorSize: { width: 24, height: 24 },
  nativeOrigin: { x: 0, y: 0 },
};

type UsedOfScreen = "getPrimaryDisplay" | "getAllDisplays" | "getDisplayMatching" | "getCursorScreenPoint";

class StandInScreen extends EventEmitter implements Pick<Screen, UsedOfScreen> {
  readonly getPrimaryDisplay = (): Display => this.display();
  readonly getAllDisplays = (): Display[] => [this.display()];
  readonly getDisplayMatching = (): Display => this.display();
  readonly getCursorScreenPoint = (): { x: number; y: number } => ({ x: WIDTH / 2, y: HEIGHT / 2 });

  private display(): Display {
    lifecycle.requireReady("The 'screen' module can't be used before the app 'ready' event");
    return structuredClone(DISPLAY);
  }
}

/** Electron's `screen`: one display of a common size. */
export const screen = strict("screen", new StandInScreen());

let opened = 0;

function openOutside(kind: string, target: string): void {
  opened += 1;
  desk.put(`opened/${opened}`, { kind, target });
}

/** Electron's `shell`: what would open elsewhere is listed on the desk, and nothing opens. */
export const shell = strict("shell", {
  openExternal: (url: string) => {
    openOutside("address", new URL(url).href);
    return Promise.resolve();
  },
  openPath: (path: string) => {
    openOutside("file", path);
    return Promise.resolve("");
  },
  showItemInFolder: (path: string) => openOutside("folder", path),
} satisfies Pick<Shell, "openExternal" | "openPath" | "showItemInFolder">);

let copied = "";

/** Electron's `clipboard`, kept on the desk and apart from the real one. */
export const clipboard = strict("clipboard", {
  writeText: (text: string) => {
    copied = text;
    desk.put("clipboard", { text });
    return Promise.resolve();
  },
  readText: () => Promise.resolve(copied),
} satisfies Pick<Clipboard, "writeText" | "readText">);

/** Electron's `globalShortcut`; the desk has a button for each. */
export const globalShortcut = strict("globalShortcut", {
  register: (accelerator: string, callback: () => void) => {
    lifecycle.requireReady("globalShortcut cannot be used before the app is ready");
    if (desk.state.has(`shortcut/${accelerator}`)) return false;
    desk.put(`shortcut/${accelerator}`, { accelerator });
    desk.receive(`shortcut/${accelerator}`, callback);
    return true;
  },
  unregister: (accelerator: string) => desk.drop(`shortcut/${accelerator}`),
  isRegistered: (accelerator: string) => desk.state.has(`shortcut/${accelerator}`),
} satisfies Pick<GlobalShortcut, "register" | "unregister" | "isRegistered">);
