import * as v from "valibot";
import { createCloud, DEMO_KEY, type Cloud, type CloudResponse } from "../../../src-main/demo/cloud.ts";
import type { DemoLock } from "../../../src-main/demo/demo-lock.ts";
import { houseLocks } from "../../../src-main/demo/house.ts";
import type { Script } from "../../../src-main/demo/script.ts";

/** Tuesday 24 November 2026, 13:00 UTC. */
export const START_MS = Date.UTC(2026, 10, 24, 13, 0, 0);

const deviceState = v.object({
  state: v.number(),
  doorState: v.optional(v.number()),
  isCharging: v.boolean(),
  batteryLevel: v.nullable(v.number()),
  stateChangeResult: v.nullable(v.number()),
  lastStateChangedDate: v.string(),
});

/** A lock as any of the calls gives it; the fields after `revision` come with the list alone. */
const wire = v.object({
  id: v.number(),
  isConnected: v.nullable(v.boolean()),
  deviceState: v.nullable(deviceState),
  revision: v.number(),
  name: v.optional(v.string()),
  serialNumber: v.optional(v.string()),
  connectedToId: v.nullish(v.number()),
  deviceSettings: v.nullish(v.record(v.string(), v.union([v.boolean(), v.number()]))),
  accessories: v.optional(v.array(v.object({ id: v.number(), deviceType: v.number() }))),
});
export type Wire = v.InferOutput<typeof wire>;

const envelope = v.strictObject({
  result: v.union([
    v.array(wire),
    v.pipe(
      wire,
      v.transform((one) => [one]),
    ),
  ]),
  success: v.literal(true),
  errorMessages: v.strictTuple([]),
  statusCode: v.literal(200),
});

/** The locks of a 200; throws for anything else. */
export function locksOf({ status, body }: Pick<CloudResponse, "status" | "body">): readonly Wire[] {
  if (status !== 200) throw new Error(`Answered ${status}: ${body}`);
  return v.parse(envelope, JSON.parse(body)).result;
}

export const LIST = "/api/v37/my/lock";
export const SYNC = "/api/v37/my/lock/sync";

/** A cloud under a clock that a test moves. */
export interface Bench {
  readonly cloud: Cloud;
  /** The answer to a GET with the demo's key, so many seconds after the start. */
  readonly get: (seconds: number, path: string) => CloudResponse;
  /** The answer to anything. */
  readonly ask: (
    seconds: number,
    path: string,
    request: { method?: string; authorization?: string | null },
  ) => CloudResponse;
  /** Moves the clock. */
  readonly at: (seconds: number) => void;
}

/** A cloud without a script, of the house unless told otherwise. */
export function bench(
  options: { readonly locks?: readonly DemoLock[]; readonly script?: Script; readonly key?: string | null } = {},
): Bench {
  let nowMs = START_MS;
  const { locks = houseLocks, script = null, key = DEMO_KEY } = options;
  const cloud = createCloud({ now: () => nowMs, key, locks, script });
  const at = (seconds: number): void => {
    nowMs = START_MS + seconds * 1000;
  };
  const ask: Bench["ask"] = (seconds, path, { method = "GET", authorization = `PersonalKey ${DEMO_KEY}` }) => {
    at(seconds);
    return cloud.answer({ method, path, authorization });
  };
  return { cloud, at, ask, get: (seconds, path) => ask(seconds, path, {}) };
}
