import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { personalKey } from "../../src-main/core/polling/credential.ts";
import type { Clock } from "../../src-main/core/lock/clock.ts";
import type { FailureKind } from "../../src-main/core/lock/failure.ts";
import { lockIdOf } from "../../src-main/core/lock/lock.ts";
import type { TraceLine } from "../../src-main/core/app/trace.ts";
import { HOUSE, houseLocks } from "../../src-main/demo/house.ts";
import { DEMO_KEY, startDemoServer, type DemoServer, type Fault } from "../../src-main/demo/server.ts";
import { systemClock } from "../../src-main/sync/system-clock.ts";
import { createClient, type Client } from "../../src-main/tedee/client.ts";
import { REQUEST_LIMIT_MS } from "../../src-main/tedee/transport.ts";

/** The computer's clock, but a wait of 10 s ends after 100 ms: for what is to time out, and nothing else. */
const hasty: Clock = { ...systemClock, after: (ms, act) => systemClock.after(ms / 100, act) };

/** As the app's own session does it: redirects refused. */
const strictFetch: typeof fetch = (input, init) => fetch(input, { ...init, redirect: "error" });

let server: DemoServer;
let lines: TraceLine[];
let client: Client;
const never = new AbortController().signal;

const connect = (baseUrl: string, key = DEMO_KEY, clock = systemClock): Client =>
  createClient({ fetch: strictFetch, baseUrl, credential: personalKey(key), clock, trace: (line) => lines.push(line) });

beforeEach(async () => {
  lines = [];
  server = await startDemoServer({ scripted: false });
  client = connect(server.origin);
});

afterEach(() => server.close());

describe("the client over HTTP", () => {
  it("reads the list, one lock, one sync and the common sync", async () => {
    const list = await client.list(1, never);
    expect(list).toMatchObject({ ok: true, value: { entries: houseLocks.length } });
    expect(await client.lock(lockIdOf(HOUSE.back.id), never)).toMatchObject({
      ok: true,
      value: { lock: { serial: HOUSE.back.serial }, reading: { lock: "locked" } },
    });
    expect(await client.syncOne(lockIdOf(HOUSE.back.id), never)).toMatchObject({
      ok: true,
      value: [{ lock: "locked" }],
    });
    const two = [lockIdOf(HOUSE.front.id), lockIdOf(HOUSE.garage.id)];
    expect(await client.sync(two, never)).toMatchObject({
      ok: true,
      value: [{ id: two[0] }, { id: two[1], door: "none" }],
    });
    expect(lines.map((line) => (line.kind === "request" ? [line.path, line.status, line.purpose] : []))).toEqual([
      ["/api/v37/my/lock?Page=1&ItemsPerPage=100", 200, "list"],
      [`/api/v37/my/lock/${HOUSE.back.id}`, 200, "confirm"],
      [`/api/v37/my/lock/${HOUSE.back.id}/sync`, 200, "sync"],
      [`/api/v37/my/lock/sync?id=${HOUSE.front.id}&id=${HOUSE.garage.id}`, 200, "sync"],
    ]);
  });

  it("is refused with another key, which no line tells", async () => {
    const wrong = connect(server.origin, "nobody.knowsThisSecret");
    expect(await wrong.sync(null, never)).toMatchObject({ ok: false, failure: { kind: "key-refused" } });
    expect(JSON.stringify(lines)).not.toContain("knowsThisSecret");
  });

  const faults: readonly (readonly [Fault, FailureKind])[] = [
    [{ kind: "drop" }, "timeout"],
    [{ kind: "stall" }, "timeout"],
    [{ kind: "delay", ms: REQUEST_LIMIT_MS }, "timeout"],
    [{ kind: "reset" }, "reset"],
    [{ kind: "truncate" }, "broken-answer"],
    [{ kind: "html" }, "not-tedee"],
    [{ kind: "html", status: 401 }, "not-tedee"],
    [{ kind: "html", status: 403 }, "not-tedee"],
    [{ kind: "html", status: 503 }, "tedee-down"],
    [{ kind: "html", status: 511 }, "not-tedee"],
    [{ kind: "redirect" }, "blocked"],
    [{ kind: "status", status: 401 }, "key-refused"],
    [{ kind: "status", status: 403 }, "not-allowed"],
    [{ kind: "status", status: 404 }, "not-found"],
    [{ kind: "status", status: 429, retryAfter: "60" }, "limit-reached"],
    [{ kind: "status", status: 500 }, "tedee-down"],
    [{ kind: "status", status: 418 }, "unexpected"],
  ];

  it.each(faults)("%j is %s, asked once", async (fault, kind) => {
    server.fault(fault);
    const before = server.cloud.counts().total;
    const asking = kind === "timeout" ? connect(server.origin, DEMO_KEY, hasty) : client;
    expect(await asking.sync(null, never)).toMatchObject({ ok: false, failure: { kind } });
    expect(server.cloud.counts().total - before).toBe(1);
    expect(lines).toMatchObject([{ kind: "request", failure: kind, purpose: "sync" }]);
  });

  it("cuts a body off at 5 MB, however small it was on the wire", async () => {
    server.fault({ kind: "huge" });
    expect(await client.sync(null, never)).toMatchObject({ ok: false, failure: { kind: "too-large" } });
  });

  it("reads Retry-After as a date against the cloud's own clock, and none as none", async () => {
    const inAMinute = new Date(Date.now() + 60_000).toUTCString();
    server.fault({ kind: "status", status: 429, retryAfter: inAMinute, times: 1 });
    server.fault({ kind: "status", status: 429, retryAfter: null, times: 1 });
    const before = Date.now();
    const dated = await client.sync(null, never);
    expect(dated).toMatchObject({ ok: false, failure: { kind: "limit-reached" } });
    const retryAt = !dated.ok && dated.failure.kind === "limit-reached" ? dated.failure.retryAt : null;
    expect(retryAt).toBeGreaterThan(before + 55_000);
    expect(retryAt).toBeLessThan(before + 65_000);
    expect(await client.sync(null, never)).toMatchObject({ failure: { kind: "limit-reached", retryAt: null } });
  });

  it("says that nobody is there, and that a name is unknown", async () => {
    const gone = server.origin;
    await server.close();
    expect(await connect(gone).sync(null, never)).toMatchObject({ ok: false, failure: { kind: "reset" } });
    const nowhere = await connect("http://nobody.invalid").sync(null, never);
    expect(nowhere).toMatchObject({ ok: false, failure: { kind: "no-network" } });
  });

  it("ends at once when it is told to", async () => {
    server.fault({ kind: "stall" });
    const stop = new AbortController();
    const asked = client.sync(null, stop.signal);
    stop.abort();
    expect(await asked).toMatchObject({ ok: false });
  });
});
