import { DEVICE_TYPE, DOOR_STATE, type DemoLock, type DemoState } from "./demo-lock.ts";

/** What a lock reports at one moment. */
export interface Reported {
  readonly state: DemoState;
  /** When its bolt last moved, in milliseconds since the epoch. */
  readonly changedAt: number;
}

/** The body around a result that is already JSON (API docs, getting started). */
export const envelope = (result: string): string =>
  `{"result":${result},"success":true,"errorMessages":[],"statusCode":200}`;

/** The body of a refusal. No real one is public: this is the documented envelope with an invented message. */
export const refusal = (status: number, message: string): string =>
  JSON.stringify({ result: null, success: false, errorMessages: [message], statusCode: status });

/** One lock of a sync answer as JSON: no name, no serial number, no settings (API docs, lock/sync). */
export const syncText = (lock: DemoLock, { state, changedAt }: Reported): string =>
  JSON.stringify({
    id: lock.id,
    isConnected: state.isConnected,
    deviceState: deviceState(lock, state, changedAt),
    revision: lock.revision,
  });

/** One lock of the list, or alone, as JSON (API docs, datastructures/lock). */
export function lockText(lock: DemoLock, { state, changedAt }: Reported, accessories: boolean): string {
  const paired = lock.bridgeId !== null;
  return JSON.stringify({
    deviceSettings: lock.settings === null ? null : { ...DEVICE_SETTINGS, ...lock.settings },
    userSettings: USER_SETTINGS,
    deviceState: deviceState(lock, state, changedAt),
    beaconMajor: paired ? 56 : null,
    beaconMinor: paired ? lock.id % 1000 : null,
    // a lock that has no bridge has no time zone in the documented sample
    ...(paired ? { timeZone: "Europe/Warsaw" } : {}),
    id: lock.id,
    connectedToId: lock.bridgeId,
    serialNumber: lock.serial,
    name: lock.name,
    userIdentity: "00000000-0000-0000-0000-000000000000",
    type: lock.type,
    created: lock.id % 2 === 0 ? "2022-03-23T15:35:26.0400127" : "2020-01-01T00:00:00",
    revision: lock.revision,
    deviceRevision: lock.revision,
    targetDeviceRevision: lock.revision,
    isConnected: state.isConnected,
    accessLevel: 2,
    accessDetails: null,
    softwareVersions: [{ softwareType: 0, version: "2.4.1", updateAvailable: false }],
    ...(accessories ? { accessories: accessoriesOf(lock) } : {}),
  });
}

/** An instant as the cloud writes it: with `Z` and three decimals, or without a zone and without closing zeros. */
export function dateText(ms: number, zoned: boolean): string {
  const text = new Date(ms).toISOString();
  return zoned ? text : text.replace(/\.?0*Z$/, "");
}

/** Null in every documented sample unless the lock is connected: the last state is not repeated. */
function deviceState(lock: DemoLock, state: DemoState, changedAt: number): object | null {
  if (state.isConnected !== true) return null;
  return {
    state: state.state,
    ...(state.doorState === null ? {} : { doorState: state.doorState }),
    isCharging: state.isCharging,
    batteryLevel: state.batteryLevel,
    stateChangeResult: state.stateChangeResult,
    // both forms were seen in this field, so that an account has both
    lastStateChangedDate: dateText(changedAt, lock.id % 2 === 0),
  };
}

function accessoriesOf(lock: DemoLock): readonly object[] {
  const { doorState } = lock.state;
  const sensor = doorState !== null && doorState !== DOOR_STATE.notPaired;
  return sensor ? [{ id: lock.id + 50_000, deviceType: DEVICE_TYPE.doorSensor }] : [];
}

/** The documented sample's settings (API docs, lock/get-all). */
const DEVICE_SETTINGS = {
  autoLockEnabled: true,
  autoLockDelay: 10,
  autoLockImplicitEnabled: false,
  autoLockImplicitDelay: 10,
  pullSpringEnabled: true,
  pullSpringDuration: 10,
  autoPullSpringEnabled: false,
  postponedLockEnabled: false,
  postponedLockDelay: 10,
  buttonLockEnabled: false,
  buttonUnlockEnabled: false,
  isAsync: false,
  openDoorAlertEnabled: false,
  openDoorAlertThreshold: 300,
  autoLockAfterDoorClosedEnabled: false,
  doorStateEventLoggingEnabled: false,
} as const;

const USER_SETTINGS = {
  autoUnlockEnabled: true,
  autoUnlockConfirmEnabled: true,
  autoUnlockRangeIn: 300,
  autoUnlockRangeOut: 400,
  autoUnlockTimeout: 20,
  location: { latitude: 0, longitude: 0 },
} as const;
