import type { HouseEvent } from "../../../src-main/core/lock/house-event.ts";
import type { Reading } from "../../../src-main/core/lock/lock.ts";
import type { StatusCause } from "../../../src-main/core/lock/status.ts";
import { allWell, at, away, listed, lock, lockFor, read, reading } from "../../unit/support/house.ts";
import type { Listed } from "./listed.ts";
import { told, type Story } from "./story.ts";

const OPEN = { door: "open", lock: "unlocked" } as const;
const DAY_S = 86_400;

const seen = (differs: Partial<Reading>): Story => [
  [listed(0, [{ lock: lockFor(1, differs), reading: reading(1, 0) }]), read(20, reading(1, 20, differs))],
  20,
];

/** A door read again and again for longer than half an hour. */
const openLong: Story = [
  [...seen(OPEN)[0], ...Array.from({ length: 91 }, (_, n) => read(40 + n * 20, reading(1, 40 + n * 20, OPEN)))],
  40 + 90 * 20,
];

/** A list without the second of two locks. */
const shorter = (seconds: number): HouseEvent => listed(seconds, [{ lock: lock(1), reading: reading(1, seconds) }]);

/** Each row of the state table, by the cause that it shows. */
const CAUSES: Readonly<Record<StatusCause, Story>> = {
  "move-failed": seen({ lock: "semi-locked", moveFailed: true }),
  "open-while-locked": seen({ door: "open" }),
  "open-long": openLong,
  "door-open": seen(OPEN),
  "latch-open": seen({ lock: "pulled" }),
  unlocked: seen({ lock: "unlocked" }),
  "semi-locked": seen({ lock: "semi-locked" }),
  uncalibrated: seen({ lock: "uncalibrated" }),
  "state-unknown": seen({ lock: "unknown" }),
  "not-asked": [[{ kind: "cached", at: at(0), locks: [lock(1)] }], 0],
  "data-old": [[allWell(1)], 200],
  "data-lost": [[allWell(1)], DAY_S + 1],
  disconnected: [[allWell(1), read(20, away(1, 20)), read(40, away(1, 40))], 40],
  locking: seen({ lock: "locking" }),
  unlocking: seen({ lock: "unlocking" }),
  pulling: seen({ lock: "pulling" }),
  updating: seen({ lock: "updating" }),
  calibrating: seen({ lock: "calibrating" }),
  "no-bridge": seen({ link: "no-bridge", lock: "unknown", door: "unknown" }),
  "left-account": [[allWell(2), shorter(20), shorter(40)], 40],
  locked: seen({}),
};

/** What a row shows beside its cause. */
const DETAILS: Readonly<Record<string, Story>> = {
  "no-sensor": seen({ door: "none" }),
  "sensor-lost": seen({ door: "lost" }),
  "data-late": [[allWell(1)], 60],
  "old-warning": [seen(OPEN)[0], 200],
  "battery-low": seen({ battery: 14 }),
  "battery-critical": seen({ battery: 6 }),
  "battery-charging": seen({ battery: 6, charging: true }),
};

/** Every row that a lock can have, each in a house of its own. */
export const rowStates: readonly Listed[] = [
  ...Object.entries({ ...CAUSES, ...DETAILS }).map(([name, story]) => told(`row-${name}`, story)),
  told("row-excluded", [[allWell(2)], 0], ["S1"]),
];
