import { DOOR_STATE, demoLock, LOCK_STATE } from "../../../src-main/demo/demo-lock.ts";
import { runningWorld, type World, type WorldOptions } from "../../virtual/world.ts";

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

/** The locks of most tests. */
export const two = [demoLock(1, "Front door"), demoLock(2, "Back door")] as const;
export const [front, back] = two;

/** An unlocked lock behind an open door, and a locked one behind a closed door. */
export const OPEN = { state: LOCK_STATE.unlocked, doorState: DOOR_STATE.opened } as const;
export const SHUT = { state: LOCK_STATE.locked, doorState: DOOR_STATE.closed } as const;

export const LIST = "/api/v37/my/lock?Page=1&ItemsPerPage=100";
export const SYNC = "/api/v37/my/lock/sync";

/** A world of two locks, or others, that was well for a minute. */
export const settled = (options: Partial<WorldOptions> = {}): Promise<World> =>
  runningWorld({ locks: two, ...options }, MINUTE + SECOND);

/** The path of each request, after so many. */
export const paths = ({ lines }: World, from = 0): readonly string[] =>
  lines.flatMap((line) => (line.kind === "request" ? [line.path] : [])).slice(from);

/** How many requests left. */
export const requests = (world: World): number => paths(world).length;

/** The title of each alert that was raised. */
export const titles = ({ raised }: World): readonly string[] => raised.map(({ title }) => title);

/** Each icon that the tray showed. */
export const icons = ({ trays }: World): readonly string[] => trays.map(({ icon }) => icon);

/** The window's rows now. */
export const rows = ({ engine, clock }: World) => engine.snapshot(clock.now()).rows;

/** Whether every row is locked and closed. */
export const secureNow = (world: World): boolean => rows(world).every(({ tone }) => tone === "secure");
