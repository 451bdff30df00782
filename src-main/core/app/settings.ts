import type { Instant, Serial } from "../lock/lock.ts";

/** Seconds between two polls of a lock. */
export const INTERVALS_S = [20, 30, 60] as const;
/** Minutes from a lost connection to its alert; 0 is at once. */
export const LOSS_DELAYS_MIN = [0, 2, 5, 15, 60] as const;
/** Which glyph a Linux panel gets: it never tells its colour, and `auto` is the light one. */
export const TRAY_GLYPHS = ["auto", "light", "dark"] as const;

/** What the owner chose, and what else must outlive a restart. */
export interface Settings {
  /** Of the file's form: 1, or more when a newer Ajar wrote it. */
  readonly version: number;
  readonly intervalSeconds: (typeof INTERVALS_S)[number];
  readonly lossDelayMinutes: (typeof LOSS_DELAYS_MIN)[number];
  readonly trayGlyph: (typeof TRAY_GLYPHS)[number];
  /** Locks that neither count in the tray and the sentence nor raise alerts. */
  readonly notWatched: readonly Serial[];
  /** Alerts wait until then; null when they do not. */
  readonly pausedUntil: Instant | null;
  /** Ajar said that it is blind and did not take it back: a restart does not say it again. */
  readonly blindTold: boolean;
}

/** Settings that the owner chooses; those that are left out stay as they are. */
export type SettingsChange = Partial<
  Pick<Settings, "intervalSeconds" | "lossDelayMinutes" | "trayGlyph" | "notWatched">
>;

/** What the owner can choose here: no tray glyph where the system tells the colour of its panel. */
export interface Choices extends Required<Omit<SettingsChange, "trayGlyph">> {
  readonly trayGlyph: Settings["trayGlyph"] | null;
}

/** What the owner can choose, out of all settings. */
export const choicesOf = (
  { intervalSeconds, lossDelayMinutes, notWatched, trayGlyph }: Settings,
  choosesGlyph: boolean,
): Choices => ({ intervalSeconds, lossDelayMinutes, notWatched, trayGlyph: choosesGlyph ? trayGlyph : null });

/** What a new owner begins with. */
export const defaultSettings: Settings = {
  version: 1,
  intervalSeconds: 20,
  lossDelayMinutes: 2,
  trayGlyph: "auto",
  notWatched: [],
  pausedUntil: null,
  blindTold: false,
};

/** The poll interval in milliseconds. */
export const intervalMs = (settings: Settings): number => settings.intervalSeconds * 1000;
