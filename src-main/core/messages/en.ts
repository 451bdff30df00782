import { house } from "./en-house.ts";
import { shell } from "./en-shell.ts";
import { view } from "./en-view.ts";

/** English, whole: what is said of the house, by the shell, and in the window's own chrome. */
export const en = { ...house, ...shell, ...view } as const;
