import { describe, expect, it } from "vitest";
import type { Banner } from "../../src-main/core/view/snapshot.ts";
import { demoLock } from "../../src-main/demo/demo-lock.ts";
import { runningWorld, type World } from "../virtual/world.ts";

const SECOND = 1000;
const MINUTE = 60_000;

const settled = (): Promise<World> =>
  runningWorld({ locks: [demoLock(1, "Front door"), demoLock(2, "Back door")] }, MINUTE);
const bannerOf = (world: World): Banner | null => world.engine.snapshot(world.clock.now()).banner;
const problems = (world: World): readonly string[] =>
  world.lines.flatMap((line) => (line.kind === "problem" ? [line.failure] : []));

/** The next polls end with these statuses; the banner after each. */
async function after(world: World, statuses: readonly number[]): Promise<readonly (Banner | null)[]> {
  const banners: (Banner | null)[] = [];
  let polls = 0;
  let status = 200;
  world.befall(() => {
    polls += 1;
    return status === 200 ? { kind: "none" } : { kind: "answer", status, body: "{}" };
  });
  for (status of statuses) {
    const before = polls;
    while (polls === before) await world.clock.advance(SECOND);
    banners.push(bannerOf(world));
  }
  return banners;
}

describe("polls that fail in a row", () => {
  it("keep their banner through refusals that may be blips, and are one problem", async () => {
    const world = await settled();
    const banners = await after(world, [503, 503, 401, 503, 401, 503, 200]);
    expect(banners.map((banner) => banner?.kind ?? null)).toEqual([
      null,
      ...["tedee-down", "tedee-down", "tedee-down", "tedee-down", "tedee-down"],
      null,
    ]);
    expect(banners.every((banner) => banner?.action !== "replace-key")).toBe(true);
    expect(problems(world)).toEqual(["tedee-down"]);
  });

  it("ask for another key after one refusal neither alone nor among others", async () => {
    const world = await settled();
    expect(await after(world, [401, 200, 401, 401, 200])).toEqual([null, null, null, null, null]);
    expect(problems(world)).toEqual([]);
  });

  it("of a key that may not read the locks go on to be asked, and ask for another one only when that lasts", async () => {
    const world = await settled();
    const [first, ...later] = await after(world, [403, 403, 403, 403, 403]);
    expect(first).toBeNull();
    expect(later.map((banner) => banner?.kind)).toEqual(later.map(() => "not-allowed"));
    // the third comes a minute after the first
    expect(later.map((banner) => banner?.action)).toEqual(["try-now", "replace-key", "replace-key", "replace-key"]);
    const { total } = world.cloud.counts();
    await world.clock.advance(6 * MINUTE);
    expect(world.cloud.counts().total).toBeGreaterThan(total);
    expect(problems(world)).toEqual(["not-allowed"]);
    expect(await after(world, [200])).toEqual([null]);
  });
});
