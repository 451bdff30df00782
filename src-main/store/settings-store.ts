import { defaultSettings, parseSettings, type Settings } from "../core/settings.ts";
import { createJsonStore, createMemoryStore, type Shelf, type Store } from "./json-store.ts";

/** The owner's settings in `settings.json`; each field that cannot be read falls back alone, with a copy kept. */
export const createSettingsStore = (shelf: Shelf): Store<Settings> =>
  createJsonStore(shelf, "settings", (json) => {
    const { settings, repaired } = parseSettings(json);
    return { value: settings, repaired };
  });

/** Default settings that are gone when Ajar quits. */
export const createSettingsMemory = (): Store<Settings> => createMemoryStore(defaultSettings);
