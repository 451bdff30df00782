import { alerts } from "./en-alerts.ts";
import { failures } from "./en-failures.ts";
import { headline } from "./en-headline.ts";
import { rows } from "./en-rows.ts";
import { settings } from "./en-settings.ts";
import { setup } from "./en-setup.ts";
import { shell } from "./en-shell.ts";
import { tray } from "./en-tray.ts";
import { view } from "./en-window.ts";

/** English, whole: each part stands in a file of its own. */
export const en = {
  ...rows,
  ...headline,
  ...tray,
  ...failures,
  ...alerts,
  ...shell,
  ...view,
  ...setup,
  ...settings,
} as const;
