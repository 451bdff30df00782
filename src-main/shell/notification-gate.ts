import { Notification } from "electron";
import type { Bus } from "./bus.ts";

/** The name that whoever shows notifications on Linux owns (Desktop Notifications specification). */
export const NOTIFICATIONS_NAME = "org.freedesktop.Notifications";

/**
 * Whether the desktop can show a notification. On Linux, Electron's calls would freeze the whole app for a minute and
 * more where nobody answers them (electron/electron#48753): Ajar asks the session bus first, with a limit.
 */
export interface NotificationGate {
  /** Asks before an alert is shown; a service that starts on demand has no owner yet, and the bus is asked to start it. */
  readonly available: () => Promise<boolean>;
  /** The same as far as it is known now, for closing what is on show. */
  readonly reachable: () => boolean;
}

/** A gate on the session bus; it calls `onOpened` when a service comes. */
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
    available: async () => {
      // no signal follows an answer that came too late, so each call asks again
      see((await bus.nameHasOwner(NOTIFICATIONS_NAME)) || (await bus.startService(NOTIFICATIONS_NAME)));
      return owned && Notification.isSupported();
    },
    reachable: () => owned,
  };
}
