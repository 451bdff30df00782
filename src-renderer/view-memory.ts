import type { AjarApi, ViewState } from "../src-main/ipc/contract.ts";
import { reporter } from "./error-report.ts";

/** Milliseconds a view must stay unchanged before main remembers it. */
export const REMEMBER_AFTER_MS = 300;

/** Sends the window's view to main; the next window begins there. */
export interface ViewMemory {
  /** Sends a view once it rests; the last one counts. */
  soon(view: ViewState): void;
  /** Sends at once what is waiting. */
  now(): void;
}

/** A view memory behind the preload API. */
export function createViewMemory(api: AjarApi): ViewMemory {
  const report = reporter(api);
  let waiting: ViewState | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const send = (): void => {
    clearTimeout(timer);
    if (waiting === null) return;
    const view = waiting;
    waiting = null;
    api.rememberView(view).catch(report);
  };
  return {
    soon(view) {
      waiting = view;
      clearTimeout(timer);
      timer = setTimeout(send, REMEMBER_AFTER_MS);
    },
    now: send,
  };
}
