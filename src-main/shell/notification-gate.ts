import { Notification } from "electron";
import type { Bus } from "./bus.ts";

/** The name that whoever shows notifications on Linux owns (Desktop Notifications specification). */
export const NOTIFICATIONS_NAME = "org.freedesktop.Notifications";

/**
 * Whether the desktop can show a notification. On Linux, Electron's calls would freeze the whole app for a minute and
 * more where nobody answers them (electron/electron#48753), so that the session bus is asked first, with a limit.
 */
export interface NotificationGate {
  /**
   * Asks, before an alert is shown. A service that starts on demand has no owner before its first use; the bus is
   * asked to start it, which freezes nothing.
   */
  available(): Promise<boolean>;
  /** The same as far as it is known now, for closing what is on show. */
  reachable(): boolean;
}

/** A gate on the session bus; `onOpened` tells of a service that came. */
export function createNotificationGate(bus: Bus, onOpened: () => void): NotificationGate {
  // elsewhere the question itself would raise macOS's permission prompt
  if (process.platform !== "linux") return { available: () => Promise.resolve(true), reachable: () => true };
  let owned = false;
  const see = (now: boolean): void => {
    const came = now && !owned;
    owned = now;
    if (came) onOpened();
  };
  bus.onOwnerChanged(NOTIFICATIONS_NAME, see);
  return {
    async available() {
      // an answer that came too late is made up for here, since no signal follows it
      see((await bus.nameHasOwner(NOTIFICATIONS_NAME)) || (await bus.startService(NOTIFICATIONS_NAME)));
      return owned && Notification.isSupported();
    },
    reachable: () => owned,
  };
}
