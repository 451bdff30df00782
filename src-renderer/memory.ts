import type { AjarApi, ViewState } from "../src-main/ipc/contract.ts";
import { caught } from "./problems.ts";

/** A view that no longer changes for this long is remembered. */
export const REMEMBER_AFTER_MS = 300;

/** Tells main what the window looks like, so that the next one begins there. */
export interface Memory {
  /** Remembers a view soon; the last one counts. */
  soon(view: ViewState): void;
  /** Remembers at once what is waiting. */
  now(): void;
}

/** A memory behind the preload API. */
export function createMemory(api: AjarApi): Memory {
  let waiting: ViewState | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const send = (): void => {
    clearTimeout(timer);
    if (waiting === null) return;
    const view = waiting;
    waiting = null;
    api.rememberView(view).catch((error: unknown) => api.reportProblem(caught(error)));
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
