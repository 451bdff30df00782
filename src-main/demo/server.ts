import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import { createCloud, DEMO_KEY, type Cloud, type CloudRequest } from "./cloud.ts";
import { disturbed, undisturbed, type Delivery } from "./delivery.ts";
import type { DemoLock } from "./demo-lock.ts";
import { createFaults, type Effect, type Fault, type Faults } from "./fault.ts";
import { houseLocks, houseScript } from "./house.ts";
import { purposeOf, routeOf } from "./route.ts";

export { DEMO_KEY, DEMO_TOKEN } from "./cloud.ts";
export type { Fault } from "./fault.ts";

/** A simulated cloud that listens on loopback. */
export interface DemoServer {
  /** `http://127.0.0.1:<port>`. */
  readonly origin: string;
  readonly cloud: Cloud;
  /** Starts a fault; the returned function ends it for the requests that follow. */
  fault(fault: Fault): () => void;
  /** Ends every fault for the requests that follow. */
  endFaults(): void;
  /** Breaks every connection, also those that a fault holds, and stops listening; may be called again. */
  close(): Promise<void>;
}

/** One request that the cloud has answered; `fault` is what happened to the answer on its way. */
export interface Judged {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly fault: Effect["kind"] | null;
}

export interface DemoServerOptions {
  /** 0, the default, takes one that is free. */
  readonly port?: number;
  /** The key that the cloud lets in, `DEMO_KEY` unless said; null lets any in. */
  readonly key?: string | null;
  /** Whether the house moves by itself; it does unless said. */
  readonly scripted?: boolean;
  /** Milliseconds since the epoch; the computer's clock unless said. */
  readonly now?: () => number;
  /** The house of six unless said. */
  readonly locks?: readonly DemoLock[];
  /** Called for each request before its answer is sent. */
  readonly onRequest?: (judged: Judged) => void;
  /** May answer a request instead of the cloud, by returning true. */
  readonly intercept?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

/** Starts a simulated cloud; rejects when the port is taken. */
export async function startDemoServer(options: DemoServerOptions = {}): Promise<DemoServer> {
  const cloud = createCloud({
    now: options.now ?? Date.now,
    key: options.key === undefined ? DEMO_KEY : options.key,
    locks: options.locks ?? houseLocks,
    script: options.scripted === false ? null : houseScript,
  });
  const faults = createFaults();
  const server = createServer((request, response) => {
    if (options.intercept?.(request, response) === true) return;
    request.resume();
    serve(cloud, faults, request, response, options.onRequest);
  });
  const port = await listen(server, options.port ?? 0);
  let closed: Promise<void> | null = null;
  return {
    origin: `http://127.0.0.1:${port}`,
    cloud,
    fault: (fault) => faults.start(fault),
    endFaults: () => faults.endAll(),
    close: () => (closed ??= close(server)),
  };
}

function serve(
  cloud: Cloud,
  faults: Faults,
  request: IncomingMessage,
  response: ServerResponse,
  onRequest: DemoServerOptions["onRequest"],
): void {
  const asked: CloudRequest = {
    method: request.method ?? "",
    path: request.url ?? "",
    authorization: request.headers.authorization ?? null,
  };
  // the cloud answers first: a request counts as arrived, whatever happens to its answer
  const answer = cloud.answer(asked);
  const effect = faults.take(purposeOf(routeOf(asked.method, asked.path)));
  const delivery = effect === null ? undisturbed(answer) : disturbed(answer, effect);
  const { status } = delivery.response;
  onRequest?.({ method: asked.method, path: asked.path, status, fault: effect?.kind ?? null });
  deliver(delivery, request, response);
}

function deliver(delivery: Delivery, request: IncomingMessage, response: ServerResponse): void {
  const { manner, delayMs } = delivery;
  if (manner === "none") return;
  if (delayMs === 0) {
    send(delivery, request, response);
    return;
  }
  const timer = setTimeout(() => send(delivery, request, response), delayMs);
  // whoever gave up, or the end of the server, ends the wait
  response.once("close", () => clearTimeout(timer));
}

function send({ response: answer, manner }: Delivery, request: IncomingMessage, response: ServerResponse): void {
  const zipped = /\bgzip\b/i.test(request.headers["accept-encoding"] ?? "");
  const body = zipped ? gzipSync(answer.body) : Buffer.from(answer.body);
  response.writeHead(answer.status, {
    ...answer.headers,
    ...(zipped ? { "Content-Encoding": "gzip" } : {}),
    "Content-Length": body.length,
  });
  if (manner === "whole") {
    response.end(body);
    return;
  }
  // a connection that breaks before the headers may be tried again by the browser's network stack on its own,
  // so that one request would arrive twice; after them it is not
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => {
    if (manner === "reset") request.socket.resetAndDestroy();
  });
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** A simulated house for a visit: its address, the one key that opens it, and its end. */
export async function openDemo(): Promise<{ baseUrl: string; key: string; close(): Promise<void> }> {
  const server = await startDemoServer();
  return { baseUrl: server.origin, key: DEMO_KEY, close: () => server.close() };
}
