import * as v from "valibot";
import type { Instant, Serial } from "../lock/lock.ts";
import { instant, serialOf } from "../lock/lock.ts";

/** Seconds between two polls of a lock. */
export const INTERVALS_S = [20, 30, 60] as const;
/** Minutes that a connection must be lost before it is told; 0 is at once. */
export const LOSS_DELAYS_MIN = [0, 2, 5, 15, 60] as const;
/** Which glyph a Linux panel gets: it never tells its colour, so `auto` is the light one. */
export const TRAY_GLYPHS = ["auto", "light", "dark"] as const;

/** What the owner chose, and the little that must outlive a restart with it. */
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
  /** Ajar has said that it is blind and not taken it back, so that a restart does not say it again. */
  readonly blindTold: boolean;
}

/** Settings that the owner chooses; those that are left out stay as they are. */
export type SettingsChange = Partial<
  Pick<Settings, "intervalSeconds" | "lossDelayMinutes" | "trayGlyph" | "notWatched">
>;

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

const fields = {
  version: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  intervalSeconds: v.picklist(INTERVALS_S),
  lossDelayMinutes: v.picklist(LOSS_DELAYS_MIN),
  trayGlyph: v.picklist(TRAY_GLYPHS),
  notWatched: v.array(v.pipe(v.string(), v.transform(serialOf))),
  pausedUntil: v.nullable(v.pipe(v.number(), v.finite(), v.transform(instant))),
  blindTold: v.boolean(),
} as const;

/** Settings from any JSON: each field that cannot be read falls back alone, and is named in `repaired`. */
export function parseSettings(json: unknown): { readonly settings: Settings; readonly repaired: readonly string[] } {
  const source: Readonly<Record<string, unknown>> = v.is(v.record(v.string(), v.unknown()), json) ? json : {};
  const repaired: string[] = [];
  const read = <T>(name: keyof typeof fields, schema: v.GenericSchema<unknown, T>, fallback: T): T => {
    if (!(name in source)) return fallback;
    const parsed = v.safeParse(schema, source[name]);
    if (parsed.success) return parsed.output;
    repaired.push(name);
    return fallback;
  };
  const settings: Settings = {
    version: read("version", fields.version, defaultSettings.version),
    intervalSeconds: read("intervalSeconds", fields.intervalSeconds, defaultSettings.intervalSeconds),
    lossDelayMinutes: read("lossDelayMinutes", fields.lossDelayMinutes, defaultSettings.lossDelayMinutes),
    trayGlyph: read("trayGlyph", fields.trayGlyph, defaultSettings.trayGlyph),
    notWatched: read("notWatched", fields.notWatched, defaultSettings.notWatched),
    pausedUntil: read("pausedUntil", fields.pausedUntil, defaultSettings.pausedUntil),
    blindTold: read("blindTold", fields.blindTold, defaultSettings.blindTold),
  };
  return { settings, repaired };
}

/** The poll interval in milliseconds. */
export const intervalMs = (settings: Settings): number => settings.intervalSeconds * 1000;
