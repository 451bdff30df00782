import { DEMO_KEY, type Cloud } from "../../../src-main/demo/cloud.ts";
import { DOOR_STATE, LOCK_STATE } from "../../../src-main/demo/demo-lock.ts";
import type { FaultKind } from "./fault-kinds.ts";
import type { Door, House } from "./house.ts";
import { play, type Steps } from "./house-life.ts";
import type { WorldWitness } from "../oracle/events.ts";
import type { Queue } from "./queue.ts";
import type { Chance } from "./random.ts";
import type { MishapKind, SpellKind, Weather } from "./network.ts";

/** The computer and the app on it, as far as anything can befall them; each answers whether it did. */
export interface Computer {
  sleep(ms: number, told: boolean, resumes: readonly number[]): Promise<boolean>;
  setClock(byMs: number): boolean;
  refresh(): boolean;
  restart(how: "stop" | "kill", downMs: number): Promise<boolean>;
  /** Whether the app runs on a computer that is awake. */
  up(): boolean;
}

export interface Stage {
  readonly house: House;
  readonly cloud: Cloud;
  readonly weather: Weather;
  readonly queue: Queue;
  readonly chance: Chance;
  readonly computer: Computer;
  readonly now: () => number;
  readonly tell: (witness: WorldWitness) => void;
  /** The account's key as it is now. */
  readonly key: { revoked: boolean };
  /** Floods of another client's requests that no answer to the app told of yet, and what follows when one does. */
  readonly floods: Map<FaultKind, () => void>;
}

/** Whether a fault happened; weather and floods are to come, and count when a request meets them. */
export type Outcome = boolean | "to come";

type Act = (stage: Stage) => Outcome | Promise<Outcome>;

const S = 1000;
const MINUTE = 60 * S;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Requests of another client that use up the account's hour, whatever is left of it. */
const FLOOD = 700;

/** Lets a fault happen, if it can now. */
export const befall = (kind: FaultKind, stage: Stage): Outcome | Promise<Outcome> => ACTS[kind](stage);

const once =
  (kind: MishapKind): Act =>
  ({ weather }) => {
    weather.once(kind);
    return "to come";
  };

const spell =
  (kind: SpellKind, leastMs: number, ...mostMs: readonly [number, ...number[]]): Act =>
  ({ weather, chance, now }) => {
    weather.spell(kind, now() + chance.between(leastMs, chance.of(mostMs)));
    return "to come";
  };

const asleep =
  (leastMs: number, mostMs: number, told: boolean, resumes: readonly number[] = []): Act =>
  ({ computer, chance }) =>
    computer.sleep(chance.between(leastMs, mostMs), told, resumes);

const restart =
  (how: "stop" | "kill"): Act =>
  ({ computer, chance }) =>
    computer.restart(how, chance.between(2 * S, 5 * MINUTE));

const script =
  (steps: (door: Door, chance: Chance) => Steps): Act =>
  (stage) => {
    const door = anyOf(stage);
    return play(door, steps(door, stage.chance), stage, () => undefined);
  };

/** For a while: begun now, ended later; null where there is nothing to begin, as it is so already. */
const forAWhile =
  (mostMs: readonly [number, ...number[]], begin: (door: Door, house: House) => (() => void) | null): Act =>
  (stage) => {
    const end = begin(anyOf(stage), stage.house);
    if (end === null) return false;
    stage.queue.add(stage.now() + stage.chance.between(10 * S, stage.chance.of(mostMs)), end);
    return true;
  };

function anyOf({ house, chance }: Stage): Door {
  const [first, ...rest] = house.doors;
  if (first === undefined) throw new Error("A house without doors");
  return chance.of([first, ...rest]);
}

const ACTS: Readonly<Record<FaultKind, Act>> = {
  "lost request": once("lost request"),
  "slow request": once("slow request"),
  "stalled body": once("stalled body"),
  reset: once("reset"),
  "truncated JSON": once("truncated JSON"),
  "no network": spell("no network", 20 * S, 2 * MINUTE, HOUR, 3 * HOUR),
  "captive portal": spell("captive portal", MINUTE, 40 * MINUTE),
  "burst of 5xx": spell("burst of 5xx", 20 * S, MINUTE, 15 * MINUTE),
  // shorter than the patience of 60 s
  "blip of 401": spell("blip of 401", 20 * S, 55 * S),
  "revoked key": revoke,
  "429 by another client": (stage) => flood(stage, "429 by another client", () => undefined),
  // what a person tries who reads that there is no update for an hour
  "429, then a restart": (stage) =>
    flood(stage, "429, then a restart", () => {
      const { computer, chance, queue, now } = stage;
      queue.add(now() + chance.between(S, 10 * MINUTE), async () => {
        await computer.restart(chance.of(["stop", "kill"]), chance.between(2 * S, MINUTE));
      });
    }),
  "lock back with another id": forAWhile([MINUTE, 4 * HOUR], (door, house) => {
    if (door.id === null) return null;
    house.vanish(door);
    return () => house.comeBack(door);
  }),
  "lock renamed": (stage) => rename(anyOf(stage), stage),
  "lock renamed every minute": (stage) => {
    const door = anyOf(stage);
    const { chance, queue, now } = stage;
    for (let minute = 1; minute < chance.whole(14, 20); minute += 1) {
      queue.add(now() + minute * 62 * S, () => {
        rename(door, stage);
      });
    }
    return rename(door, stage);
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
  "null device state": forAWhile([5 * MINUTE], (door, house) => {
    if (door.silent || door.id === null || door.bridge === null) return null;
    house.silence(door, true);
    return () => house.silence(door, false);
  }),
  "sensor lost": script((_, chance) => [
    [0, { doorState: chance.of([DOOR_STATE.disconnected, DOOR_STATE.uncalibrated]) }],
    [chance.between(15 * S, 20 * MINUTE), { doorState: chance.of([DOOR_STATE.opened, DOOR_STATE.closed]) }],
    [chance.between(30 * S, 5 * MINUTE), { doorState: DOOR_STATE.closed, state: LOCK_STATE.locked }],
  ]),
  "battery 255": forAWhile([HOUR], (door, house) => {
    const { batteryLevel } = door.state;
    if (batteryLevel === 255) return null;
    house.change(door, { batteryLevel: 255 });
    return () => house.change(door, { batteryLevel });
  }),
  "lock out of reach": forAWhile([40 * S, 5 * MINUTE, HOUR], (door, house) => {
    if (!door.reached || door.bridge === null) return null;
    house.reach(door, false);
    return () => house.reach(door, true);
  }),
  "bridge lost": forAWhile([2 * MINUTE, 20 * MINUTE, 5 * HOUR], ({ bridge }, house) => {
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

/** Nobody notices a flood whose hour is over before the next request. */
function flood({ cloud, floods, computer }: Stage, kind: FaultKind, then: () => void): Outcome {
  if (!computer.up()) return false;
  const authorization = `PersonalKey ${DEMO_KEY}`;
  for (let count = 0; count < FLOOD; count += 1) {
    cloud.answer({ method: "GET", path: "/api/v37/my/device/details", authorization });
  }
  floods.set(kind, then);
  return "to come";
}

const rename = (door: Door, { house, chance }: Stage): Outcome =>
  house.rename(door, `${door.name.split(" (")[0] ?? ""} (${chance.whole(1, 999_999)})`);

function revoke({ cloud, chance, queue, now, tell, key }: Stage): Outcome {
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

function flap(stage: Stage): Outcome {
  const { house, chance, queue, now } = stage;
  const { bridge } = anyOf(stage);
  if (bridge === null) return false;
  const times = chance.whole(4, 40);
  for (let time = 0; time < times; time += 1) {
    queue.add(now() + time * 30 * S, () => house.bridge(bridge, time % 2 === 1 || time === times - 1));
  }
  return true;
}
