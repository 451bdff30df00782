import { describe, expect, it } from "vitest";
import { houseLocks } from "../../src-main/demo/house.ts";
import { DEMO_KEY, type DemoServer, type Fault, type Judged } from "../../src-main/demo/server.ts";
import { LIST, SYNC } from "../unit/demo/support.ts";
import { demoServers, failureOf, get, ONE } from "./support/demo-servers.ts";

const start = demoServers();

/** Resolves at the first request that the server judges, and counts them all. */
function watch(): { readonly onRequest: (judged: Judged) => void; readonly first: Promise<Judged>; all: Judged[] } {
  const all: Judged[] = [];
  const { promise, resolve } = Promise.withResolvers<Judged>();
  const onRequest = (judged: Judged): void => {
    all.push(judged);
    resolve(judged);
  };
  return { onRequest, first: promise, all };
}

describe("a fault that answers", () => {
  it.each([
    [{ kind: "status", status: 401 }, 401],
    [{ kind: "status", status: 403 }, 403],
    [{ kind: "status", status: 404 }, 404],
    [{ kind: "status", status: 500 }, 500],
  ] as const)("gives %j in the envelope", async (fault, status) => {
    const server = await start();
    server.fault(fault);
    const response = await get(server, LIST);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ success: false, statusCode: status });
    expect(response.headers.get("retry-after")).toBeNull();
  });

  it.each([
    [{ kind: "status", status: 429 }, "30"],
    [{ kind: "status", status: 429, retryAfter: "Tue, 24 Nov 2026 13:00:00 GMT" }, "Tue, 24 Nov 2026 13:00:00 GMT"],
    [{ kind: "status", status: 429, retryAfter: null }, null],
    [{ kind: "status", status: 503, retryAfter: "7" }, "7"],
  ] as const)("gives the wait of %j", async (fault, wait) => {
    const server = await start();
    server.fault(fault);
    expect((await get(server, LIST)).headers.get("retry-after")).toBe(wait);
  });

  it("takes the wait of the cloud's own refusal away", async () => {
    const server = await start();
    await get(server, SYNC);
    server.fault({ kind: "status", status: 500 });
    expect((await get(server, SYNC)).headers.get("retry-after")).toBeNull();
  });

  it.each([
    [{ kind: "html" }, 200],
    [{ kind: "html", status: 503 }, 503],
  ] as const)("gives a page for %j", async (fault, status) => {
    const server = await start();
    server.fault(fault);
    const response = await get(server, LIST);
    expect([response.status, response.headers.get("content-type")]).toEqual([status, "text/html; charset=utf-8"]);
    expect(await response.text()).toMatch(/^<!doctype html>/);
  });

  it("redirects", async () => {
    const server = await start();
    server.fault({ kind: "redirect" });
    const response = await get(server, LIST);
    expect([response.status, response.headers.get("location")]).toEqual([302, "/portal"]);
  });

  it("cuts the JSON off", async () => {
    const server = await start();
    server.fault({ kind: "truncate" });
    const response = await get(server, LIST);
    const text = await response.text();
    expect(response.status).toBe(200);
    expect(text).toMatch(/^\{"result":\[/);
    expect(() => {
      JSON.parse(text);
    }).toThrow();
  });

  it("gives more than 5 MB", async () => {
    const server = await start();
    server.fault({ kind: "huge" });
    const text = await (await get(server, LIST)).text();
    expect(text.length).toBeGreaterThan(5 * 1024 * 1024);
    expect(JSON.parse(text)).toMatchObject({ result: [], success: true });
  });

  it("answers late, and not before", async () => {
    const server = await start();
    server.fault({ kind: "delay", ms: 150 });
    const begun = performance.now();
    expect((await get(server, LIST)).status).toBe(200);
    // timers may fire up to a millisecond early
    expect(performance.now() - begun).toBeGreaterThanOrEqual(149);
  });
});

describe("a fault that does not answer", () => {
  it("drops a request: not a byte comes until somebody gives up", async () => {
    const seen = watch();
    const server = await start({ onRequest: seen.onRequest });
    server.fault({ kind: "drop", on: "list" });
    const giveUp = new AbortController();
    let answered = false;
    const failure = failureOf(
      get(server, LIST, { signal: giveUp.signal }).finally(() => {
        answered = true;
      }),
    );
    expect(await seen.first).toMatchObject({ path: LIST, fault: "drop" });
    // another request goes out and comes back in the meantime
    expect((await get(server, ONE)).status).toBe(200);
    expect(answered).toBe(false);
    giveUp.abort(new TypeError("given up"));
    expect(await failure).toContain("given up");
  });

  it("stalls a body: headers and half of it come, and then nothing", async () => {
    const server = await start();
    server.fault({ kind: "stall" });
    const giveUp = new AbortController();
    const headers = { Authorization: `PersonalKey ${DEMO_KEY}`, "Accept-Encoding": "identity" };
    const response = await get(server, LIST, { headers, signal: giveUp.signal });
    expect(response.status).toBe(200);
    const half = Math.floor(Number(response.headers.get("content-length")) / 2);
    const reader = response.body?.getReader();
    let received = 0;
    while (received < half) received += (await reader?.read())?.value?.length ?? 0;
    expect(received).toBe(half);
    const failure = failureOf(reader?.read() ?? Promise.resolve());
    giveUp.abort(new TypeError("given up"));
    expect(await failure).toContain("given up");
  });

  it("resets the connection in the middle of the body", async () => {
    const server = await start();
    server.fault({ kind: "reset" });
    const response = await get(server, LIST);
    expect(response.status).toBe(200);
    expect(await failureOf(response.text())).toMatch(/^(ECONNRESET|UND_ERR_SOCKET)$/);
  });

  it.each([{ kind: "drop" }, { kind: "stall" }, { kind: "delay", ms: 3_600_000 }] as const satisfies readonly Fault[])(
    "ends with the server: %j",
    async (fault) => {
      const seen = watch();
      const server = await start({ onRequest: seen.onRequest });
      server.fault(fault);
      const failure = failureOf(get(server, LIST).then((response) => response.text()));
      await seen.first;
      await server.close();
      expect(await failure).toMatch(/^(ECONNRESET|UND_ERR_SOCKET)$/);
    },
  );
});

describe("which requests a fault is for", () => {
  const statusesOf = async (server: DemoServer, paths: readonly string[]): Promise<readonly number[]> => {
    const statuses: number[] = [];
    for (const path of paths) statuses.push((await get(server, path)).status);
    return statuses;
  };

  it.each([
    ["list", [403, 200, 200, 404]],
    ["lock", [200, 403, 200, 404]],
    ["sync", [200, 200, 403, 404]],
    [undefined, [403, 403, 403, 403]],
  ] as const)("those for %s", async (on, statuses) => {
    const server = await start();
    server.fault({ kind: "status", status: 403, ...(on === undefined ? {} : { on }) });
    expect(await statusesOf(server, [LIST, ONE, SYNC, "/nothing"])).toEqual(statuses);
  });

  it("so many of them", async () => {
    const server = await start();
    server.fault({ kind: "status", status: 500, on: "lock", times: 2 });
    expect(await statusesOf(server, [ONE, LIST, ONE, ONE])).toEqual([500, 200, 500, 200]);
  });

  it("the oldest fault first, each until it is ended", async () => {
    const server = await start();
    const endFirst = server.fault({ kind: "status", status: 500 });
    server.fault({ kind: "status", status: 403 });
    const first = await statusesOf(server, [ONE, ONE]);
    endFirst();
    endFirst();
    const second = await statusesOf(server, [ONE]);
    server.endFaults();
    expect([...first, ...second, ...(await statusesOf(server, [ONE]))]).toEqual([500, 500, 403, 200]);
  });

  it("and the cloud counts every one of them as arrived", async () => {
    const seen = watch();
    const server = await start({ onRequest: seen.onRequest });
    server.fault({ kind: "status", status: 500, times: 1 });
    await statusesOf(server, [SYNC, SYNC]);
    expect(seen.all.map(({ status, fault }) => [status, fault])).toEqual([
      [500, "status"],
      [429, null],
    ]);
    expect(server.cloud.counts()).toMatchObject({ total: 2, underFloor: houseLocks.length, answered429: 1 });
  });
});
