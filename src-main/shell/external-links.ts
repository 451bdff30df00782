import { shell } from "electron";
import type { ExternalPage } from "../ipc/contract.ts";

/** The only addresses that Ajar opens; people create personal access keys in the portal. */
const ADDRESSES: Readonly<Record<ExternalPage, string>> = {
  portal: "https://portal.tedee.com/",
};

/** Opens one of these pages in the person's browser. */
export const openExternal = (page: ExternalPage): Promise<void> => shell.openExternal(ADDRESSES[page]);
