import { Notification } from "electron";
import { activatedSerial, type Alert } from "../core/alerts/alert.ts";
import { Latest } from "../core/app/latest.ts";
import type { Serial } from "../core/lock/lock.ts";
import type { Trace } from "../core/app/trace.ts";
import type { NotificationGate } from "./notification-gate.ts";

/** Notifications held at once at most; then the oldest is let go. */
export const HELD_AT_MOST = 50;
/** Windows throws at a longer id (UTF-16 units). */
const ID_UNITS = 64;

/** What a notifier works with and whom it calls. */
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
export class Notifier {
  readonly #options: NotifierOptions;
  /** What is not held is collected, and its click is lost with it. */
  readonly #held = new Map<string, Notification>();
  readonly #runs = new Latest();
  #run = this.#runs.begin();
  #queue: Promise<void> = Promise.resolve();

  constructor(options: NotifierOptions) {
    this.#options = options;
  }

  /** Shows an alert when those before it were shown; after a clearing it is left out. */
  readonly raise = (alert: Alert): void => {
    const run = this.#run;
    this.#inTurn(async () => {
      const available = await this.#options.gate.available();
      if (!run.current) return;
      this.#traceAlert(alert, available ? "system" : "window");
      if (available) this.#show(alert);
      else this.#options.onUnshown(alert, "no-service");
    });
  };

  /** Takes one alert back. */
  readonly withdraw = (id: string): void => {
    this.#inTurn(() => {
      this.#letGo(id);
      this.#options.trace({ kind: "withdraw", id });
    });
  };

  /** Takes back all that is on show, and all that waits: it speaks of a house that is no longer watched. */
  readonly clear = (): void => {
    this.#run = this.#runs.begin();
    for (const id of this.#held.keys()) this.withdraw(id);
  };

  /** Shows a first notification, at which some systems ask for permission; false where nobody shows any. */
  readonly attempt = async (alert: Alert): Promise<boolean> => {
    if (!(await this.#options.gate.available())) return false;
    this.raise(alert);
    return true;
  };

  /** Lets go of everything, for good. */
  readonly dispose = (): void => {
    this.#runs.end();
    for (const id of [...this.#held.keys()]) this.#letGo(id);
  };

  /** Does work after all work before it, unless all that waits is taken back meanwhile. */
  #inTurn(work: () => Promise<void> | void): void {
    const run = this.#run;
    this.#queue = this.#queue.then(() => (run.current ? work() : undefined)).catch(this.#options.onError);
  }

  #letGo(id: string): void {
    const notification = this.#held.get(id);
    if (notification === undefined) return;
    this.#held.delete(id);
    notification.removeAllListeners();
    if (this.#options.gate.reachable()) notification.close();
  }

  #show(alert: Alert): void {
    const { onGone, onClick, onUnshown } = this.#options;
    if (alert.replaces !== null) this.#letGo(alert.replaces);
    this.#letGo(alert.id);
    const notification = new Notification(contentOf(alert));
    const over = (act: () => void): void => {
      if (this.#held.get(alert.id) !== notification) return;
      this.#held.delete(alert.id);
      act();
    };
    notification.on("click", () =>
      over(() => {
        onGone(alert.id);
        onClick(alert.serial);
      }),
    );
    notification.on("close", ({ reason }) => {
      // Windows moves one that timed out to its action center, where it stays on show
      if (process.platform === "win32" && reason === "timedOut") return;
      over(() => onGone(alert.id));
    });
    notification.on("failed", () => over(() => onUnshown(alert, "refused")));
    this.#held.set(alert.id, notification);
    for (const oldest of [...this.#held.keys()].slice(0, Math.max(0, this.#held.size - HELD_AT_MOST))) {
      this.#letGo(oldest);
      onGone(oldest);
    }
    notification.show();
  }

  #traceAlert(alert: Alert, via: "system" | "window"): void {
    const { id, rule, facts, over, title, body, urgency, replaces } = alert;
    this.#options.trace({ kind: "notify", id, rule, facts, over, title, body, urgency, actions: [], replaces, via });
  }
}

/**
 * Leads a click on a toast of Windows to its lock, also one that started Ajar or outlived an earlier run. Call it when
 * there is a window to open: such a click may have come already.
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
