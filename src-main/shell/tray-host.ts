import type { Bus, BusProperty, BusSignal } from "./bus.ts";

/** The name of who keeps the list of tray icons on Linux (StatusNotifierItem specification). */
export const TRAY_HOST_NAME = "org.kde.StatusNotifierWatcher";
/** Whether somebody shows that list, who may come later than the list itself. */
const SHOWN: BusProperty = {
  name: TRAY_HOST_NAME,
  path: "/StatusNotifierWatcher",
  interface: TRAY_HOST_NAME,
  property: "IsStatusNotifierHostRegistered",
};
const CAME: BusSignal = { name: TRAY_HOST_NAME, interface: TRAY_HOST_NAME, member: "StatusNotifierHostRegistered" };

/**
 * How long each of two answers may take. At a login all start at once, this process too, and nothing waits for these
 * answers but a window that a hidden start would open without need.
 */
const PATIENCE_MS = 10_000;

/** Whether a tray icon that is made now is shown; Electron asks the same two questions (status_icon_linux_dbus.cc). */
export const hasTrayHost = async (bus: Bus): Promise<boolean> =>
  (await bus.nameHasOwner(TRAY_HOST_NAME, PATIENCE_MS)) && (await bus.isTrue(SHOWN, PATIENCE_MS));

export interface TrayHostListeners {
  /** Nobody shows tray icons at the start: the window is the only way in. */
  absent(): void;
  /** A host came that was not there when the icon was made, so that the icon has to be made anew. */
  appeared(): void;
  /** A host came back: the icon registers by itself, but its picture has to be given again. */
  reappeared(): void;
}

/**
 * Watches who shows tray icons on Linux. Electron looks for a host once, when the icon is made, and tells nobody.
 */
export async function watchTrayHost(bus: Bus, listeners: TrayHostListeners): Promise<void> {
  let madeWithHost: boolean | null = null;
  let present = false;
  let asked = 0;
  const see = (now: boolean): void => {
    const came = now && !present;
    present = now;
    if (madeWithHost === null) {
      madeWithHost = now;
      if (!now) listeners.absent();
    } else if (came) {
      if (madeWithHost) listeners.reappeared();
      else listeners.appeared();
      madeWithHost = true;
    }
  };
  const look = async (): Promise<void> => {
    asked += 1;
    const turn = asked;
    const now = await hasTrayHost(bus);
    // what happened meanwhile is newer than this answer
    if (turn === asked) see(now);
  };
  bus.onOwnerChanged(TRAY_HOST_NAME, (owned) => {
    if (owned) void look();
    else {
      asked += 1;
      see(false);
    }
  });
  bus.onSignal(CAME, () => void look());
  await look();
}
