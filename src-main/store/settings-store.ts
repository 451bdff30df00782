import * as v from "valibot";
import { parseSettings } from "../core/app/settings-file.ts";
import type { Settings } from "../core/app/settings.ts";
import type { AccountId } from "../core/lock/lock.ts";
import { createJsonStore, type Store, type StoreContext } from "./json-store.ts";

// an older file names no account: there was one, and what Ajar told was about it
const told = v.fallback(v.object({ toldOf: v.nullish(v.string()) }), { toldOf: null });

/**
 * The owner's settings in `settings.json`; each field that cannot be read falls back alone, with a copy kept. `toldOf`
 * beside them names the account that `blindTold` is about, since Ajar told nothing of another one.
 */
export const createSettingsStore = (context: StoreContext, account: AccountId): Store<Settings> =>
  createJsonStore<Settings>(
    context,
    "settings",
    (json) => {
      const { settings, repaired } = parseSettings(json);
      const isOfAccount = (v.parse(told, json).toldOf ?? account) === account;
      return { value: { ...settings, blindTold: settings.blindTold && isOfAccount }, repaired };
    },
    (settings) => ({ ...settings, toldOf: account }),
  );
