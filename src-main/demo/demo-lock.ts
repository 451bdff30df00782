/** Tedee's numbers for what the bolt does (API docs, enums/lock-state; 255 is documented for the bridge only). */
export const LOCK_STATE = {
  uncalibrated: 0,
  calibrating: 1,
  unlocked: 2,
  semiLocked: 3,
  unlocking: 4,
  locking: 5,
  locked: 6,
  pulled: 7,
  pulling: 8,
  unknown: 9,
  updating: 18,
  unpulling: 255,
} as const;

/** Tedee's numbers for what the door sensor reports (API docs, enums/door-state). */
export const DOOR_STATE = { notPaired: 0, disconnected: 1, opened: 2, closed: 3, uncalibrated: 4 } as const;

/** Tedee's numbers for kinds of devices (API docs, enums/device-type). */
export const DEVICE_TYPE = { lockPro: 2, lockGo: 4, doorSensor: 8 } as const;

/** What a lock would report; numbers, not words, so that one outside Tedee's enumerations can be reported too. */
export interface DemoState {
  /** False: out of reach now; null: not paired with a bridge. The device state is null unless this is true. */
  readonly isConnected: boolean | null;
  readonly state: number;
  /** Null leaves the field out, as bodies of old versions do. */
  readonly doorState: number | null;
  /** Percent; 255 is how a bridge says that it does not know. */
  readonly batteryLevel: number | null;
  readonly isCharging: boolean;
  /** 0 success, above 0 an error, null no information (API docs, datastructures/lock-state). */
  readonly stateChangeResult: number | null;
}

/** A lock of the simulated account. */
export interface DemoLock {
  readonly serial: string;
  readonly id: number;
  readonly name: string;
  readonly type: number;
  /** The bridge's device id; null when the lock is not paired with one. */
  readonly bridgeId: number | null;
  readonly revision: number;
  /** What differs from the documented sample of device settings; null sends none at all. */
  readonly settings: Readonly<Record<string, boolean | number>> | null;
  /** What it reports while neither a script nor `set` says otherwise. */
  readonly state: DemoState;
}

/** Locked, closed, connected, well charged. */
export const RESTING: DemoState = {
  isConnected: true,
  state: LOCK_STATE.locked,
  doorState: DOOR_STATE.closed,
  batteryLevel: 80,
  isCharging: false,
  stateChangeResult: 0,
};

/** The `n`th lock (1 to 9999), at rest but for `state`; its serial number and id follow from `n`. */
export const demoLock = (
  n: number,
  name: string,
  state: Partial<DemoState> = {},
  differs: Partial<Omit<DemoLock, "name" | "state">> = {},
): DemoLock => ({
  serial: `${200_000 + n}-${10_000 + n}`,
  id: 40_000 + n,
  name,
  type: DEVICE_TYPE.lockPro,
  bridgeId: 30_001,
  revision: 1,
  settings: {},
  ...differs,
  state: { ...RESTING, ...state },
});
