import type { Bus } from "./bus.ts";

/** The name that whoever shows tray icons on Linux owns (StatusNotifierItem specification). */
export const TRAY_HOST_NAME = "org.kde.StatusNotifierWatcher";

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
  const see = (owned: boolean): void => {
    const came = owned && !present;
    present = owned;
    if (!came || madeWithHost === null) return;
    if (madeWithHost) listeners.reappeared();
    else listeners.appeared();
    madeWithHost = true;
  };
  bus.onOwnerChanged(TRAY_HOST_NAME, see);
  const owned = await bus.nameHasOwner(TRAY_HOST_NAME);
  madeWithHost = owned;
  present = owned;
  if (!owned) listeners.absent();
}
