import { shell } from "electron";
import type { ExternalPage } from "../ipc/contract.ts";

/** The only addresses that Ajar ever opens; the portal is where personal access keys are made. */
const ADDRESSES: Readonly<Record<ExternalPage, string>> = {
  portal: "https://portal.tedee.com/",
};

/** Opens a page in the person's browser; nothing but the pages named here can be opened. */
export const openExternal = (page: ExternalPage): Promise<void> => shell.openExternal(ADDRESSES[page]);
