import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { demoLock } from "../../../src-main/demo/demo-lock.ts";
import { HOUSE } from "../../../src-main/demo/house.ts";
import { bench, LIST, locksOf, SYNC, type Bench } from "./support.ts";

const { front, back } = HOUSE;
const LOCK = `${LIST}/${front.id}`;

/** So many requests in one moment; the status of the last. */
function many(cloud: Bench, count: number, seconds: number, path: string): number {
  let status = 0;
  for (let i = 0; i < count; i++) status = cloud.get(seconds, path).status;
  return status;
}

describe("the hour", () => {
  it("answers 700 requests and no more, until the next one starts", () => {
    const cloud = bench();
    expect(cloud.get(10, LOCK).status).toBe(200);
    expect(many(cloud, 699, 1000, LOCK)).toBe(200);
    const refused = cloud.get(1000.5, LOCK);
    expect([refused.status, refused.headers["Retry-After"]]).toEqual([429, "2610"]);
    expect(JSON.parse(refused.body)).toMatchObject({ success: false, statusCode: 429 });
    expect(cloud.get(3609.999, LOCK).headers["Retry-After"]).toBe("1");
    expect(cloud.get(3610, LOCK).status).toBe(200);
    expect(cloud.cloud.counts()).toMatchObject({ total: 703, answered429: 2 });
  });

  it("counts refusals of any kind", () => {
    const cloud = bench();
    for (let i = 0; i < 350; i++) cloud.ask(0, LIST, { authorization: null });
    many(cloud, 350, 0, "/nothing");
    expect(cloud.get(1, LOCK).status).toBe(429);
  });

  it("is fixed, while the count of the most slides", () => {
    const cloud = bench();
    cloud.get(0, LOCK);
    many(cloud, 600, 3500, LOCK);
    expect(many(cloud, 600, 3700, LOCK)).toBe(200);
    expect(cloud.cloud.counts()).toMatchObject({ mostInHour: 1200, answered429: 0 });
  });

  it("slides over exactly one hour", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1200 }), { minLength: 1, maxLength: 60 }), (gaps) => {
        const cloud = bench();
        const times: number[] = [];
        for (const gap of gaps) {
          times.push((times.at(-1) ?? 0) + gap);
          cloud.get(times.at(-1) ?? 0, LOCK);
        }
        const most = Math.max(...times.map((end) => times.filter((at) => at <= end && at > end - 3600).length));
        // several requests in one moment count in the order in which they came
        expect(cloud.cloud.counts().mostInHour).toBe(most);
      }),
    );
  });
});

describe("the list", () => {
  it("answers 10 pages in 10 minutes, and the next when the oldest is that old", () => {
    const cloud = bench();
    cloud.get(0, LIST);
    expect(many(cloud, 9, 100, `${LIST}?Page=2&ItemsPerPage=2`)).toBe(200);
    const refused = cloud.get(400.25, LIST);
    expect([refused.status, refused.headers["Retry-After"]]).toEqual([429, "200"]);
    expect(cloud.get(600, LIST).status).toBe(200);
    expect(cloud.get(699, LIST).status).toBe(429);
    expect(cloud.get(700, LIST).status).toBe(200);
    expect(cloud.cloud.counts()).toMatchObject({ mostListPages: 12, answered429: 2 });
  });

  it("leaves syncs and single locks alone", () => {
    const cloud = bench();
    many(cloud, 11, 0, LIST);
    expect([cloud.get(0, SYNC).status, cloud.get(0, LOCK).status]).toEqual([200, 200]);
  });
});

describe("the floor", () => {
  const one = `${LIST}/${front.id}/sync`;
  const some = `${SYNC}?id=${front.id}&id=${back.id}`;

  it.each([
    [one, one],
    [one, SYNC],
    [SYNC, one],
    [SYNC, some],
    [some, SYNC],
    [some, `${SYNC}?id=${back.id}`],
  ])("holds from %s to %s", (first, second) => {
    const late = bench();
    late.get(0, first);
    expect(late.get(20, second).status).toBe(200);
    expect(late.cloud.counts()).toMatchObject({ underFloor: 0, answered429: 0 });

    const early = bench();
    early.get(0, first);
    const refused = early.get(19.999, second);
    expect([refused.status, refused.headers["Retry-After"]]).toEqual([429, "20"]);
    expect(early.cloud.counts().underFloor).toBeGreaterThan(0);
    expect(early.cloud.counts().shortestSyncGapMs).toBe(19_999);
  });

  it("is each lock's own", () => {
    const cloud = bench();
    cloud.get(0, one);
    expect(cloud.get(1, `${LIST}/${back.id}/sync`).status).toBe(200);
    expect(cloud.cloud.counts()).toMatchObject({ underFloor: 0, shortestSyncGapMs: null });
  });

  it("is judged lock by lock where requests arrive, whatever was answered", () => {
    const cloud = bench();
    cloud.ask(0, SYNC, { authorization: null });
    expect(cloud.get(5, some).status).toBe(429);
    expect(cloud.cloud.counts().underFloor).toBe(2);
    expect(cloud.get(24.999, one).status).toBe(429);
    expect(cloud.cloud.counts().underFloor).toBe(3);
    expect(cloud.get(45, one).status).toBe(200);
  });

  it("follows a lock to another id", () => {
    const cloud = bench();
    cloud.get(0, one);
    cloud.cloud.renumber(front.serial, 99);
    expect(cloud.get(10, `${LIST}/99/sync`).status).toBe(429);
  });

  it("does not concern the list, a single lock, or an unknown one", () => {
    const cloud = bench();
    cloud.get(0, SYNC);
    const paths = [LIST, LOCK, LOCK, `${LIST}/1/sync`, `${LIST}/1/sync`];
    expect(paths.map((path) => cloud.get(1, path).status)).toEqual([200, 200, 200, 404, 404]);
    expect(cloud.cloud.counts().underFloor).toBe(0);
  });
});

describe("a big account over a day", () =>
  it("syncs 500 locks 4320 times without a refusal", () => {
    const locks = Array.from({ length: 500 }, (_, i) => demoLock(i + 1, `Door ${i + 1}`));
    const cloud = bench({ locks });
    for (let seconds = 0; seconds < 86_400; seconds += 20) cloud.get(seconds, SYNC);
    expect(locksOf(cloud.get(86_400, SYNC))).toHaveLength(500);
    expect(cloud.cloud.counts()).toMatchObject({
      total: 4321,
      byPurpose: { list: 0, lock: 0, sync: 4321, other: 0 },
      underFloor: 0,
      shortestSyncGapMs: 20_000,
      mostInHour: 180,
      mostListPages: 0,
      answered429: 0,
    });
  }));
