import { describe, expect, it } from "vitest";
import { instant, type Instant } from "../../src-main/core/lock/lock.ts";
import { Scheduler, type Source } from "../../src-main/sync/scheduler.ts";
import { START_MS } from "../unit/support/house.ts";
import { createVirtualClock } from "../virtual/clock.ts";

const HOUR_S = 3600;

/** A source that has work each so many seconds, and writes down in seconds what becomes of it. */
function createSource(everyS: number) {
  const log: string[] = [];
  let nextAt: Instant | null = instant(START_MS + everyS * 1000);
  const seconds = (at: Instant): number => (at - START_MS) / 1000;
  const source = {
    broken: false,
    log,
    nextAt: () => nextAt,
    run(now) {
      nextAt = instant(now + everyS * 1000);
      log.push(`run ${seconds(now)}`);
      if (source.broken) throw new Error("broken");
    },
    jumped: ({ byMs, lost }, now) => log.push(`jumped ${byMs / 1000}${lost ? " lost" : ""} ${seconds(now)}`),
    suspended: (now) => log.push(`suspended ${seconds(now)}`),
    resumed: (now) => log.push(`resumed ${seconds(now)}`),
    /** Its next work is at another time; null is never. */
    plan(inS: number | null, now: Instant) {
      nextAt = inS === null ? null : instant(now + inS * 1000);
    },
  } satisfies Source & Record<string, unknown>;
  return source;
}

function scheduled(...everyS: readonly number[]) {
  const clock = createVirtualClock(START_MS);
  const scheduler = new Scheduler(clock);
  const sources = everyS.map(createSource);
  for (const source of sources) scheduler.add(source);
  return { clock, scheduler, sources, pass: (seconds: number) => clock.advance(seconds * 1000) };
}

const logs = (sources: readonly ReturnType<typeof createSource>[]): readonly (readonly string[])[] =>
  sources.map(({ log }) => log);

describe("a scheduler", () => {
  it("runs each source when its own work is due, by one timer", async () => {
    const { clock, sources, pass } = scheduled(20, 50);
    expect(clock.pending()).toBe(1);
    await pass(60);
    expect(logs(sources)).toEqual([["run 20", "run 40", "run 60"], ["run 50"]]);
    expect(clock.pending()).toBe(1);
  });

  it("runs a source that has work at once, and sets no timer where none has any", async () => {
    const { clock, scheduler, sources, pass } = scheduled();
    expect(clock.pending()).toBe(0);
    const now = createSource(0);
    now.plan(0, clock.now());
    const never = createSource(1);
    never.plan(null, clock.now());
    scheduler.add(never);
    scheduler.add(now);
    expect(logs([...sources, now, never])).toEqual([["run 0"], []]);
    now.plan(null, clock.now());
    scheduler.wake();
    await pass(HOUR_S);
    expect(clock.pending()).toBe(0);
    expect(now.log).toEqual(["run 0"]);
  });

  it("looks again when a source has other work than before", async () => {
    const { clock, scheduler, sources, pass } = scheduled(50);
    sources[0]?.plan(10, clock.now());
    scheduler.wake();
    await pass(10);
    expect(logs(sources)).toEqual([["run 10"]]);
  });

  it("lets a source go, and runs the others on", async () => {
    const { scheduler, sources, pass } = scheduled(20, 30);
    const [first] = sources;
    if (first !== undefined) scheduler.remove(first);
    await pass(60);
    scheduler.suspend();
    expect(logs(sources)).toEqual([[], ["run 30", "run 60", "suspended 60"]]);
  });

  it("runs every source whatever another throws, and throws it on", async () => {
    const { sources, pass } = scheduled(20, 20);
    const [first] = sources;
    if (first !== undefined) first.broken = true;
    await expect(pass(20)).rejects.toThrow("broken");
    if (first !== undefined) first.broken = false;
    await pass(20);
    expect(logs(sources)).toEqual([
      ["run 20", "run 40"],
      ["run 20", "run 40"],
    ]);
  });

  it("says before it runs anything that the clock was set, that time was lost, or both", async () => {
    const { clock, sources, pass } = scheduled(20);
    await pass(10);
    clock.set(-4000);
    await pass(10);
    expect(sources[0]?.log).toEqual(["jumped -4 16"]);
    await pass(4);
    clock.set(HOUR_S * 1000);
    await pass(20);
    clock.freeze(100_000);
    await pass(0);
    expect(sources[0]?.log.slice(1)).toEqual([
      ...["run 20", "jumped 3600 lost 3640", "run 3640", "jumped 0 lost 3740", "run 3740"],
    ]);
  });

  it("sleeps with the computer, and wakes with it once", async () => {
    const { clock, scheduler, sources, pass } = scheduled(50);
    await pass(10);
    scheduler.suspend();
    scheduler.suspend();
    clock.sleep(HOUR_S * 1000);
    scheduler.resume();
    scheduler.resume();
    await pass(2.9);
    scheduler.resume();
    expect(logs(sources)).toEqual([["suspended 10", "resumed 3610", "run 3610"]]);
    await pass(0.1);
    scheduler.resume();
    expect(sources[0]?.log.at(-1)).toBe("resumed 3613");
  });

  it("takes the time slept for no jump, and a clock that was set back in a sleep for one", () => {
    const { clock, scheduler, sources } = scheduled(50);
    scheduler.suspend();
    clock.sleep(600_000);
    clock.set(-HOUR_S * 1000);
    scheduler.resume();
    expect(logs(sources)).toEqual([["suspended 0", "jumped -3000 -3000", "resumed -3000"]]);
  });

  it("is awake two minutes after a suspend, or with a person's sign of life", async () => {
    const { scheduler, sources, pass } = scheduled(HOUR_S);
    scheduler.suspend();
    await pass(119);
    expect(logs(sources)).toEqual([["suspended 0"]]);
    await pass(1);
    expect(sources[0]?.log.at(-1)).toBe("resumed 120");
    scheduler.awake();
    expect(sources[0]?.log.length).toBe(2);
    await pass(10);
    scheduler.suspend();
    scheduler.awake();
    expect(sources[0]?.log.slice(2)).toEqual(["suspended 130", "resumed 130"]);
  });

  it("misses an answer that does not come, unless it came or no longer will", () => {
    const { clock, scheduler, sources } = scheduled(HOUR_S);
    const came = scheduler.expectAnswer(10_000);
    came();
    clock.freeze(15_001);
    scheduler.look();
    expect(logs(sources)).toEqual([[]]);
    scheduler.expectAnswer(10_000);
    clock.freeze(15_001);
    scheduler.look();
    expect(logs(sources)).toEqual([["jumped 0 lost 30.002"]]);
  });

  it("does nothing any more when it was stopped", async () => {
    const { clock, scheduler, sources, pass } = scheduled(20);
    scheduler.stop();
    for (const act of [scheduler.suspend, scheduler.resume, scheduler.awake, scheduler.wake, scheduler.look]) act();
    scheduler.add(createSource(1));
    await pass(HOUR_S);
    expect(logs(sources)).toEqual([[]]);
    expect(clock.pending()).toBe(0);
  });
});
