import { app } from "electron";
import { posixTag, regionOf, type Region } from "../core/words/region.ts";

/** How this system writes times and numbers; on Windows and macOS Electron knows it once it is ready. */
export function systemRegion(ready: boolean): Region {
  const { locale, timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  // Electron's answer on Linux is the language of LANG, whatever LC_TIME says
  if (process.platform === "linux") return regionOf(posixTag(process.env), timeZone);
  return regionOf(ready ? app.getSystemLocale() : locale, timeZone);
}
