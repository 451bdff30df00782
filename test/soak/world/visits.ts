import { DOOR_STATE, LOCK_STATE, type DemoState } from "../../../src-main/demo/demo-lock.ts";
import type { Door, House } from "./house.ts";
import type { Queue } from "./queue.ts";
import type { Chance } from "./random.ts";

/** A script for a door: for each step the milliseconds after the step before, and what changes. */
export type Steps = readonly (readonly [number, Partial<DemoState>])[];

const S = 1000;
const { opened, closed } = DOOR_STATE;
const { unlocked, locked, locking, unlocking, pulling, pulled, semiLocked } = LOCK_STATE;

/** What people who use doors need. */
export interface UseOptions {
  readonly house: House;
  readonly queue: Queue;
  readonly chance: Chance;
  readonly now: () => number;
  readonly endMs: number;
  /** The mean time between two visits to one door, in milliseconds. */
  readonly restMs: number;
  readonly count: (visit: VisitKind) => void;
}

/** What people do with a door. */
export const VISITS = [
  "come and go",
  "command from elsewhere",
  "pull from elsewhere",
  "jam",
  "locked while open",
] as const;
export type VisitKind = (typeof VISITS)[number];

/** Lets people use every door until the world ends. */
export function useDoors(options: UseOptions): void {
  for (const door of options.house.doors) rest(door, options);
}

function rest(door: Door, options: UseOptions): void {
  const { queue, chance, now, endMs, restMs } = options;
  const at = now() + chance.wait(restMs);
  if (at > endMs) return;
  queue.add(at, () => {
    const kind = chance.of([...oftenComeAndGo, ...VISITS]);
    const began = play(door, visit(kind, door, chance), options, () => rest(door, options));
    if (began) options.count(kind);
    else rest(door, options);
  });
}

const oftenComeAndGo = ["come and go", "come and go", "come and go", "come and go"] as const;

/** Moves a door step by step; false when another script moves it already. */
export function play(
  door: Door,
  steps: Steps,
  { house, queue, now }: Pick<UseOptions, "house" | "queue" | "now">,
  ended: () => void,
): boolean {
  if (door.busy) return false;
  door.busy = true;
  const step = (index: number): void => {
    const next = steps[index];
    if (next === undefined) {
      door.busy = false;
      ended();
      return;
    }
    queue.add(now() + next[0], () => {
      const { doorState, ...others } = next[1];
      // a door without a sensor never says what it does
      house.change(door, door.sensor && doorState !== undefined ? { ...others, doorState } : others);
      step(index + 1);
    });
  };
  step(0);
  return true;
}

function visit(kind: VisitKind, door: Door, chance: Chance): Steps {
  const shut = door.state.doorState !== opened;
  const openMs = chance.of([
    chance.between(3 * S, 19 * S),
    chance.between(25 * S, 120 * S),
    chance.between(60 * S, 600 * S),
    chance.between(600 * S, 7200 * S),
  ]);
  const lockAgain: Steps = [
    [chance.between(4 * S, 120 * S), { state: locking, stateChangeResult: 0 }],
    [chance.between(1.5 * S, 3 * S), { state: locked }],
  ];
  const unlock: Steps = [
    [0, { state: unlocking, stateChangeResult: 0 }],
    [chance.between(1.5 * S, 3 * S), { state: unlocked }],
  ];
  const close: Steps = [[shut ? 0 : chance.between(1 * S, 60 * S), { doorState: closed }]];
  const open: Steps = [[chance.between(2 * S, 30 * S), { doorState: opened }]];
  const leave: Steps = [[openMs, { doorState: closed }], ...lockAgain];
  switch (kind) {
    case "come and go":
      return [...close, ...unlock, ...open, ...leave];
    case "command from elsewhere":
      return [...close, ...unlock, [openMs, {}], ...lockAgain];
    case "pull from elsewhere":
      return [
        ...[...close, ...unlock],
        ...([
          [2 * S, { state: pulling }],
          [2 * S, { state: pulled }],
          [8 * S, { state: unlocked }],
        ] as const),
        ...[...open, ...leave],
      ];
    case "jam":
      return [
        ...[...close, ...unlock, ...open],
        ...([
          [openMs, { doorState: closed }],
          [5 * S, { state: locking }],
        ] as const),
        [3 * S, { state: semiLocked, stateChangeResult: 1 }],
        [chance.between(30 * S, 900 * S), { state: unlocked, stateChangeResult: 0 }],
        ...lockAgain,
      ];
    case "locked while open":
      return [
        ...[...close, ...unlock, ...open],
        ...([
          [10 * S, { state: locking }],
          [45 * S, { state: locked }],
        ] as const),
        [openMs, { state: unlocking }],
        [40 * S, { state: unlocked }],
        ...[...([[20 * S, { doorState: closed }]] as const), ...lockAgain],
      ];
  }
}
