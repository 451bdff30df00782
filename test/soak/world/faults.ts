import { DEMO_KEY, type Cloud } from "../../../src-main/demo/cloud.ts";
import { DOOR_STATE, LOCK_STATE } from "../../../src-main/demo/demo-lock.ts";
import type { FaultKind } from "./fault-kinds.ts";
import type { Door, House } from "./house.ts";
import { play, type Steps } from "./visits.ts";
import type { WorldEvent } from "../oracle/events.ts";
import type { Queue } from "./queue.ts";
import type { Chance } from "./random.ts";
import type { SingleFault, LastingFault, Network } from "./network.ts";

/** What faults do to the computer and to the app on it; each answers whether the fault happened. */
export interface Computer {
  sleep(ms: number, announced: boolean, resumes: readonly number[]): Promise<boolean>;
  setClock(byMs: number): boolean;
  refresh(): boolean;
  restart(how: "stop" | "kill", downMs: number): Promise<boolean>;
  /** Whether the app runs on a computer that is awake. */
  up(): boolean;
}

/** Everything that a fault can act on. */
export interface FaultContext {
  readonly house: House;
  readonly cloud: Cloud;
  readonly network: Network;
  readonly queue: Queue;
  readonly chance: Chance;
  readonly computer: Computer;
  readonly now: () => number;
  readonly tell: (event: WorldEvent) => void;
  /** The account's key as it is now. */
  readonly key: { revoked: boolean };
  /** Floods of another client that no 429 has told the app of yet, each with what follows the 429. */
  readonly floods: Map<FaultKind, () => void>;
}

/** Whether a fault happened; a pending one counts when a request meets it. */
export type FaultOutcome = boolean | "pending";

type Act = (context: FaultContext) => FaultOutcome | Promise<FaultOutcome>;

const S = 1000;
const MINUTE = 60 * S;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** So many requests of another client use up the account's whole hour. */
const FLOOD = 700;

/** Makes a fault happen, if it can happen now. */
export const causeFault = (kind: FaultKind, context: FaultContext): FaultOutcome | Promise<FaultOutcome> =>
  FAULT_ACTS[kind](context);

const once =
  (kind: SingleFault): Act =>
  ({ network }) => {
    network.once(kind);
    return "pending";
  };

const lasting =
  (kind: LastingFault, leastMs: number, ...mostMs: readonly [number, ...number[]]): Act =>
  ({ network, chance, now }) => {
    network.lasting(kind, now() + chance.between(leastMs, chance.of(mostMs)));
    return "pending";
  };

const asleep =
  (leastMs: number, mostMs: number, announced: boolean, resumes: readonly number[] = []): Act =>
  ({ computer, chance }) =>
    computer.sleep(chance.between(leastMs, mostMs), announced, resumes);

const restart =
  (how: "stop" | "kill"): Act =>
  ({ computer, chance }) =>
    computer.restart(how, chance.between(2 * S, 5 * MINUTE));

const script =
  (steps: (door: Door, chance: Chance) => Steps): Act =>
  (context) => {
    const door = anyOf(context);
    return play(door, steps(door, context.chance), context, () => undefined);
  };

/** Begins something now and ends it later; `begin` answers null when the fault is there already. */
const forSomeTime =
  (mostMs: readonly [number, ...number[]], begin: (door: Door, house: House) => (() => void) | null): Act =>
  (context) => {
    const end = begin(anyOf(context), context.house);
    if (end === null) return false;
    context.queue.add(context.now() + context.chance.between(10 * S, context.chance.of(mostMs)), end);
    return true;
  };

function anyOf({ house, chance }: FaultContext): Door {
  const [first, ...rest] = house.doors;
  if (first === undefined) throw new Error("A house without doors");
  return chance.of([first, ...rest]);
}

const FAULT_ACTS: Readonly<Record<FaultKind, Act>> = {
  "lost request": once("lost request"),
  "slow request": once("slow request"),
  "stalled body": once("stalled body"),
  reset: once("reset"),
  "truncated JSON": once("truncated JSON"),
  "no network": lasting("no network", 20 * S, 2 * MINUTE, HOUR, 3 * HOUR),
  "captive portal": lasting("captive portal", MINUTE, 40 * MINUTE),
  "burst of 5xx": lasting("burst of 5xx", 20 * S, MINUTE, 15 * MINUTE),
  // shorter than the 60 s in which the app blames no key
  "blip of 401": lasting("blip of 401", 20 * S, 55 * S),
  "revoked key": revoke,
  "429 by another client": (context) => flood(context, "429 by another client", () => undefined),
  // people restart an app that shows no update for an hour
  "429, then a restart": (context) =>
    flood(context, "429, then a restart", () => {
      const { computer, chance, queue, now } = context;
      queue.add(now() + chance.between(S, 10 * MINUTE), async () => {
        await computer.restart(chance.of(["stop", "kill"]), chance.between(2 * S, MINUTE));
      });
    }),
  "lock back with another id": forSomeTime([MINUTE, 4 * HOUR], (door, house) => {
    if (door.id === null) return null;
    house.vanish(door);
    return () => house.comeBack(door);
  }),
  "lock renamed": (context) => rename(anyOf(context), context),
  "lock renamed every minute": (context) => {
    const door = anyOf(context);
    const { chance, queue, now } = context;
    for (let minute = 1; minute < chance.whole(14, 20); minute += 1) {
      queue.add(now() + minute * 62 * S, () => {
        rename(door, context);
      });
    }
    return rename(door, context);
  },
  "firmware update (18, 1, 9)": script((door, chance) => [
    [0, { state: LOCK_STATE.updating }],
    [chance.between(40 * S, 180 * S), { state: LOCK_STATE.calibrating }],
    [chance.between(20 * S, 90 * S), { state: LOCK_STATE.unknown }],
    [chance.between(20 * S, 90 * S), { state: door.state.state }],
  ]),
  "new state number": script(({ state: { state, doorState } }, chance) => [
    [
      0,
      chance.of<Steps[number][1]>([
        { state: chance.whole(19, 254) },
        { doorState: chance.whole(5, 99) },
        { doorState: null },
      ]),
    ],
    [chance.between(25 * S, 10 * MINUTE), { state, doorState }],
  ]),
  "null device state": forSomeTime([5 * MINUTE], (door, house) => {
    if (door.silent || door.id === null || door.bridge === null) return null;
    house.silence(door, true);
    return () => house.silence(door, false);
  }),
  "sensor lost": script((_, chance) => [
    [0, { doorState: chance.of([DOOR_STATE.disconnected, DOOR_STATE.uncalibrated]) }],
    [chance.between(15 * S, 20 * MINUTE), { doorState: chance.of([DOOR_STATE.opened, DOOR_STATE.closed]) }],
    [chance.between(30 * S, 5 * MINUTE), { doorState: DOOR_STATE.closed, state: LOCK_STATE.locked }],
  ]),
  "battery 255": forSomeTime([HOUR], (door, house) => {
    const { batteryLevel } = door.state;
    if (batteryLevel === 255) return null;
    house.change(door, { batteryLevel: 255 });
    return () => house.change(door, { batteryLevel });
  }),
  "lock out of reach": forSomeTime([40 * S, 5 * MINUTE, HOUR], (door, house) => {
    if (!door.reached || door.bridge === null) return null;
    house.reach(door, false);
    return () => house.reach(door, true);
  }),
  "bridge lost": forSomeTime([2 * MINUTE, 20 * MINUTE, 5 * HOUR], ({ bridge }, house) => {
    if (bridge === null || !house.isUp(bridge)) return null;
    house.bridge(bridge, false);
    return () => house.bridge(bridge, true);
  }),
  "bridge flapping every 30 s": flap,
  "clock +1 day": ({ computer }) => computer.setClock(DAY),
  "clock -1 day": ({ computer }) => computer.setClock(-DAY),
  "clock ±1 hour": ({ computer, chance }) => computer.setClock(chance.of([HOUR, -HOUR])),
  "suspended for seconds": asleep(2 * S, 90 * S, true),
  "suspended for hours": asleep(20 * MINUTE, 9 * HOUR, true),
  "suspended for a day or more": asleep(DAY, 1.3 * DAY, true),
  "resume told twice": asleep(20 * S, 10 * MINUTE, true, [1.4 * S, 2.9 * S]),
  "sleep that nobody told of": asleep(MINUTE, 3 * HOUR, false),
  "refresh pressed": ({ computer }) => computer.refresh(),
  restart: restart("stop"),
  "crash and start": restart("kill"),
};

/** A flood needs a running app: its hour must not pass before the next request. */
function flood({ cloud, floods, computer }: FaultContext, kind: FaultKind, then: () => void): FaultOutcome {
  if (!computer.up()) return false;
  const authorization = `PersonalKey ${DEMO_KEY}`;
  for (let count = 0; count < FLOOD; count += 1) {
    cloud.answer({ method: "GET", path: "/api/v37/my/device/details", authorization });
  }
  floods.set(kind, then);
  return "pending";
}

const rename = (door: Door, { house, chance }: FaultContext): FaultOutcome =>
  house.rename(door, `${door.name.split(" (")[0] ?? ""} (${chance.whole(1, 999_999)})`);

function revoke({ cloud, chance, queue, now, tell, key }: FaultContext): FaultOutcome {
  if (key.revoked) return false;
  const set = (revoked: boolean): void => {
    key.revoked = revoked;
    cloud.revoke(revoked);
    tell({ kind: "key", revoked });
  };
  set(true);
  queue.add(now() + chance.between(10 * MINUTE, 3 * HOUR), () => set(false));
  return true;
}

function flap(context: FaultContext): FaultOutcome {
  const { house, chance, queue, now } = context;
  const { bridge } = anyOf(context);
  if (bridge === null) return false;
  const times = chance.whole(4, 40);
  for (let time = 0; time < times; time += 1) {
    queue.add(now() + time * 30 * S, () => house.bridge(bridge, time % 2 === 1 || time === times - 1));
  }
  return true;
}
