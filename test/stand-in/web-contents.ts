import { EventEmitter } from "node:events";
import type { HandlerDetails, WebContents, WebFrameMain, WindowOpenHandlerResponse } from "electron";
import { desk, numberOf, textOf, type DeskMessage } from "./desk.ts";
import { ipcMain } from "./ipc-main.ts";
import { isPrivileged, type StandInSession } from "./session.ts";
import { createEvent, destroyedError, strict, wire } from "./strict.ts";

type Used =
  | "id"
  | "send"
  | "loadURL"
  | "getURL"
  | "reload"
  | "isLoading"
  | "isCrashed"
  | "isDestroyed"
  | "setZoomFactor"
  | "getZoomFactor"
  | "setWindowOpenHandler";

const CRASH_CODE = 5;

/** The one frame that a page has here. */
class StandInFrame implements Pick<WebFrameMain, "url" | "origin" | "processId" | "routingId" | "detached"> {
  readonly processId = 1;
  readonly routingId: number;
  readonly detached = false;
  url = "";

  constructor(routingId: number) {
    this.routingId = routingId;
  }

  get origin(): string {
    const { protocol, host } = new URL(this.url);
    return `${protocol}//${host}`;
  }
}

/** What the contents tell their window. */
export interface ContentsListener {
  /** Another address, or the same one again, is to be loaded. */
  navigated(): void;
  /** The page is there and asks how it should look. */
  greeted(): void;
  /** The page drew its first frame. */
  painted(): void;
}

/** A window's page: where it is, what it may do, and the messages between it and main. */
export class StandInWebContents extends EventEmitter implements Pick<WebContents, Used> {
  readonly id: number;
  readonly session: StandInSession;
  readonly mainFrame: StandInFrame;
  private readonly key: string;
  private readonly listener: ContentsListener;
  private load = Promise.withResolvers<undefined>();
  private state: "idle" | "loading" | "loaded" | "crashed" | "destroyed" = "idle";
  /** The page that speaks now; what an earlier one still sends is not heard. */
  private page = "";
  private zoom = 1;
  private openHandler: ((details: HandlerDetails) => WindowOpenHandlerResponse) | null = null;

  constructor(id: number, key: string, session: StandInSession, listener: ContentsListener) {
    super();
    this.id = id;
    this.key = key;
    this.session = session;
    this.listener = listener;
    this.mainFrame = strict("webFrameMain", new StandInFrame(id));
  }

  readonly getURL = (): string => this.mainFrame.url;
  readonly isLoading = (): boolean => this.state === "loading";
  readonly isCrashed = (): boolean => this.state === "crashed";
  readonly isDestroyed = (): boolean => this.state === "destroyed";
  readonly getZoomFactor = (): number => this.zoom;

  /** Loads one of the app's own addresses; rejects with Chromium's name when it is not answered. */
  readonly loadURL = async (url: string): Promise<void> => {
    this.requireAlive();
    const { protocol: scheme } = new URL(url);
    if (!isPrivileged(scheme.slice(0, -1))) throw new Error(`A window at ${scheme} is not emulated`);
    const answer = await this.session.protocol.answer(new Request(url));
    if (answer?.ok !== true) {
      const [code, name] = answer === null ? [-302, "ERR_UNKNOWN_URL_SCHEME"] : [-6, "ERR_FILE_NOT_FOUND"];
      this.emit("did-fail-load", createEvent({}), code, name, url, true, 1, this.mainFrame.routingId);
      throw new Error(`${name} (${code}) loading '${url}'`);
    }
    await answer.body?.cancel();
    this.mainFrame.url = url;
    this.begin();
    await this.load.promise;
  };

  readonly reload = (): void => {
    this.requireAlive();
    this.begin();
  };

  /** Sends to the page that is loaded; nothing is kept for one that is still to come. */
  readonly send = (channel: string, ...args: unknown[]): void => {
    this.requireAlive();
    const message = { type: "send", channel, args: args.map(wire) };
    if (this.page !== "") desk.page(this.key, message);
  };

  readonly setZoomFactor = (factor: number): void => {
    if (factor <= 0) throw new Error("'zoomFactor' must be a double greater than 0.0");
    this.zoom = factor;
    desk.page(this.key, { type: "zoom", factor });
  };

  readonly setWindowOpenHandler = (handler: (details: HandlerDetails) => WindowOpenHandlerResponse): void => {
    this.openHandler = handler;
  };

  /** Ends the contents with their window. */
  destroy(): void {
    if (this.state === "destroyed") return;
    this.state = "destroyed";
    this.page = "";
    this.emit("destroyed");
  }

  /** The page is gone without its window, as when a person closed the tab and the app refused to close. */
  lost(): void {
    this.page = "";
    if (this.state !== "destroyed") this.state = "idle";
  }

  /** Ends the page as a crash would. */
  crash(): void {
    if (this.state === "crashed" || this.state === "destroyed") return;
    this.state = "crashed";
    this.page = "";
    this.emit("render-process-gone", createEvent({}), { reason: "crashed", exitCode: CRASH_CODE });
  }

  /** Takes what the page said; false when it is not for the contents. */
  hear(message: DeskMessage): boolean {
    if (message.type === "hello") {
      this.page = textOf(message, "page");
      if (this.state !== "loading") this.begin(false);
      this.listener.greeted();
      return true;
    }
    if (message["page"] !== this.page || this.page === "") return "page" in message;
    return this.hearPage(message);
  }

  private hearPage(message: DeskMessage): boolean {
    switch (message.type) {
      case "load":
        this.state = "loaded";
        this.load.resolve(undefined);
        this.emit("did-finish-load");
        return true;
      case "paint":
        this.listener.painted();
        return true;
      case "invoke":
        void this.invoked(message);
        return true;
      case "send":
        ipcMain.emit(textOf(message, "channel"), createEvent(this.caller()), ...argumentsOf(message));
        return true;
      case "console":
        this.logged(message);
        return true;
      case "open":
        this.opened(textOf(message, "url"), textOf(message, "name"), textOf(message, "features"));
        return true;
      case "navigate":
        this.wanted(textOf(message, "url"));
        return true;
      default:
        return false;
    }
  }

  private begin(navigate = true): void {
    if (this.state === "loading") this.load.reject(new Error(`ERR_ABORTED (-3) loading '${this.mainFrame.url}'`));
    this.load = Promise.withResolvers<undefined>();
    // who reloads waits for nobody
    this.load.promise.catch(() => undefined);
    this.state = "loading";
    if (!navigate) return;
    this.page = "";
    this.listener.navigated();
  }

  private caller(): { sender: StandInWebContents; senderFrame: StandInFrame } {
    return { sender: this, senderFrame: this.mainFrame };
  }

  private async invoked(message: DeskMessage): Promise<void> {
    const page = this.page;
    const answer = await ipcMain.answer(textOf(message, "channel"), argumentsOf(message), this.caller());
    if (page === this.page) desk.page(this.key, { type: "reply", id: numberOf(message, "id"), ...answer });
  }

  private logged(message: DeskMessage): void {
    const level = textOf(message, "level");
    const text = textOf(message, "text");
    const fields = { message: text, level, lineNumber: 0, sourceId: this.mainFrame.url, frame: this.mainFrame };
    this.emit("console-message", createEvent(fields));
    if (level === "error" || level === "warning") process.stderr.write(`Window, ${level}: ${text}\n`);
  }

  private opened(url: string, frameName: string, features: string): void {
    const referrer = { url: this.mainFrame.url, policy: "no-referrer" } as const;
    const answer = this.openHandler?.({ url, frameName, features, disposition: "foreground-tab", referrer });
    if (answer?.action !== "deny") desk.complain(`A window that the page opens is not emulated: ${url}`);
  }

  /** A page wants to go elsewhere by itself; Electron asks in two events, and either may refuse. */
  private wanted(url: string): void {
    const fields = { url, isSameDocument: false, isMainFrame: true, frame: this.mainFrame, initiator: this.mainFrame };
    for (const name of ["will-frame-navigate", "will-navigate"]) {
      const event = createEvent(fields);
      this.emit(name, event, url);
      if (event.defaultPrevented) return;
    }
    this.loadURL(url).catch((error: unknown) => desk.complain(`The page went to ${url}: ${String(error)}`));
  }

  private requireAlive(): void {
    if (this.state === "destroyed") throw destroyedError();
  }
}

function argumentsOf(message: DeskMessage): readonly unknown[] {
  const args = message["args"];
  return Array.isArray(args) ? args : [];
}
