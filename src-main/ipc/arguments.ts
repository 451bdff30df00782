import * as v from "valibot";
import { INTERVALS_S, LOSS_DELAYS_MIN, TRAY_GLYPHS, type SettingsChange } from "../core/app/settings.ts";
import { trusted } from "../core/app/error-summary.ts";
import { serialOf } from "../core/lock/lock.ts";

/** Where the window is: the house, the settings, or a step of setting up. */
export const PAGES = ["home", "settings", "key", "checked", "alerts"] as const;

/** Pages that Ajar opens in the browser: where a key is made. */
export const EXTERNAL_PAGES = ["portal"] as const;

/** Characters of an id or serial number at most; anything longer is not Ajar's. */
const ID_LENGTH = 200;
/** Characters of a pasted key at most. */
const PASTED_LENGTH = 10_000;

/** Locks that do not count at most: more than any account holds. */
const LOCKS = 10_000;

/** A serial number. */
const serial = v.pipe(v.string(), v.maxLength(ID_LENGTH), v.transform(serialOf));

/** A schema for each setting that the owner chooses. */
type SettingSchemas = {
  readonly [Name in keyof SettingsChange]-?: v.GenericSchema<unknown, Required<SettingsChange>[Name]>;
};

/** A schema for each kind of argument; what the window sends is never trusted. */
export const ARGUMENTS = {
  nothing: v.null(),
  flag: v.boolean(),
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(ID_LENGTH)),
  pasted: v.pipe(v.string(), v.maxLength(PASTED_LENGTH)),
  externalPage: v.picklist(EXTERNAL_PAGES),
  view: v.strictObject({
    page: v.picklist(PAGES),
    search: v.pipe(v.string(), v.maxLength(ID_LENGTH)),
    selected: v.nullable(serial),
    /** Pixels scrolled in the list. */
    scroll: v.pipe(v.number(), v.finite(), v.minValue(0)),
  }),
  settings: v.strictObject({
    intervalSeconds: v.exactOptional(v.picklist(INTERVALS_S)),
    lossDelayMinutes: v.exactOptional(v.picklist(LOSS_DELAYS_MIN)),
    trayGlyph: v.exactOptional(v.picklist(TRAY_GLYPHS)),
    notWatched: v.exactOptional(v.pipe(v.array(serial), v.maxLength(LOCKS), v.readonly())),
  } satisfies SettingSchemas),
  problem: v.strictObject({ what: v.pipe(v.string(), v.transform(trusted)), uncaught: v.boolean() }),
} as const;

/** The kinds of arguments by name, each with its type. */
export type Arguments = {
  readonly [Kind in keyof typeof ARGUMENTS]: Readonly<v.InferOutput<(typeof ARGUMENTS)[Kind]>>;
};

/** An argument as its type promises, or nothing when the window sent another. */
export type Parsed<Argument> = { readonly ok: true; readonly argument: Argument } | { readonly ok: false };

/** Reads an argument of a kind from anything; never throws. */
export function parseArgument<Kind extends keyof Arguments>(kind: Kind, raw: unknown): Parsed<Arguments[Kind]> {
  const schemas: { readonly [Each in keyof Arguments]: v.GenericSchema<unknown, Arguments[Each]> } = ARGUMENTS;
  const parsed = v.safeParse<v.GenericSchema<unknown, Arguments[Kind]>>(schemas[kind], raw);
  return parsed.success ? { ok: true, argument: parsed.output } : { ok: false };
}
