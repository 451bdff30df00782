import { join } from "node:path";
import { nativeImage, nativeTheme, screen, type NativeImage } from "electron";
import type { Settings } from "../core/app/settings.ts";
import type { TrayIcon } from "../core/view/tray-model.ts";

/** Glyph sizes for Linux in pixels; panels scale what they get, and the largest one offered is the one they get. */
const LINUX_SIZES_PX = [24, 32, 64] as const;
/** Height of a panel's icon in its own points. */
const LINUX_ICON_PT = 24;

/** The picture of a glyph for this system, from the tray folder of the assets. */
export function createTrayImage(folder: string, icon: TrayIcon, glyph: Settings["trayGlyph"]): NativeImage {
  return nativeImage.createFromPath(join(folder, ...fileOf(icon, glyph)));
}

function fileOf(icon: TrayIcon, glyph: Settings["trayGlyph"]): readonly string[] {
  if (process.platform === "darwin") return ["mac", `${icon}Template.png`];
  if (process.platform === "win32") {
    // the taskbar's theme, which may differ from that of windows
    return ["win", `${icon}-${nativeTheme.shouldUseDarkColorsForSystemIntegratedUI ? "light" : "dark"}.ico`];
  }
  return ["linux", `${icon}-${glyph === "dark" ? "dark" : "light"}-${linuxSizePx()}.png`];
}

function linuxSizePx(): number {
  const wanted = LINUX_ICON_PT * screen.getPrimaryDisplay().scaleFactor;
  return LINUX_SIZES_PX.find((size) => size >= wanted) ?? 64;
}
