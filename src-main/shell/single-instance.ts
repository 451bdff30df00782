import { app } from "electron";

/**
 * True when this process is the only Ajar on its data folder, false when another one runs and was told. A later start
 * calls `onSecond`; what it was started with is not looked at, since any program of the user can send it.
 */
export function claimSingleInstance(onSecond: () => void): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on("second-instance", onSecond);
  return true;
}
