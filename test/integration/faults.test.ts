import { describe, expect, it, vi } from "vitest";
import { personalKey } from "../../src-main/core/polling/credential.ts";
import type { Clock } from "../../src-main/core/lock/clock.ts";
import type { Alert } from "../../src-main/core/alerts/alert.ts";
import type { FailureKind } from "../../src-main/core/lock/failure.ts";
import { isCounted } from "../../src-main/core/lock/status.ts";
import { emptyListCache } from "../../src-main/core/polling/list-cache.ts";
import { instant } from "../../src-main/core/lock/lock.ts";
import { english } from "../unit/support/words.ts";
import { defaultSettings } from "../../src-main/core/app/settings.ts";
import type { TraceLine } from "../../src-main/core/app/trace.ts";
import { DEMO_KEY, startDemoServer, type Fault } from "../../src-main/demo/server.ts";
import { Engine } from "../../src-main/sync/engine.ts";
import { Poller } from "../../src-main/sync/poller.ts";
import { Scheduler } from "../../src-main/sync/scheduler.ts";
import { createClient } from "../../src-main/tedee/client.ts";
import { START_MS } from "../virtual/world.ts";

/** Time runs this much faster than it does: a poll each 20 s comes every second. */
const SPEED = 20;

const began = performance.now();
const elapsed = (): number => (performance.now() - began) * SPEED;
const fast: Clock = {
  now: () => instant(START_MS + elapsed()),
  elapsed,
  after(ms, act) {
    const timer = setTimeout(act, ms / SPEED);
    return () => clearTimeout(timer);
  },
};

/** The real poller and client against the simulated cloud over HTTP; everything is shut and stays so. */
async function watch() {
  const server = await startDemoServer({ scripted: false, now: () => fast.now() });
  const lines: TraceLine[] = [];
  const raised: Alert[] = [];
  const trays: string[] = [];
  const trace = (line: TraceLine): void => void lines.push(line);
  const engine = new Engine({
    words: english,
    startedAt: fast.now(),
    key: "in-use",
    demo: false,
    otherCloud: null,
    trace,
    settings: defaultSettings,
    saveSettings: () => undefined,
    output: {
      snapshot: () => undefined,
      tray: ({ icon }) => trays.push(icon),
      raise: (alert) => raised.push(alert),
      withdraw: () => undefined,
      changes: () => undefined,
      checked: () => undefined,
    },
  });
  const strict: typeof fetch = (input, init) => fetch(input, { ...init, redirect: "error" });
  const client = createClient({
    fetch: strict,
    baseUrl: server.origin,
    credential: personalKey(DEMO_KEY),
    clock: fast,
    trace,
  });
  const scheduler = new Scheduler(fast);
  const poller = new Poller({
    client,
    apply: engine.apply,
    scheduler,
    clock: fast,
    chance: () => 0.5,
    intervalMs: 20_000,
    spent: [],
    listCache: emptyListCache,
    saveListCache: () => undefined,
  });
  const start = (): void => {
    scheduler.add(engine);
    poller.start();
  };
  const stop = (): void => {
    poller.stop();
    scheduler.stop();
  };
  return { server, engine, start, stop, lines, raised, trays };
}

const answered = (lines: readonly TraceLine[], good: boolean): number =>
  lines.filter((line) => line.kind === "request" && (line.failure === undefined) === good).length;

const many = (lines: readonly TraceLine[], good: boolean, count: number): Promise<void> =>
  vi.waitFor(() => expect(answered(lines, good)).toBeGreaterThanOrEqual(count), { timeout: 30_000, interval: 20 });

/** Whatever was said so far is true: the house is shut all the while, and what cannot be seen is not called so. */
function neverFalse({ lines, trays }: Awaited<ReturnType<typeof watch>>): void {
  for (const line of lines) {
    if (line.kind !== "lock" || line.connected === null) continue;
    expect(["locked", "unknown"]).toContain(line.lock);
    expect(["secure", "unknown"]).toContain(line.tone);
    if (line.freshness === "old") expect(line.tone).toBe("unknown");
  }
  expect(trays.every((icon) => icon === "secure" || icon === "offline")).toBe(true);
}

function wellNow({ engine, server }: Awaited<ReturnType<typeof watch>>): void {
  const { rows } = engine.snapshot(fast.now());
  const counted = rows.filter(({ status }) => isCounted(status));
  expect(counted.map(({ status }) => status.kind)).toEqual(Array(5).fill("secure"));
  expect(server.cloud.counts()).toMatchObject({ underFloor: 0 });
  expect(server.cloud.counts().mostInHour).toBeLessThanOrEqual(550);
}

describe("each fault of the simulated cloud, over HTTP", { timeout: 60_000 }, () => {
  const faults: readonly (readonly [Fault, FailureKind])[] = [
    [{ kind: "drop" }, "timeout"],
    [{ kind: "delay", ms: 60_000 }, "timeout"],
    [{ kind: "stall" }, "timeout"],
    [{ kind: "reset" }, "reset"],
    [{ kind: "truncate" }, "broken-answer"],
    [{ kind: "redirect" }, "blocked"],
    [{ kind: "html" }, "not-tedee"],
    [{ kind: "html", status: 401 }, "not-tedee"],
    [{ kind: "html", status: 403 }, "not-tedee"],
    [{ kind: "html", status: 503 }, "tedee-down"],
    [{ kind: "html", status: 511 }, "not-tedee"],
    [{ kind: "status", status: 401 }, "key-refused"],
    [{ kind: "status", status: 403 }, "not-allowed"],
    [{ kind: "status", status: 404 }, "not-found"],
    [{ kind: "status", status: 429 }, "limit-reached"],
    [{ kind: "status", status: 500 }, "tedee-down"],
  ];

  // each waits for polls most of its time, so that all wait together
  it.concurrent.for(faults)("%j: no crash, no false state, no false alert", async ([fault, kind]) => {
    const world = await watch();
    try {
      world.start();
      await many(world.lines, true, 2);
      wellNow(world);
      const end = world.server.fault(fault);
      await many(world.lines, false, 2);
      neverFalse(world);
      end();
      await many(world.lines, true, answered(world.lines, true) + 2);
      wellNow(world);
      neverFalse(world);
      expect(world.raised).toEqual([]);
      const failures = world.lines.flatMap((line) => (line.kind === "request" ? (line.failure ?? []) : []));
      expect(new Set(failures)).toEqual(new Set([kind]));
    } finally {
      world.stop();
      await world.server.close();
    }
  });
});
