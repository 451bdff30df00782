import { DEVICE_TYPE, DOOR_STATE, LOCK_STATE, demoLock, type DemoLock, type DemoState } from "./demo-lock.ts";
import { createScript, type Script, type Step } from "./script.ts";

const cellarBridge = 30_002;
const noSensor = { doorState: DOOR_STATE.notPaired } as const;
const noBridge = { isConnected: null } as const;

/** The six locks of the demo, all shut when it begins. */
export const HOUSE = {
  front: demoLock(1, "Front door", {}, { settings: { autoPullSpringEnabled: true } }),
  back: demoLock(2, "Back door", {}, { settings: { pullSpringEnabled: false } }),
  garage: demoLock(3, "Garage", noSensor, { type: DEVICE_TYPE.lockGo, settings: { pullSpringEnabled: false } }),
  cellar: demoLock(4, "Cellar", { batteryLevel: 64 }, { bridgeId: cellarBridge }),
  office: demoLock(5, "Office", { batteryLevel: 21 }),
  shed: demoLock(6, "Shed", { ...noSensor, ...noBridge }, { type: DEVICE_TYPE.lockGo, bridgeId: null }),
} as const satisfies Record<string, DemoLock>;

/** The house as the account lists it. */
export const houseLocks: readonly DemoLock[] = Object.values(HOUSE);

/** After so long the house does the same again. */
export const LOOP_MS = 15 * 60_000;
/** When the first door opens, after the first sync. */
export const FIRST_DOOR_MS = 25_000;
/** Nothing in the house changes sooner than this after its last change, so that a poll each 20 s sees every state. */
export const HOLD_MS = 45_000;

const locked = { state: LOCK_STATE.locked, doorState: DOOR_STATE.closed } as const;
const shut = { state: LOCK_STATE.unlocked, doorState: DOOR_STATE.closed } as const;
const open = { state: LOCK_STATE.unlocked, doorState: DOOR_STATE.opened } as const;

/** Changes as pairs of seconds and what differs from then on. */
const steps = (...pairs: readonly (readonly [number, Partial<DemoState>])[]): readonly Step[] =>
  pairs.map(([atSeconds, change]) => ({ atSeconds, change }));

const back = steps(
  [FIRST_DOOR_MS / 1000, open],
  [85, shut],
  [145, locked],
  // somebody takes the rubbish out
  [560, open],
  [610, shut],
  [660, locked],
);

const front = steps(
  [205, shut],
  [255, open],
  [305, shut],
  [355, locked],
  // the door sensor is out of reach for a minute
  [760, { doorState: DOOR_STATE.disconnected }],
  [820, locked],
);

const garage = steps(
  [110, { state: LOCK_STATE.unlocked }],
  [190, { state: LOCK_STATE.locked }],
  [690, { state: LOCK_STATE.updating }],
  [750, { state: LOCK_STATE.locked }],
);

// four minutes without its bridge
const cellar = steps([400, { isConnected: false }], [640, { isConnected: true }]);

// a battery's weeks in minutes: low, very low, on the charger, and in use again
const office = steps(
  [60, { batteryLevel: 20 }],
  [120, { batteryLevel: 19 }],
  [225, { batteryLevel: 15 }],
  [330, { batteryLevel: 10 }],
  [420, { batteryLevel: 9 }],
  [500, { isCharging: true }],
  [560, { batteryLevel: 30 }],
  [620, { batteryLevel: 62 }],
  [680, { isCharging: false }],
  [740, { batteryLevel: 48 }],
  [795, { batteryLevel: 33 }],
  [850, { batteryLevel: 21 }],
);

/** How the house moves, whether anybody asks or not; the shed stands still. */
export const houseScript: Script = createScript(
  new Map([
    [HOUSE.front.serial, { base: HOUSE.front.state, steps: front }],
    [HOUSE.back.serial, { base: HOUSE.back.state, steps: back }],
    [HOUSE.garage.serial, { base: HOUSE.garage.state, steps: garage }],
    [HOUSE.cellar.serial, { base: HOUSE.cellar.state, steps: cellar }],
    [HOUSE.office.serial, { base: HOUSE.office.state, steps: office }],
  ]),
  LOOP_MS,
);
