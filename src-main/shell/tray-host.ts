import { Latest } from "../core/app/latest.ts";
import type { Bus, BusProperty, BusSignal } from "./bus.ts";

/** The service that lists tray icons on Linux (StatusNotifierItem specification). */
export const TRAY_HOST_NAME = "org.kde.StatusNotifierWatcher";
/** True while a host shows that list; a host may come later than the list. */
const SHOWN: BusProperty = {
  name: TRAY_HOST_NAME,
  path: "/StatusNotifierWatcher",
  interface: TRAY_HOST_NAME,
  property: "IsStatusNotifierHostRegistered",
};
const CAME: BusSignal = { name: TRAY_HOST_NAME, interface: TRAY_HOST_NAME, member: "StatusNotifierHostRegistered" };

/**
 * How long each of two answers may take. At login everything starts at once, and an early "no" would open a window that
 * a hidden start does not need.
 */
const PATIENCE_MS = 10_000;

/** True when a new tray icon would be shown; Electron asks the same two questions (status_icon_linux_dbus.cc). */
export const hasTrayHost = async (bus: Bus): Promise<boolean> =>
  (await bus.nameHasOwner(TRAY_HOST_NAME, PATIENCE_MS)) && (await bus.isTrue(SHOWN, PATIENCE_MS));

export interface TrayHostListeners {
  /** No host at the start: the window is the only way in. */
  absent(): void;
  /** A first host came after the icon was made: make the icon again. */
  appeared(): void;
  /** A host came back: the icon registers by itself, but needs its picture again. */
  reappeared(): void;
}

/** Watches for a tray host on Linux; Electron looks once, when the icon is made, and reports nothing. */
export async function watchTrayHost(bus: Bus, listeners: TrayHostListeners): Promise<void> {
  let madeWithHost: boolean | null = null;
  let present = false;
  const looks = new Latest();
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
    const run = looks.begin();
    const now = await hasTrayHost(bus);
    if (run.current) see(now);
  };
  bus.onOwnerChanged(TRAY_HOST_NAME, (owned) => {
    if (owned) void look();
    else {
      looks.end();
      see(false);
    }
  });
  bus.onSignal(CAME, () => void look());
  await look();
}
