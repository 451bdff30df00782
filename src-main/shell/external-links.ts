import { shell } from "electron";
import type { WorldPage } from "../ipc/contract.ts";

/** The only addresses that Ajar ever opens; the portal is where personal access keys are made. */
const ADDRESSES: Readonly<Record<WorldPage, string>> = {
  portal: "https://portal.tedee.com/",
};

/** Opens a page in the person's browser; nothing but the pages named here can be opened. */
export const openWorld = (page: WorldPage): Promise<void> => shell.openExternal(ADDRESSES[page]);
