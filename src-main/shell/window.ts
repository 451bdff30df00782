import { app, BrowserWindow, nativeTheme, screen, type Session, type WebFrameMain } from "electron";
import type { Clock } from "../core/lock/clock.ts";
import type { Serial } from "../core/lock/lock.ts";
import { placeOf, WINDOW_LEAST, type Bounds } from "../core/app/window-place.ts";
import type { Snapshot } from "../core/view/snapshot.ts";
import type { PushName, Pushes } from "../ipc/contract.ts";
import { APP_PAGE } from "./app-protocol.ts";

/** A hidden window is destroyed after this, and its renderer with it. */
export const DESTROY_AFTER_MS = 30_000;
/** A window whose first frame does not come is shown all the same, so that a fault is seen. */
const FIRST_FRAME_LIMIT_MS = 5000;
/** The same for a page that is there and has only to say what is new. */
const NEXT_FRAME_LIMIT_MS = 500;
/** A renderer that ended by itself is replaced this often within the span; then the window stays closed. */
const REPLACED_AT_MOST = 3;
const REPLACED_WITHIN_MS = 10 * 60_000;

export interface WindowOptions {
  readonly preload: string;
  readonly icon: string;
  /** The session that serves `app://`. */
  readonly session: Session;
  readonly clock: Clock;
  readonly bounds: () => Bounds | null;
  readonly keepBounds: (bounds: Bounds) => void;
  /** What a window that was hidden has to know before it is seen again. */
  readonly latest: () => Snapshot;
  /** The renderer ended by itself too often; the window stays closed until it is asked for. */
  readonly onGivenUp: () => void;
}

/** The one window: made when it is wanted, hidden when it is closed, destroyed 30 s after hiding. */
export interface WindowKeeper {
  /** Shows the window, with a lock's row in view if one is named; `quietly` leaves the keyboard where it is. */
  show(serial: Serial | null, quietly?: boolean): void;
  readonly hide: () => void;
  /** The page drew its first frame, or what was new since it was hidden. */
  readonly drawn: () => void;
  /** Sends to a window that is seen or about to be; one that is hidden asks by itself when it is seen again. */
  push<Name extends PushName>(name: Name, payload: Pushes[Name]): void;
  readonly mainFrame: () => WebFrameMain | null;
  /** From now on closing is not hiding. */
  dispose(): void;
}

/** A minimized window is not seen, but stays where the person put it. */
type Stage = "drawing" | "seen" | "minimized" | "hidden";

/** A keeper without a window yet. */
export const createWindow = (options: WindowOptions): WindowKeeper => new Keeper(options);

class Keeper implements WindowKeeper {
  readonly #options: WindowOptions;
  #window: BrowserWindow | null = null;
  #stage: Stage = "hidden";
  #wish: Serial | null = null;
  #quietly = false;
  #cancelTimer: () => void = () => undefined;
  #replaced: readonly number[] = [];
  #disposed = false;

  constructor(options: WindowOptions) {
    this.#options = options;
  }

  show(serial: Serial | null, quietly = false): void {
    if (this.#disposed) return;
    this.#wish = serial ?? this.#wish;
    // a person who asked for the window gets it with the keyboard, whoever asks beside
    this.#quietly = quietly && (this.#stage !== "drawing" || this.#quietly);
    if (this.#window === null) this.#make();
    else if (this.#stage === "hidden") this.#renew(this.#window);
    else if (this.#stage !== "drawing") this.#reveal(this.#window);
  }

  readonly hide = (): void => {
    if (this.#window === null || this.#stage === "hidden") return;
    this.#remember(this.#window);
    this.#stage = "hidden";
    this.#window.hide();
    this.#after(DESTROY_AFTER_MS, () => {
      this.#window?.destroy();
    });
  };

  readonly drawn = (): void => {
    if (this.#window !== null && this.#stage === "drawing") this.#reveal(this.#window);
  };

  push<Name extends PushName>(name: Name, payload: Pushes[Name]): void {
    if (this.#stage === "seen" || this.#stage === "drawing") this.#window?.webContents.send(name, payload);
  }

  readonly mainFrame = (): WebFrameMain | null => {
    return this.#window?.webContents.mainFrame ?? null;
  };

  dispose(): void {
    this.#disposed = true;
    this.#cancelTimer();
    if (this.#window === null) return;
    this.#remember(this.#window);
    this.#window.destroy();
  }

  #make(): void {
    const { preload, session, icon } = this.#options;
    const window = new BrowserWindow({
      ...placeOf(
        this.#options.bounds(),
        screen.getAllDisplays().map(({ workArea }) => workArea),
      ),
      minWidth: WINDOW_LEAST.width,
      minHeight: WINDOW_LEAST.height,
      show: false,
      title: app.getName(),
      // Windows shows the program's own icon, which has a picture of each size
      ...(process.platform !== "win32" && { icon }),
      autoHideMenuBar: true,
      fullscreenable: false,
      backgroundColor: nativeTheme.shouldUseDarkColors ? "#11151a" : "#f3f5f7",
      webPreferences: { preload, session, sandbox: true, contextIsolation: true, devTools: !app.isPackaged },
    });
    this.#window = window;
    this.#stage = "drawing";
    this.#listen(window);
    this.#after(FIRST_FRAME_LIMIT_MS, () => this.drawn());
    // a page that cannot be loaded is shown as it is when the limit ends
    window.loadURL(APP_PAGE).catch(() => undefined);
  }

  #listen(window: BrowserWindow): void {
    window.on("close", (event) => {
      if (this.#disposed) return;
      event.preventDefault();
      this.hide();
    });
    window.on("minimize", () => {
      if (this.#stage === "seen") this.#stage = "minimized";
    });
    window.on("restore", () => {
      if (this.#stage === "minimized") this.#stage = "seen";
    });
    window.on("closed", () => {
      if (this.#window !== window) return;
      this.#window = null;
      this.#stage = "hidden";
      this.#cancelTimer();
    });
    window.webContents.on("render-process-gone", (_event, { reason }) => {
      if (reason !== "clean-exit") this.#replace(window);
    });
  }

  /** Lets a hidden page say what is new before it is seen, so that nothing of old flashes up. */
  #renew(window: BrowserWindow): void {
    this.#stage = "drawing";
    this.#after(NEXT_FRAME_LIMIT_MS, () => this.drawn());
    window.webContents.send("push:snapshot", this.#options.latest());
  }

  #reveal(window: BrowserWindow): void {
    this.#cancelTimer();
    const minimized = window.isMinimized();
    this.#stage = minimized && this.#quietly ? "minimized" : "seen";
    if (minimized && !this.#quietly) window.restore();
    if (this.#quietly) {
      if (!minimized) window.showInactive();
    } else {
      window.show();
      // an app without a dock icon stays behind the others unless it insists
      if (process.platform === "darwin") app.focus({ steal: true });
      window.focus();
    }
    const wish = this.#wish;
    this.#wish = null;
    if (wish !== null) this.push("push:focus", wish);
  }

  #replace(window: BrowserWindow): void {
    const now = this.#options.clock.elapsed();
    const wanted = this.#stage !== "hidden";
    this.#replaced = [...this.#replaced.filter((at) => now - at < REPLACED_WITHIN_MS), now];
    window.destroy();
    if (this.#disposed || !wanted) return;
    if (this.#replaced.length <= REPLACED_AT_MOST) this.show(null);
    else this.#options.onGivenUp();
  }

  #remember(window: BrowserWindow): void {
    if (this.#stage !== "drawing") this.#options.keepBounds(window.getNormalBounds());
  }

  #after(ms: number, act: () => void): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#options.clock.after(ms, act);
  }
}
