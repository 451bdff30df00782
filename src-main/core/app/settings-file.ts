import * as v from "valibot";
import { instant, serialOf } from "../lock/lock.ts";
import { defaultSettings, INTERVALS_S, LOSS_DELAYS_MIN, TRAY_GLYPHS, type Settings } from "./settings.ts";

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
