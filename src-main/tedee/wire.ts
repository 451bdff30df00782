import * as v from "valibot";

/**
 * Bodies of the Tedee cloud, API v37 and older, as far as Ajar reads them. Unknown fields come without notice and are
 * passed over; a field of another type than documented counts as not told. Old versions call `deviceState`
 * `lockProperties` (release notes of v1.34 and v1.35).
 */

const told = <T>(schema: v.GenericSchema<unknown, T>) => v.fallback(v.nullish(schema), undefined);

const number = told(v.pipe(v.number(), v.finite()));
const text = told(v.string());
const flag = told(v.boolean());

const deviceState = v.object({
  state: number,
  doorState: number,
  isCharging: flag,
  batteryLevel: number,
  stateChangeResult: number,
  lastStateChangedDate: text,
});
export type WireState = v.InferOutput<typeof deviceState>;

const id = v.pipe(v.number(), v.safeInteger());

const syncFields = {
  id,
  isConnected: flag,
  deviceState: told(deviceState),
  lockProperties: told(deviceState),
  revision: number,
} as const;

/** One lock of a sync (endpoints lock/sync and lock/sync-single). */
export const wireSync = v.object(syncFields);
export type WireSync = v.InferOutput<typeof wireSync>;

/** One lock of the list (datastructures/lock); places and people in it are left out. */
export const wireLock = v.object({
  ...syncFields,
  serialNumber: text,
  name: text,
  connectedToId: number,
  deviceSettings: told(v.object({ autoPullSpringEnabled: flag, pullSpringEnabled: flag })),
});
export type WireLock = v.InferOutput<typeof wireLock>;

/** What every answer is wrapped in; `result` alone is read. */
export const wireEnvelope = v.object({ result: v.unknown() });
