import { parseSettings, type Settings } from "../core/app/settings.ts";
import { createJsonStore, type Shelf, type Store } from "./json-store.ts";

/** The owner's settings in `settings.json`; each field that cannot be read falls back alone, with a copy kept. */
export const createSettingsStore = (shelf: Shelf): Store<Settings> =>
  createJsonStore(shelf, "settings", (json) => {
    const { settings, repaired } = parseSettings(json);
    return { value: settings, repaired };
  });
