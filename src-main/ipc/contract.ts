import type { KeyState, StoredIn, KeyCheck, LoginState } from "../core/app/key-state.ts";
import type { WindowProblem } from "../core/app/error-summary.ts";
import type { Instant, Serial } from "../core/lock/lock.ts";
import type { RefreshAnswer } from "../core/polling/poll-state.ts";
import type { Snapshot } from "../core/view/snapshot.ts";

/**
 * All that crosses between main and window: the only file both share besides `core/`. Values are plain JSON.
 */

/** Where the window is: the house, the settings, or a step of setting up (what was pasted there is never kept). */
export const PAGES = ["home", "settings", "key", "checked", "alerts"] as const;
export type Page = (typeof PAGES)[number];

/** What the window looks like to its owner, kept in main so that a new window begins where the last one ended. */
export interface ViewState {
  readonly page: Page;
  readonly search: string;
  readonly selected: Serial | null;
  /** Pixels scrolled in the list. */
  readonly scroll: number;
}

/** Everything a window needs for its first frame. */
export interface WindowState {
  readonly snapshot: Snapshot;
  /** When the last answer came; null before the first. */
  readonly checkedAt: Instant | null;
  readonly view: ViewState;
  readonly account: KeyState;
  readonly version: string;
}

/** Calls from the window, each with its argument and its answer. */
export interface Calls {
  readonly "window:state": { readonly argument: null; readonly answer: WindowState };
  /** The first frame is drawn: the window may be shown. */
  readonly "window:drawn": { readonly argument: null; readonly answer: null };
  readonly "window:hide": { readonly argument: null; readonly answer: null };
  readonly "view:remember": { readonly argument: ViewState; readonly answer: null };
  readonly "sync:refresh": { readonly argument: null; readonly answer: RefreshAnswer };
  /** Pause alerts for an hour (true) or end the pause (false). */
  readonly "alerts:pause": { readonly argument: boolean; readonly answer: null };
  readonly "alerts:dismiss": { readonly argument: string; readonly answer: null };
  /** Asks Tedee what a pasted key can see: the one way by which a key crosses, towards main alone. */
  readonly "key:check": { readonly argument: string; readonly answer: KeyCheck };
  /** Takes the checked key into use; true agrees to keep it obscured where there is no keyring. Null when none was checked. */
  readonly "key:keep": { readonly argument: boolean; readonly answer: StoredIn | null };
  readonly "key:remove": { readonly argument: null; readonly answer: null };
  /** Asks a locked keyring again. */
  readonly "key:retry": { readonly argument: null; readonly answer: null };
  readonly "demo:enter": { readonly argument: null; readonly answer: null };
  readonly "demo:leave": { readonly argument: null; readonly answer: null };
  readonly "login:read": { readonly argument: null; readonly answer: LoginState };
  readonly "login:write": { readonly argument: boolean; readonly answer: LoginState };
  /** Shows a first notification, at which some systems ask for permission; false where the desktop shows none. */
  readonly "alerts:try": { readonly argument: null; readonly answer: boolean };
  /** Puts a report for a bug into the clipboard. */
  readonly "report:copy": { readonly argument: null; readonly answer: null };
  /** Ends Ajar, for desktops whose tray is out of reach. */
  readonly "app:quit": { readonly argument: null; readonly answer: null };
  /** Opens a page of the world in the browser. */
  readonly "external:open": { readonly argument: ExternalPage; readonly answer: null };
  /** A CSP violation or an error of the window; of what it says only what is known passes. */
  readonly "window:problem": { readonly argument: WindowProblem; readonly answer: null };
}
export type CallName = keyof Calls;

/** Pages that Ajar opens in the browser: where a key is made. */
export const EXTERNAL_PAGES = ["portal"] as const;
export type ExternalPage = (typeof EXTERNAL_PAGES)[number];

/** Messages from main to the window. */
export interface Pushes {
  readonly "push:snapshot": Snapshot;
  /** One timestamp a poll, only while the window is visible. */
  readonly "push:checked": Instant;
  /** Bring this lock's row into view and focus it. */
  readonly "push:focus": Serial;
  readonly "push:account": KeyState;
  /** Turn to a page, as when the tray's menu says Settings. */
  readonly "push:page": Page;
}
export type PushName = keyof Pushes;

/** Names on the wire, for the coverage guard in both processes. */
export const CALL_NAMES = [
  "window:state",
  "window:drawn",
  "window:hide",
  "view:remember",
  "sync:refresh",
  "alerts:pause",
  "alerts:dismiss",
  "alerts:try",
  "key:check",
  "key:keep",
  "key:remove",
  "key:retry",
  "demo:enter",
  "demo:leave",
  "login:read",
  "login:write",
  "external:open",
  "report:copy",
  "app:quit",
  "window:problem",
] as const satisfies readonly CallName[];

/** What an answer travels in, so that an error keeps its words. */
export type Envelope<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string };

/** The API that the preload script puts on `window.ajar`; every subscription returns its end. */
export interface AjarApi {
  state(): Promise<WindowState>;
  drawn(): Promise<null>;
  hide(): Promise<null>;
  rememberView(view: ViewState): Promise<null>;
  refresh(): Promise<RefreshAnswer>;
  pauseAlerts(on: boolean): Promise<null>;
  dismissAlert(id: string): Promise<null>;
  tryAlerts(): Promise<boolean>;
  checkKey(pasted: string): Promise<KeyCheck>;
  keepKey(consent: boolean): Promise<StoredIn | null>;
  removeKey(): Promise<null>;
  retryKeyring(): Promise<null>;
  enterDemo(): Promise<null>;
  leaveDemo(): Promise<null>;
  readLogin(): Promise<LoginState>;
  writeLogin(on: boolean): Promise<LoginState>;
  openExternal(page: ExternalPage): Promise<null>;
  copyReport(): Promise<null>;
  quit(): Promise<null>;
  reportProblem(problem: WindowProblem): Promise<null>;
  onSnapshot(listener: (snapshot: Snapshot) => void): () => void;
  onChecked(listener: (at: Instant) => void): () => void;
  onFocus(listener: (serial: Serial) => void): () => void;
  onAccount(listener: (account: KeyState) => void): () => void;
  onPage(listener: (page: Page) => void): () => void;
}
