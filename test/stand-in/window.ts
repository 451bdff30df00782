import { EventEmitter } from "node:events";
import type { BrowserWindow, BrowserWindowConstructorOptions, Rectangle } from "electron";
import { app } from "./app.ts";
import { desk, type DeskMessage } from "./desk.ts";
import { lifecycle } from "./lifecycle.ts";
import { imageView } from "./native-image.ts";
import { registerPage, unregisterPage } from "./pages.ts";
import { nativeTheme } from "./services.ts";
import type { StandInSession } from "./session.ts";
import { createEvent, destroyedError, strict } from "./strict.ts";
import type { StandInWebContents } from "./web-contents.ts";
import { boundsOf, createContents, sessionFor } from "./window-parts.ts";
import { checkOptions } from "./window-options.ts";

type Used =
  | "id"
  | "title"
  | "loadURL"
  | "show"
  | "showInactive"
  | "hide"
  | "focus"
  | "blur"
  | "minimize"
  | "restore"
  | "close"
  | "destroy"
  | "isDestroyed"
  | "isVisible"
  | "isFocused"
  | "isMinimized"
  | "getTitle"
  | "setTitle"
  | "getBounds"
  | "getNormalBounds"
  | "setBounds"
  | "setMenu"
  | "removeMenu"
  | "setAlwaysOnTop"
  | "setSkipTaskbar"
  | "setIcon"
  | "setBackgroundColor";

/** Electron's size of a window that was told none. */
const SIZE = { width: 800, height: 600 };
const all: StandInWindow[] = [];
let windows = 0;

/** A window: a page in a tab of its own that the desk opens, and that is invisible while the window is hidden. */
class StandInWindow extends EventEmitter implements Pick<BrowserWindow, Used> {
  readonly id: number;
  readonly webContents: StandInWebContents;
  title: string;
  private readonly key: string;
  private bounds: Rectangle;
  private loads = 0;
  private focuses = 0;
  private visible: boolean;
  private focused = false;
  private minimized = false;
  private destroyed = false;
  private painted = false;

  constructor(options: BrowserWindowConstructorOptions = {}) {
    super();
    lifecycle.requireReady("Cannot create BrowserWindow before app is ready");
    checkOptions(options);
    windows += 1;
    this.id = windows;
    this.key = `window/${this.id}`;
    this.title = options.title ?? app.name;
    this.visible = options.show ?? true;
    const { width = SIZE.width, height = SIZE.height, x = 80, y = 80 } = options;
    this.bounds = { x, y, width, height };
    const { webPreferences = {} } = options;
    this.webContents = this.contents(sessionFor(webPreferences.session, webPreferences.partition));
    registerPage(this.id, { session: this.webContents.session, preload: webPreferences.preload ?? null });
    if (options.icon !== undefined) this.setIcon(options.icon);
    desk.receive(this.key, (message) => {
      if (!this.webContents.hear(message)) this.hear(message);
    });
    nativeTheme.on("updated", this.look);
  }

  readonly loadURL = (url: string): Promise<void> => this.webContents.loadURL(url);

  readonly show = (): void => {
    this.reveal();
    this.focus();
  };
  readonly showInactive = (): void => this.reveal();
  readonly focus = (): void => {
    this.requireAlive();
    if (!this.visible) return;
    this.focuses += 1;
    this.put();
    this.setFocused(true);
  };
  readonly blur = (): void => this.setFocused(false);
  readonly hide = (): void => {
    this.requireAlive();
    if (!this.visible) return;
    this.visible = false;
    this.put();
    this.look();
    this.setFocused(false);
    this.emit("hide");
  };
  readonly minimize = (): void => {
    this.requireAlive();
    this.minimized = true;
    this.emit("minimize");
  };
  readonly restore = (): void => {
    this.requireAlive();
    if (!this.minimized) return;
    this.minimized = false;
    this.emit("restore");
  };

  /** Asks the window to close; a listener of `close` may refuse. */
  readonly close = (): void => {
    if (this.destroyed) return;
    const event = createEvent({});
    this.emit("close", event);
    if (!event.defaultPrevented) this.destroy();
  };
  readonly destroy = (): void => {
    if (this.destroyed) return;
    this.destroyed = true;
    this.visible = false;
    this.focused = false;
    nativeTheme.off("updated", this.look);
    unregisterPage(this.id);
    delist(this.id);
    lifecycle.windows.delete(this.closable);
    desk.page(this.key, { type: "close" });
    desk.drop(this.key);
    this.webContents.destroy();
    this.emit("closed");
    setImmediate(app.windowGone);
  };

  readonly isDestroyed = (): boolean => this.destroyed;
  readonly isVisible = (): boolean => this.visible && !this.minimized;
  readonly isFocused = (): boolean => this.focused;
  readonly isMinimized = (): boolean => this.minimized;
  readonly getTitle = (): string => this.title;
  readonly setTitle = (title: string): void => {
    this.title = title;
    this.put();
  };
  readonly getBounds = (): Rectangle => ({ ...this.bounds });
  readonly getNormalBounds = (): Rectangle => ({ ...this.bounds });
  readonly setBounds = (bounds: Partial<Rectangle>): void => {
    this.requireAlive();
    this.moveTo({ ...this.bounds, ...bounds });
    desk.page(this.key, { type: "bounds", ...this.bounds });
  };
  readonly setIcon = (icon: unknown): void => {
    if (imageView(icon) === null) desk.complain("BrowserWindow: the icon is empty");
  };

  // what a tab of a browser cannot show
  readonly setMenu = (): void => undefined;
  readonly removeMenu = (): void => undefined;
  readonly setAlwaysOnTop = (): void => undefined;
  readonly setSkipTaskbar = (): void => undefined;
  readonly setBackgroundColor = (): void => undefined;

  private readonly closable = { close: this.close, destroy: this.destroy };

  /** Enters the lists of windows, as what the app holds. */
  enlist(): this {
    const itself = strict("BrowserWindow", this);
    all.push(itself);
    lifecycle.windows.add(this.closable);
    return itself;
  }

  private contents(session: StandInSession): StandInWebContents {
    return createContents(this.id, this.key, session, {
      navigated: () => {
        this.loads += 1;
        this.put();
      },
      greeted: this.look,
      painted: () => {
        if (this.painted) return;
        this.painted = true;
        this.emit("ready-to-show");
      },
    });
  }

  /** Takes what the desk did with the window, and what its page says of focus and place. */
  private hear(message: DeskMessage): void {
    if (message.type === "close") this.close();
    else if (message.type === "closed") this.closedByPerson();
    else if (message.type === "crash") this.webContents.crash();
    else if (message.type === "focus") this.setFocused(true);
    else if (message.type === "blur") this.setFocused(false);
    else if (message.type === "bounds") this.moveTo(boundsOf(message));
  }

  /** The tab is gone, whatever the app makes of it. */
  private closedByPerson(): void {
    this.webContents.lost();
    this.close();
    // a window that refused to close and did not hide either comes back
    if (!this.destroyed && this.visible) this.webContents.reload();
  }

  private reveal(): void {
    this.requireAlive();
    if (this.visible) return;
    this.visible = true;
    this.put();
    this.look();
    this.emit("show");
  }

  private setFocused(focused: boolean): void {
    if (this.focused === focused || this.destroyed || (focused && !this.visible)) return;
    this.focused = focused;
    this.put();
    this.emit(focused ? "focus" : "blur");
  }

  private moveTo(bounds: Rectangle): void {
    const { x, y, width, height } = this.bounds;
    this.bounds = bounds;
    if (bounds.width !== width || bounds.height !== height) this.both("resize", "resized");
    if (bounds.x !== x || bounds.y !== y) this.both("move", "moved");
  }

  private both(first: string, second: string): void {
    this.emit(first);
    // Linux has only the first (docs/api/base-window.md)
    if (process.platform !== "linux") this.emit(second);
  }

  private readonly look = (): void => {
    const factor = this.webContents.getZoomFactor();
    desk.page(this.key, { type: "look", visible: this.visible, scheme: nativeTheme.pageScheme(), factor });
  };

  private put(): void {
    const { title, visible, focused, focuses, loads, bounds } = this;
    const url = this.webContents.getURL();
    if (this.destroyed || url === "") return;
    const { host, pathname } = new URL(url);
    const path = `w/${this.id}/${host}${pathname}`;
    desk.put(this.key, { title, visible, focused, focuses, loads, url, path, ...bounds });
  }

  private requireAlive(): void {
    if (this.destroyed) throw destroyedError();
  }
}

function delist(id: number): void {
  const index = all.findIndex((window) => window.id === id);
  if (index !== -1) all.splice(index, 1);
}

/** Electron's `BrowserWindow`. */
export const StandInWindows = strict(
  "BrowserWindow",
  Object.assign(
    class extends StandInWindow {
      constructor(options?: BrowserWindowConstructorOptions) {
        super(options);
        return this.enlist();
      }
    },
    {
      getAllWindows: () => [...all],
      getFocusedWindow: () => all.find((window) => window.isFocused()) ?? null,
      fromId: (id: number) => all.find((window) => window.id === id) ?? null,
      fromWebContents: (contents: unknown) => all.find(({ webContents }) => webContents === contents) ?? null,
    },
  ),
);
