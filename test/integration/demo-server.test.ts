import { createConnection } from "node:net";
import { networkInterfaces } from "node:os";
import { describe, expect, it } from "vitest";
import { houseLocks } from "../../src-main/demo/house.ts";
import { startDemoServer } from "../../src-main/demo/server.ts";
import { LIST, SYNC } from "../unit/demo/support.ts";
import { codeOf, demoServers, failureOf, get, ONE } from "./support/demo-servers.ts";

const start = demoServers();

describe("the simulated cloud over HTTP", () => {
  it("answers as the cloud does, with its headers", async () => {
    const nowMs = Date.UTC(2026, 10, 24, 13);
    const response = await get(await start({ now: () => nowMs }), LIST);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(response.headers.get("content-encoding")).toBe("gzip");
    expect(response.headers.get("date")).toBe("Tue, 24 Nov 2026 13:00:00 GMT");
    expect(response.headers.get("x-correlation-id")).toMatch(/^[0-9a-f-]{36}$/);
    expect(response.headers.get("api-supported-versions")).toContain("37");
    expect(await response.json()).toMatchObject({
      result: houseLocks.map(({ id, name }) => ({ id, name })),
      success: true,
    });
  });

  it("sends plain text to whoever does not take gzip", async () => {
    const server = await start({ key: null });
    const headers = { Authorization: "PersonalKey a.b", "Accept-Encoding": "identity" };
    const response = await get(server, ONE, { headers });
    expect(response.headers.get("content-encoding")).toBeNull();
    const text = await response.text();
    expect(response.headers.get("content-length")).toBe(String(text.length));
  });

  it("lets nobody in without the key", async () => {
    expect((await get(await start(), LIST, { headers: {} })).status).toBe(401);
  });

  it("limits over HTTP too", async () => {
    const server = await start();
    await get(server, SYNC);
    const refused = await get(server, `${ONE}/sync`);
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "20"]);
    expect(server.cloud.counts()).toMatchObject({ underFloor: 1, answered429: 1 });
  });

  it("runs the script of the house, by the clock it is given", async () => {
    let nowMs = Date.UTC(2026, 10, 24, 13);
    const server = await start({ scripted: true, now: () => nowMs });
    await get(server, SYNC);
    nowMs += 25_000;
    expect(await (await get(server, `${ONE}/sync`)).json()).toMatchObject({
      result: { deviceState: { doorState: 2 } },
    });
  });

  it("listens on loopback alone", async () => {
    const server = await start();
    const { port } = new URL(server.origin);
    expect(server.origin).toBe(`http://127.0.0.1:${port}`);
    const outside = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .find(({ internal, family }) => !internal && family === "IPv4");
    // a machine that has loopback only has nothing to refuse
    if (outside === undefined) return;
    const socket = createConnection(Number(port), outside.address);
    const { promise, resolve } = Promise.withResolvers<string>();
    socket.once("error", (error) => resolve(codeOf(error)));
    socket.once("connect", () => {
      socket.destroy();
      resolve("connected");
    });
    expect(await promise).toBe("ECONNREFUSED");
  });

  it("rejects a port that is taken", async () => {
    const server = await start();
    const port = Number(new URL(server.origin).port);
    expect(await failureOf(startDemoServer({ port }))).toBe("EADDRINUSE");
  });

  it("refuses connections once it is closed, also when it is closed twice", async () => {
    const server = await start();
    await get(server, LIST);
    await Promise.all([server.close(), server.close()]);
    expect(await failureOf(get(server, LIST))).toBe("ECONNREFUSED");
  });
});
