import { bannerStates } from "./banners.ts";
import { houseStates } from "./houses.ts";
import type { Listed } from "./listed.ts";
import { rowStates } from "./rows.ts";
import { settingsStates } from "./settings.ts";
import { stepStates } from "./steps.ts";

/** Every state of the window by group: a state that is listed here is shown, photographed and tested. */
export const GROUPS = {
  houses: houseStates,
  rows: rowStates,
  banners: bannerStates,
  setup: stepStates,
  settings: settingsStates,
} as const satisfies Readonly<Record<string, readonly Listed[]>>;

/** Every state, in one list. */
export const LISTED: readonly Listed[] = Object.values(GROUPS).flat();
