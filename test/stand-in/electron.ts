import { app } from "./app.ts";
import { dialog } from "./dialog.ts";
import { ipcMain } from "./ipc-main.ts";
import { StandInMenuItems as MenuItem, StandInMenus as Menu } from "./menu.ts";
import { nativeImage } from "./native-image.ts";
import { net } from "./net.ts";
import { StandInNotifications as Notification } from "./notification.ts";
import { safeStorage } from "./safe-storage.ts";
import { clipboard, globalShortcut, nativeTheme, powerMonitor, screen, shell } from "./services.ts";
import { protocol, session } from "./session.ts";
import { strict } from "./strict.ts";
import { StandInTrays as Tray } from "./tray.ts";
import { StandInWindows as BrowserWindow } from "./window.ts";

export { app, BrowserWindow, clipboard, dialog, globalShortcut, ipcMain, Menu, MenuItem, nativeImage, nativeTheme };
export { net, Notification, powerMonitor, protocol, safeStorage, screen, session, shell, Tray };

/** The module as a whole, as `import electron from "electron"` and `require("electron")` give it in main. */
export default strict("electron", {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  globalShortcut,
  ipcMain,
  Menu,
  MenuItem,
  nativeImage,
  nativeTheme,
  net,
  Notification,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
  // which of the two processes it is, libraries ask by this one
  ipcRenderer: undefined,
});
