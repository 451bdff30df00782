import { DOOR_STATE, demoLock, LOCK_STATE, type DemoLock } from "../../src-main/demo/demo-lock.ts";
import { createWorld } from "../virtual/world.ts";
import { median, type Finding } from "./report.ts";

const HOUR_MS = 3_600_000;
const INTERVAL_S = 20;

const locksOf = (count: number): readonly DemoLock[] =>
  Array.from({ length: count }, (_, index) => demoLock(index + 1, `Door ${index + 1}`));

/** Requests in the second hour of a house, in virtual time, beside a client that asks each lock by itself. */
export async function requestsPerHour(counts: readonly number[]): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const count of counts) {
    const world = createWorld({ locks: locksOf(count) });
    world.poller.start();
    await world.clock.advance(HOUR_MS);
    const before = world.cloud.counts().total;
    await world.clock.advance(HOUR_MS);
    const requests = world.cloud.counts().total - before;
    world.poller.stop();
    const alone = count * (3600 / INTERVAL_S);
    findings.push({
      name: `requests an hour, ${count} ${count === 1 ? "lock" : "locks"}`,
      measured: `${requests}`,
      beside: `${alone} one by one`,
      ratio: requests / alone,
      // the same 180 syncs whatever the number of locks, and the hourly list
      limit: (180 + 1 + Math.ceil(count / 100)) / alone,
    });
  }
  return findings;
}

/** How long after a door opened its alert was raised, in virtual time, beside the interval. */
export async function timeToNotice(trials: number, delayMs: number): Promise<readonly Finding[]> {
  // two, since the list of one lock comes every five minutes between the polls whose distance is measured
  const locks = locksOf(2);
  const [lock = demoLock(1, "Door 1")] = locks;
  const world = createWorld({ locks });
  world.befall({ kind: "none", delayMs });
  world.poller.start();
  const waits: number[] = [];
  const untilPoll = async (): Promise<void> => {
    const before = world.lines.length;
    while (world.lines.length === before) await world.clock.advance(50);
  };
  await world.clock.advance(60_000);
  for (let trial = 0; trial < trials; trial += 1) {
    // opens at moments spread evenly from one poll to the next
    await untilPoll();
    await world.clock.advance(((trial + 0.5) / trials) * (INTERVAL_S * 1000 + 2 * delayMs));
    const before = world.raised.length;
    const openedAt = world.clock.now();
    world.cloud.set(lock.serial, { state: LOCK_STATE.unlocked, doorState: DOOR_STATE.opened });
    while (world.raised.length === before) await world.clock.advance(50);
    waits.push(world.clock.now() - openedAt);
    world.cloud.set(lock.serial, { state: LOCK_STATE.locked, doorState: DOOR_STATE.closed });
    await world.clock.advance(2 * INTERVAL_S * 1000);
  }
  world.poller.stop();
  const finding = (name: string, ms: number, limit: number): Finding => ({
    name: `an opened door is noticed, ${name}`,
    measured: `${(ms / 1000).toFixed(1)} s`,
    beside: `${INTERVAL_S} s interval`,
    ratio: ms / (INTERVAL_S * 1000),
    limit,
  });
  const roundTrip = (2 * delayMs + 50) / (INTERVAL_S * 1000);
  return [finding("median", median(waits), 0.525 + roundTrip), finding("worst", Math.max(...waits), 1 + roundTrip)];
}
