import { Notification } from "electron";
import { activatedSerial, type Alert } from "../core/alerts/alert.ts";
import type { Serial } from "../core/lock/lock.ts";
import type { Trace } from "../core/app/trace.ts";
import type { NotificationGate } from "./notification-gate.ts";

/** Notifications held at once; the oldest beyond that is let go. */
export const HELD_AT_MOST = 50;
/** Windows throws at a longer id (UTF-16 units). */
const ID_UNITS = 64;

export interface NotifierOptions {
  readonly gate: NotificationGate;
  /** A click on an alert, with the lock it is about. */
  readonly onClick: (serial: Serial | null) => void;
  /** An alert is no longer on show, by a person's hand or the desktop's. */
  readonly onGone: (id: string) => void;
  /** An alert that the desktop cannot show, because nobody shows any or because it refused this one. */
  readonly onUnshown: (alert: Alert, why: "no-service" | "refused") => void;
  /** A fault of Ajar's own or Electron's; the next alert has its turn all the same. */
  readonly onError: (error: unknown) => void;
  readonly trace: Trace;
}

/** Shows alerts on the desktop, in their order, each held until it is over. */
export interface Notifier {
  readonly raise: (alert: Alert) => void;
  readonly withdraw: (id: string) => void;
  /** Takes back all that is on show: it speaks of a house that is no longer watched. */
  readonly clear: () => void;
  /** Shows a first notification, at which some systems ask for permission; false where nobody shows any. */
  readonly attempt: (alert: Alert) => Promise<boolean>;
  dispose(): void;
}

/** A notifier with nothing on show. */
export function createNotifier(options: NotifierOptions): Notifier {
  /** What is not held is collected, and its click is lost with it. */
  const held = new Map<string, Notification>();
  let queue: Promise<void> = Promise.resolve();
  let disposed = false;
  /** A clearing has a number: what was raised before it and waits is not shown after it. */
  let cleared = 0;

  const letGo = (id: string): void => {
    const notification = held.get(id);
    if (notification === undefined) return;
    held.delete(id);
    notification.removeAllListeners();
    if (options.gate.reachable()) notification.close();
  };

  const show = (alert: Alert): void => {
    if (alert.replaces !== null) letGo(alert.replaces);
    letGo(alert.id);
    const notification = new Notification(contentOf(alert));
    const over = (act: () => void): void => {
      if (held.get(alert.id) !== notification) return;
      held.delete(alert.id);
      act();
    };
    notification.on("click", () =>
      over(() => {
        options.onGone(alert.id);
        options.onClick(alert.serial);
      }),
    );
    notification.on("close", ({ reason }) => {
      // Windows moves one that timed out to its action center, where it stays on show
      if (process.platform === "win32" && reason === "timedOut") return;
      over(() => options.onGone(alert.id));
    });
    notification.on("failed", () => over(() => options.onUnshown(alert, "refused")));
    held.set(alert.id, notification);
    for (const oldest of [...held.keys()].slice(0, Math.max(0, held.size - HELD_AT_MOST))) {
      letGo(oldest);
      options.onGone(oldest);
    }
    notification.show();
  };

  const tell = (alert: Alert, via: "system" | "window"): void => {
    const { id, rule, facts, over, title, body, urgency, replaces } = alert;
    options.trace({ kind: "notify", id, rule, facts, over, title, body, urgency, actions: [], replaces, via });
  };

  const inTurn = (work: () => Promise<void> | void): void => {
    queue = queue.then(() => (disposed ? undefined : work())).catch(options.onError);
  };

  return {
    raise(alert) {
      const before = cleared;
      inTurn(async () => {
        if (before !== cleared) return;
        const available = await options.gate.available();
        if (disposed || before !== cleared) return;
        tell(alert, available ? "system" : "window");
        if (available) show(alert);
        else options.onUnshown(alert, "no-service");
      });
    },
    withdraw(id) {
      inTurn(() => {
        letGo(id);
        options.trace({ kind: "withdraw", id });
      });
    },
    clear() {
      cleared += 1;
      for (const id of [...held.keys()]) this.withdraw(id);
    },
    async attempt(alert) {
      if (!(await options.gate.available())) return false;
      this.raise(alert);
      return true;
    },
    dispose() {
      disposed = true;
      for (const id of [...held.keys()]) letGo(id);
    },
  };
}

/**
 * Leads a click on a toast of Windows to its lock, also one that started Ajar or outlived an earlier run; to be called
 * when there is a window to open, since such a click may have come already.
 */
export function registerActivation(onClick: NotifierOptions["onClick"]): void {
  if (process.platform !== "win32") return;
  Notification.handleActivation(({ arguments: words }) => onClick(activatedSerial(words)));
}

function contentOf(alert: Alert): Electron.NotificationConstructorOptions {
  const { id, title, body, urgency, silent } = alert;
  const plain = { title, urgency, silent };
  // most services on Linux read markup in the body and none in the title (Desktop Notifications specification)
  if (process.platform === "linux") return { ...plain, body: escapeMarkup(body) };
  return { ...plain, body, id: id.slice(0, ID_UNITS) };
}

const escapeMarkup = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
