import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createRawServer, type AddressInfo, type Server as RawServer, type Socket } from "node:net";
import { app, net, session, type Session } from "electron";
import { afterEach, beforeAll, expect, test } from "vitest";
import { switches } from "./switches.ts";

let api: Session;
beforeAll(async () => {
  await app.whenReady();
  api = session.fromPartition("api", { cache: false });
});

const servers: RawServer[] = [];
afterEach(() => {
  switches.set("offline", false);
  for (const server of servers.splice(0)) server.close();
});

async function addressOf(server: RawServer | Server): Promise<string> {
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const serve = (listener: RequestListener): Promise<string> => addressOf(createServer(listener));
const serveRaw = (listener: (socket: Socket) => void): Promise<string> =>
  addressOf(
    createRawServer((socket) => {
      socket.on("error", () => undefined);
      socket.once("data", () => listener(socket));
    }),
  );

test("gives an answer with its body and headers", async () => {
  const url = await serve((request, response) => response.end(request.headers.authorization));
  const answer = await api.fetch(url, { headers: { authorization: "key" }, credentials: "omit" });
  expect(answer.status).toBe(200);
  expect(await answer.text()).toBe("key");
});

test("refuses redirects in Electron's words when it is asked to", async () => {
  const url = await serve((_request, response) => response.writeHead(302, { location: "/elsewhere" }).end());
  await expect(api.fetch(url, { redirect: "error" })).rejects.toThrow(
    "Attempted to redirect, but redirect policy was 'error'",
  );
});

test.each([
  ["net::ERR_EMPTY_RESPONSE", (socket: Socket) => socket.end()],
  ["net::ERR_CONNECTION_RESET", (socket: Socket) => socket.resetAndDestroy()],
  ["net::ERR_INVALID_HTTP_RESPONSE", (socket: Socket) => socket.end("nonsense\r\n\r\n")],
])("rejects with %s", async (words, listener) => {
  const url = await serveRaw(listener);
  await expect(api.fetch(url)).rejects.toThrow(words);
});

test("rejects with net::ERR_CONNECTION_REFUSED where nobody listens", async () => {
  const url = await serve(() => undefined);
  const server = servers.pop();
  server?.close();
  if (server !== undefined) await once(server, "close");
  await expect(api.fetch(url)).rejects.toThrow("net::ERR_CONNECTION_REFUSED");
});

test("fails in the body when the connection breaks there", async () => {
  const url = await serveRaw((socket) => {
    socket.write("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf", () => socket.resetAndDestroy());
  });
  const answer = await api.fetch(url);
  await expect(answer.text()).rejects.toThrow("net::ERR_CONNECTION_RESET");
});

test("is offline when the desk says so, and breaks what is under way", async () => {
  const asked = Promise.withResolvers<undefined>();
  const url = await serve(() => asked.resolve(undefined));
  const under = api.fetch(url);
  await asked.promise;
  switches.set("offline", true);
  await expect(under).rejects.toThrow("net::ERR_NETWORK_CHANGED");
  await expect(api.fetch(url)).rejects.toThrow("net::ERR_INTERNET_DISCONNECTED");
  expect(net.isOnline()).toBe(false);
});

test("an aborted request rejects with the signal's own reason", async () => {
  const stop = new AbortController();
  const url = await serve(() => stop.abort(new Error("enough")));
  await expect(api.fetch(url, { signal: stop.signal })).rejects.toThrow("enough");
});
