import { EventEmitter } from "node:events";
import type { ActivationArguments, Notification, NotificationConstructorOptions } from "electron";
import { desk, numberOf, type DeskMessage } from "./desk.ts";
import { lifecycle } from "./lifecycle.ts";
import { createEvent, strict } from "./strict.ts";
import { switches } from "./switches.ts";

type Used = "show" | "close" | "id" | "title" | "body" | "silent" | "urgency" | "timeoutType" | "actions";

/** Options whose effect can be seen on the desk, or that only silence or keep a notification. */
const OPTIONS: ReadonlySet<string> = new Set<keyof NotificationConstructorOptions>([
  ...(["id", "title", "body", "silent", "icon", "timeoutType", "urgency", "actions"] as const),
]);
/** Windows throws at a longer id (shell/browser/api/electron_api_notification.cc). */
const ID_UNITS = 64;
let notifications = 0;
let activated: ((details: ActivationArguments) => void) | null = null;

/** A notification as a Linux desktop shows it: markup in the body, none in the title, gone when it was answered. */
class StandInNotification extends EventEmitter implements Pick<Notification, Used> {
  readonly id: string;
  title: string;
  body: string;
  silent: boolean;
  urgency: Notification["urgency"];
  timeoutType: Notification["timeoutType"];
  actions: Notification["actions"];
  private key: string | null = null;
  private turn = 0;

  constructor(options: NotificationConstructorOptions = {}) {
    super();
    lifecycle.requireReady("Cannot create Notification before app is ready");
    for (const option of Object.keys(options)) {
      if (!OPTIONS.has(option)) throw new Error(`The Notification option ${option} is not emulated`);
    }
    this.id = options.id ?? crypto.randomUUID();
    if (this.id.length > ID_UNITS) throw new Error(`id exceeds maximum length of ${ID_UNITS} characters`);
    this.title = options.title ?? "";
    this.body = options.body ?? "";
    this.silent = options.silent ?? false;
    this.urgency = options.urgency ?? "normal";
    this.timeoutType = options.timeoutType ?? "default";
    this.actions = options.actions ?? [];
  }

  readonly show = (): void => {
    this.withdraw();
    this.turn += 1;
    const { turn } = this;
    switches.know("notifications", (on) => {
      if (turn !== this.turn) return;
      if (on) this.appear();
      else this.unshown();
    });
  };

  readonly close = (): void => {
    this.turn += 1;
    if (this.withdraw()) setImmediate(() => this.emit("close", createEvent({ reason: "applicationHidden" })));
  };

  private appear(): void {
    notifications += 1;
    const key = `notification/${notifications}`;
    this.key = key;
    const { title, urgency, silent } = this;
    const body = process.platform === "linux" ? withoutMarkup(this.body) : this.body;
    const actions = this.actions.map(({ text }) => text ?? "");
    desk.put(key, { title, body, urgency, silent, actions });
    desk.receive(key, (message) => this.answer(message));
    setImmediate(() => this.emit("show", createEvent({})));
  }

  private answer(message: DeskMessage): void {
    this.withdraw();
    if (message.type === "click") {
      this.emit("click", createEvent({}));
      activated?.({ type: "click", arguments: `type=click&tag=${this.id}` });
    }
    if (message.type === "action") {
      const actionIndex = numberOf(message, "action");
      this.emit("action", createEvent({ actionIndex, selectionIndex: -1 }), actionIndex, -1);
      activated?.({ type: "action", actionIndex, arguments: `type=action&action=${actionIndex}&tag=${this.id}` });
    }
    this.emit("close", createEvent({ reason: "userCanceled" }));
  }

  private withdraw(): boolean {
    if (this.key === null) return false;
    desk.drop(this.key);
    this.key = null;
    return true;
  }

  private unshown(): void {
    if (process.platform === "linux") {
      desk.complain("Notification.show without a notification service freezes Electron for a minute and more");
    }
    setImmediate(() => this.emit("failed", createEvent({}), "Settings prevent the notification from being delivered"));
  }
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** What a person reads of a body: services draw `b`, `i`, `u`, `a` and `img` (Desktop Notifications specification). */
function withoutMarkup(body: string): string {
  return body.replace(/<\/?(?:b|i|u|a|img)(?:\s[^>]*)?\/?>/g, "").replace(/&(\w+);/g, (whole, name: string) => {
    return ENTITIES[name] ?? whole;
  });
}

/** Hears every answer besides the notification's own events, in whatever run it was shown; Windows alone has it. */
function handleActivation(callback: (details: ActivationArguments) => void): void {
  if (process.platform !== "win32") throw new TypeError("Notification.handleActivation is not a function");
  activated = callback;
}

/** Electron's `Notification`. */
export const StandInNotifications = strict(
  "Notification",
  Object.assign(
    class extends StandInNotification {
      constructor(options?: NotificationConstructorOptions) {
        super(options);
        return strict("Notification", this);
      }
    },
    { isSupported: () => true, handleActivation } satisfies Pick<
      typeof Notification,
      "isSupported" | "handleActivation"
    >,
  ),
);
