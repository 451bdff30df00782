import type { Page } from "@playwright/test";
import type { TraceLine } from "../../src-main/core/app/trace.ts";

/** A line of `--trace` with its time in milliseconds since the epoch. */
export type TraceRecord = TraceLine & { readonly at: number };
export type TraceKind = TraceRecord["kind"];
export type TraceOf<Kind extends TraceKind> = Extract<TraceRecord, { readonly kind: Kind }>;

/** A menu line as a person reads it. */
export interface MenuView {
  readonly id: string;
  readonly label: string;
  readonly enabled: boolean;
}

/** The tray icon; `icon` is the glyph's name, from the name of the image's file. */
export interface TrayView {
  readonly icon: string;
  readonly file: string;
  readonly tip: string;
  /** All lines but separators. */
  readonly items: readonly MenuView[];
  /** How often each was called since the icon was made. */
  readonly calls: { readonly setImage: number; readonly setToolTip: number; readonly setContextMenu: number };
}

/** A notification on show, its text as a person reads it. */
export interface NotificationView {
  readonly title: string;
  readonly body: string;
  readonly urgency: string;
  readonly actions: readonly string[];
}

export interface LaunchOptions {
  /** Flags besides `--trace` and `--user-data-dir`. */
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export interface WaitOptions {
  /** Lines before this index of `trace()` do not count; 0 unless told. */
  readonly after?: number;
  /** 60 000 ms unless told, which is time for two polls and a little. */
  readonly withinMs?: number;
}

export type PowerEvent = "suspend" | "resume" | "lock-screen" | "unlock-screen";

/** The app as a person and its computer handle it; the same on Electron and on the stand-in. */
export interface Driver {
  /** The app's own data folder, which stays for a later launch. */
  readonly userData: string;
  /** Starts the app and waits until its trace says that it is ready. */
  launch(options?: LaunchOptions): Promise<void>;
  isRunning(): boolean;
  /** The icon as it is shown now; null where nobody shows it. */
  tray(): Promise<TrayView | null>;
  /** Chooses a line of the tray's menu by its text. */
  chooseTray(label: string): Promise<void>;
  /** Clicks the icon itself. */
  clickTray(): Promise<void>;
  /** The newest first. */
  notifications(): Promise<readonly NotificationView[]>;
  clickNotification(title: string): Promise<void>;
  chooseAction(title: string, action: string): Promise<void>;
  dismissNotification(title: string): Promise<void>;
  power(event: PowerEvent): Promise<void>;
  offline(on: boolean): Promise<void>;
  dark(on: boolean): Promise<void>;
  /** Whether anybody on the session bus shows notifications. */
  notificationDaemon(on: boolean): Promise<void>;
  /** Whether anybody on the session bus shows tray icons. */
  trayHost(on: boolean): Promise<void>;
  /** Waits until the app ends to start itself anew, and gives the arguments for that; the specs start it themselves. */
  startedAnew(): Promise<readonly string[]>;
  /** The page of the window, once it is visible. */
  window(): Promise<Page>;
  /** Whether there is a window, visible or hidden, and with it a renderer. */
  hasWindow(): Promise<boolean>;
  isWindowVisible(): Promise<boolean>;
  /** Closes the window as a person does, and waits until it is out of sight. */
  closeWindow(): Promise<void>;
  /** What was opened outside of the app. */
  opened(): Promise<readonly string[]>;
  /** What the app put into the clipboard last. */
  copied(): Promise<string>;
  /** Starts the app once more with the same data and resolves with that process's exit code. */
  startAgain(): Promise<number | null>;
  /** All lines so far, of all launches. */
  trace(): readonly TraceRecord[];
  /** The first line of a kind that matches, already there or still to come; rejects after the limit. */
  waitFor<Kind extends TraceKind>(
    kind: Kind,
    match?: (line: TraceOf<Kind>) => boolean,
    options?: WaitOptions,
  ): Promise<TraceOf<Kind>>;
  /** All that the app wrote for people. */
  stderr(): string;
  /** What pages logged as warning or error, threw, or were refused by their policy. */
  problems(): readonly string[];
  /** Ends the app from within and resolves with its exit code. */
  quit(): Promise<number | null>;
  /** Sends a signal and resolves with the exit code; null when the signal itself ended the process. */
  kill(signal: NodeJS.Signals): Promise<number | null>;
  /** Ends whatever still runs. */
  dispose(): Promise<void>;
}
