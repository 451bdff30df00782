import { app, BrowserWindow, nativeTheme, screen, type Session, type WebFrameMain } from "electron";
import type { Clock } from "../core/lock/clock.ts";
import type { Serial } from "../core/lock/lock.ts";
import { placeOf, WINDOW_LEAST, type Bounds } from "../core/app/window-place.ts";
import type { Snapshot } from "../core/view/snapshot.ts";
import type { PayloadOf, PushName } from "../ipc/contract.ts";
import { APP_PAGE } from "./app-protocol.ts";

/** A hidden window and its renderer are destroyed after this. */
export const DESTROY_AFTER_MS = 30_000;
/** A window without a first frame is shown after this, to make the fault visible. */
const FIRST_FRAME_LIMIT_MS = 5000;
/** The same for a page that exists and only draws news. */
const NEXT_FRAME_LIMIT_MS = 500;
/** A crashed renderer is replaced this often within the span; then the window stays closed. */
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
  /** The news that a hidden window needs before it is shown. */
  readonly latest: () => Snapshot;
  /** The renderer crashed too often; the window stays closed until a person asks for it. */
  readonly onGivenUp: () => void;
}

/** Whether the window is seen; a minimized one is not, but keeps its place. */
type Stage = "drawing" | "seen" | "minimized" | "hidden";

/** The one window: made on demand, hidden on close, destroyed 30 s after hiding. */
export class WindowKeeper {
  readonly #options: WindowOptions;
  #window: BrowserWindow | null = null;
  #stage: Stage = "hidden";
  #target: Serial | null = null;
  #quietly = false;
  #cancelTimer: () => void = () => undefined;
  #replaced: readonly number[] = [];
  #disposed = false;

  constructor(options: WindowOptions) {
    this.#options = options;
  }

  /** Shows the window, with the named lock's row in view; `quietly` does not take the keyboard. */
  readonly show = (serial: Serial | null, quietly = false): void => {
    if (this.#disposed) return;
    this.#target = serial ?? this.#target;
    // a person's request takes the keyboard, even when a quiet request comes beside it
    this.#quietly = quietly && (this.#stage !== "drawing" || this.#quietly);
    if (this.#window === null) this.#make();
    else if (this.#stage === "hidden") this.#renew(this.#window);
    else if (this.#stage !== "drawing") this.#reveal(this.#window);
  };

  /** Hides the window and keeps its place. */
  readonly hide = (): void => {
    if (this.#window === null || this.#stage === "hidden") return;
    this.#remember(this.#window);
    this.#stage = "hidden";
    this.#window.hide();
    this.#after(DESTROY_AFTER_MS, () => {
      this.#window?.destroy();
    });
  };

  /** The page drew its first frame, or the news since it was hidden. */
  readonly drawn = (): void => {
    if (this.#window !== null && this.#stage === "drawing") this.#reveal(this.#window);
  };

  /** Sends to a visible window; a hidden one asks for itself when it is shown. */
  readonly push = <Name extends PushName>(name: Name, payload: PayloadOf<Name>): void => {
    if (this.#stage === "seen" || this.#stage === "drawing") this.#window?.webContents.send(name, payload);
  };

  /** The main frame of the window that stands now; null without a window. */
  readonly mainFrame = (): WebFrameMain | null => this.#window?.webContents.mainFrame ?? null;

  /** Destroys the window; from now on closing is final. */
  readonly dispose = (): void => {
    this.#disposed = true;
    this.#cancelTimer();
    if (this.#window === null) return;
    this.#remember(this.#window);
    this.#window.destroy();
  };

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
    // a page that cannot load is shown when the limit ends
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

  /** Lets a hidden page draw the news first: no old frame flashes up. */
  #renew(window: BrowserWindow): void {
    this.#stage = "drawing";
    this.#after(NEXT_FRAME_LIMIT_MS, () => this.drawn());
    window.webContents.send("snapshot", this.#options.latest());
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
      // an app without a dock icon stays behind other windows unless it steals the focus
      if (process.platform === "darwin") app.focus({ steal: true });
      window.focus();
    }
    const target = this.#target;
    this.#target = null;
    if (target !== null) this.push("focus", target);
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
