import { app } from "electron";

/**
 * True when this process is the only Ajar on its data folder; false when another runs, which then shows its window. A
 * later start calls `onSecond`. Ajar ignores its arguments, since any program of the user can send them.
 */
export function claimSingleInstance(onSecond: () => void): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on("second-instance", onSecond);
  return true;
}
