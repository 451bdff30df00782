import { house } from "./en-house.ts";
import { setup } from "./en-setup.ts";
import { shell } from "./en-shell.ts";
import { view } from "./en-window.ts";

/** English, whole: what is said of the house, by the shell, in the window's own chrome, and while setting up. */
export const en = { ...house, ...shell, ...view, ...setup } as const;
