import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join } from "node:path";
import { desk, type DeskMessage } from "./desk.ts";
import { answerPage, type PageAnswer } from "./pages.ts";

/** Letters of the path that only this process and whoever it told know. */
const TOKEN_BYTES = 18;
const MESSAGE_BYTES = 1_000_000;
const RETRY_MS = 300;

const FILES: Readonly<Record<string, string>> = {
  "desk.html": "text/html; charset=utf-8",
  "desk.css": "text/css; charset=utf-8",
  "desk.js": "text/javascript; charset=utf-8",
  "draw.js": "text/javascript; charset=utf-8",
  "popups.js": "text/javascript; charset=utf-8",
};

const POLICY = [
  ...["default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "connect-src 'self'"],
  ...["base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"],
].join("; ");

/** Where the desk is, for a host that starts again at the same address; `port` 0 takes a free one. */
export interface DeskPlace {
  readonly port: number;
  readonly token: string;
}

/** A place that nobody can guess. */
export const newPlace = (): DeskPlace => ({ port: 0, token: randomBytes(TOKEN_BYTES).toString("base64url") });

/** Serves the desk on loopback and returns its address; a wrong token or a foreign Host header is answered with 404. */
export function serveDesk({ port, token }: DeskPlace): Promise<string> {
  const streams = new Set<ServerResponse>();
  desk.watch((news) => {
    for (const stream of streams) stream.write(eventText(news));
  });
  const server = createServer((request, response) => {
    response.on("error", () => undefined);
    const path = pathOf(request, token);
    // browsers ask for it by themselves, and would log its absence in each page
    if (request.url === "/favicon.ico") response.writeHead(204).end();
    else if (path === null) reply(response, null);
    else if (path.name === "events") openStream(streams, response);
    else if (path.name === "up") void receive(request, response);
    else void respond(token, path, response);
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      const at = typeof address === "object" && address !== null ? address.port : port;
      resolve(`http://127.0.0.1:${at}/${token}/`);
    });
  });
}

interface Path {
  readonly name: string;
  readonly query: string;
}

function pathOf(request: IncomingMessage, token: string): Path | null {
  const local = `127.0.0.1:${request.socket.localPort ?? 0}`;
  const url = URL.parse(request.url ?? "", `http://${local}`);
  if (request.headers.host !== local || url?.pathname.startsWith(`/${token}/`) !== true) return null;
  return { name: url.pathname.slice(token.length + 2), query: url.search };
}

/** The newest tab is the desk; an older tab steps back. */
function openStream(streams: Set<ServerResponse>, response: ServerResponse): void {
  for (const older of streams) older.end(eventText({ type: "retire" }));
  streams.clear();
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  response.write(`retry: ${RETRY_MS}\n${eventText({ type: "all", run: process.pid, items: [...desk.state] })}`);
  streams.add(response);
  response.on("close", () => {
    streams.delete(response);
  });
}

const eventText = (event: object): string => `data: ${JSON.stringify(event)}\n\n`;

async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const message = await readMessage(request);
  if (message === null) {
    response.writeHead(400).end();
    return;
  }
  // answers first: the message may end the app
  response.writeHead(desk.knows(message.to) ? 204 : 404).end();
  desk.deliver(message);
}

async function readMessage(request: IncomingMessage): Promise<DeskMessage | null> {
  if (request.method !== "POST") return null;
  let body = "";
  for await (const chunk of request.setEncoding("utf8")) {
    body += String(chunk);
    if (body.length > MESSAGE_BYTES) return null;
  }
  try {
    const json: unknown = JSON.parse(body);
    return isMessage(json) ? json : null;
  } catch {
    return null;
  }
}

const isMessage = (json: unknown): json is DeskMessage =>
  typeof json === "object" &&
  json !== null &&
  "to" in json &&
  typeof json.to === "string" &&
  "type" in json &&
  typeof json.type === "string";

async function respond(token: string, { name, query }: Path, response: ServerResponse): Promise<void> {
  try {
    reply(response, await answer(token, name, query));
  } catch (error) {
    desk.complain(`The answer to ${name} failed: ${String(error)}`);
    response.writeHead(500).end();
  }
}

async function answer(token: string, name: string, query: string): Promise<PageAnswer | null> {
  if (name.startsWith("w/")) return await answerPage(token, name, query);
  const file = name === "" ? "desk.html" : name;
  const type = FILES[file];
  if (type === undefined) return null;
  const body = await readFile(join(import.meta.dirname, "desk", file));
  const headers = { "content-type": type, "cache-control": "no-store", "content-security-policy": POLICY };
  return { status: 200, headers: { ...headers, "referrer-policy": "no-referrer" }, body };
}

function reply(response: ServerResponse, found: PageAnswer | null): void {
  if (found === null) response.writeHead(404).end();
  else response.writeHead(found.status, found.headers).end(found.body);
}
