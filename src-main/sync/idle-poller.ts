import type { Poller } from "./poller.ts";

const nothing = (): void => undefined;

/** A poller without anything to ask: there is no key. */
export const idlePoller: Poller = {
  start: nothing,
  stop: nothing,
  suspend: nothing,
  resume: nothing,
  awake: nothing,
  replan: nothing,
  asking: nothing,
  spent: () => [],
  refresh: () => ({ asked: true }),
};
