import { personalKey } from "../../src-main/core/polling/credential.ts";
import { emptyListCache } from "../../src-main/core/polling/list-cache.ts";
import { english } from "../unit/support/words.ts";
import { defaultSettings, intervalMs } from "../../src-main/core/app/settings.ts";
import type { TraceLine } from "../../src-main/core/app/trace.ts";
import { Engine } from "../../src-main/sync/engine.ts";
import { Poller } from "../../src-main/sync/poller.ts";
import { Scheduler } from "../../src-main/sync/scheduler.ts";
import { createClient } from "../../src-main/tedee/client.ts";
import { createVirtualClock, settle } from "../virtual/clock.ts";
import type { Polling } from "./one-by-one.ts";

const START_MS = Date.UTC(2026, 10, 24);

/**
 * The app's own poller, client and engine over real HTTP: everything between the timer and what is shown. Only its clock
 * is another, which leaves out the waits between two requests.
 */
export function pollingAsTheApp(origin: string, key: string): Polling {
  const clock = createVirtualClock(START_MS);
  const flights = createFlights();
  const engine = new Engine({
    words: english,
    startedAt: clock.now(),
    key: "in-use",
    demo: false,
    otherCloud: null,
    trace: flights.trace,
    settings: defaultSettings,
    saveSettings: () => undefined,
    output: {
      snapshot: () => undefined,
      tray: () => undefined,
      raise: () => undefined,
      withdraw: () => undefined,
      changes: () => undefined,
      checked: () => undefined,
    },
  });
  const scheduler = new Scheduler(clock);
  const poller = new Poller({
    client: createClient({
      fetch: flights.fetch,
      baseUrl: origin,
      credential: personalKey(key),
      clock,
      trace: flights.trace,
    }),
    apply: engine.apply,
    scheduler,
    clock,
    spent: [],
    listCache: emptyListCache,
    saveListCache: () => undefined,
    chance: () => 0.5,
    intervalMs: intervalMs(defaultSettings),
  });
  scheduler.add(engine);
  poller.start();
  return {
    async poll(times) {
      await settle();
      for (const until = flights.syncs() + times; flights.syncs() < until;) {
        // time stands while a request is on its way, and leaps to the next timer when none is
        if (!(await flights.landed())) await clock.advance(clock.nextIn());
      }
      const { locks, lastAnswerAt } = engine.house();
      const fresh = [...locks.values()].filter(({ seen }) => seen.known !== null && seen.known.at === lastAnswerAt);
      if (fresh.length === 0 || fresh.length !== locks.size) throw new Error("The app's poller read nothing");
    },
    end() {
      poller.stop();
      scheduler.stop();
    },
  };
}

/** Watches requests on their way, one after the other as the poller makes them. */
function createFlights() {
  let flight: Promise<void> | null = null;
  let land: () => void = () => undefined;
  let syncs = 0;
  let failure: string | null = null;
  const watched: typeof fetch = (input, init) => {
    flight = new Promise((resolve) => (land = resolve));
    return fetch(input, init);
  };
  return {
    fetch: watched,
    syncs: () => syncs,
    trace: (line: TraceLine): void => {
      if (line.kind !== "request") return;
      if (line.failure !== undefined) failure = `${line.path}: ${line.failure}`;
      if (line.purpose === "sync") syncs += 1;
      land();
    },
    /** False when nothing was on its way; else waits until its answer was taken in. */
    async landed(): Promise<boolean> {
      if (flight === null) return false;
      await flight;
      flight = null;
      await settle();
      if (failure !== null) throw new Error(failure);
      return true;
    },
  };
}
