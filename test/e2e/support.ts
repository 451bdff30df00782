import { DOOR_STATE, LOCK_STATE } from "../../src-main/demo/demo-lock.ts";
import type { DemoServer } from "../../src-main/demo/server.ts";
import type { Driver, TraceOf } from "./driver.ts";
import { expect } from "./fixtures.ts";

/** What the simulated cloud is told to report of a lock. */
export const OPEN = { state: LOCK_STATE.unlocked, doorState: DOOR_STATE.opened } as const;
export const SHUT = { state: LOCK_STATE.locked, doorState: DOOR_STATE.closed } as const;
export const LOST = { isConnected: false } as const;
export const BACK = { isConnected: true } as const;

/** The app, started, with its first answer: all that can be seen is shut. */
export async function launchWell(ajar: Driver, ...flags: readonly string[]): Promise<void> {
  await ajar.launch({ flags });
  await ajar.waitFor("tray", ({ icon }) => icon === "secure");
}

/** Titles of all alerts so far, on whichever way they were told. */
export const toldBy = (ajar: Driver, after = 0): readonly string[] =>
  ajar
    .trace()
    .slice(after)
    .flatMap((line) => (line.kind === "notify" ? [line.title] : []));

/** Waits until an alert with this title was told. */
export const told = (ajar: Driver, title: string, after = 0): Promise<TraceOf<"notify">> =>
  ajar.waitFor("notify", (line) => line.title === title, { after });

/** Syncs that the app sent since a line of its trace. */
export const syncsSince = (ajar: Driver, after: number): number =>
  ajar
    .trace()
    .slice(after)
    .filter((line) => line.kind === "request" && line.purpose === "sync").length;

/** Waits for the next sync that Tedee answered. */
export const nextSync = (ajar: Driver, after = ajar.trace().length): Promise<TraceOf<"request">> =>
  ajar.waitFor("request", ({ purpose, status }) => purpose === "sync" && status === 200, { after });

/** Waits until so much time has gone by, for what must not happen meanwhile. */
export async function passed(ms: number): Promise<void> {
  const began = Date.now();
  await expect.poll(() => Date.now() - began, { intervals: [1000], timeout: ms + 10_000 }).toBeGreaterThanOrEqual(ms);
}

/** The cloud saw no sync under its floor and refused nothing. */
export function expectManners({ cloud }: DemoServer): void {
  expect(cloud.counts()).toMatchObject({ underFloor: 0, answered429: 0 });
}
