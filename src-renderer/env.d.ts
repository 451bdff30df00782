import type { AjarApi } from "../src-main/ipc/contract.ts";

declare global {
  interface Window {
    /** Absent where the preload script did not run. */
    readonly ajar?: AjarApi;
  }
}
