import type { BrowserWindowConstructorOptions, WebPreferences } from "electron";

/** Options that have an effect here, or none that a page in a browser could show. */
const OPTIONS: ReadonlySet<string> = new Set<keyof BrowserWindowConstructorOptions>([
  ...(["show", "width", "height", "minWidth", "minHeight", "x", "y", "useContentSize", "center"] as const),
  ...(["title", "icon", "backgroundColor", "autoHideMenuBar", "skipTaskbar", "alwaysOnTop", "frame"] as const),
  ...(["resizable", "maximizable", "minimizable", "fullscreenable", "paintWhenInitiallyHidden"] as const),
  ...(["webPreferences"] as const),
]);

/** Preferences with the only values that the stand-in can pretend to; null for any value. */
const PREFERENCES: ReadonlyMap<string, boolean | null> = new Map<keyof WebPreferences, boolean | null>([
  ["preload", null],
  ["session", null],
  ["partition", null],
  ["devTools", null],
  ["spellcheck", null],
  ["zoomFactor", null],
  ["sandbox", true],
  ["contextIsolation", true],
  ["webSecurity", true],
  ["backgroundThrottling", true],
  ["nodeIntegration", false],
  ["webviewTag", false],
]);

/** Throws by name for an option, or a value of one, that the stand-in cannot pretend to. */
export function checkOptions({ webPreferences = {}, ...options }: BrowserWindowConstructorOptions): void {
  for (const name of Object.keys(options)) {
    if (!OPTIONS.has(name)) throw new Error(`The BrowserWindow option ${name} is not emulated`);
  }
  for (const [name, value] of Object.entries(webPreferences) as [string, unknown][]) {
    const allowed = PREFERENCES.get(name);
    if (allowed === undefined || (allowed !== null && value !== undefined && value !== allowed)) {
      throw new Error(`webPreferences.${name}: ${String(value)} is not emulated`);
    }
  }
}
