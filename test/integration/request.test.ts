import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { accessToken, personalKey, type Credential } from "../../src-main/core/polling/credential.ts";
import type { TraceLine } from "../../src-main/core/app/trace.ts";
import { systemClock } from "../../src-main/sync/system-clock.ts";
import { createTransport, type Transport } from "../../src-main/tedee/transport.ts";

const LOCK = "/api/v37/my/lock/123/operation/lock";

/** A request as it arrived. */
interface Arrived {
  readonly request: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const ends: (() => void)[] = [];
afterEach(() => ends.splice(0).forEach((end) => end()));

const accept = (response: ServerResponse): void => {
  response.writeHead(202, { "content-type": "application/json" });
  response.end('{"result":{"operationId":"1"},"success":true}');
};

/** A cloud that writes down what arrives, and a transport to it. */
async function listening(reply: (response: ServerResponse) => void, credential: Credential = personalKey("a.b")) {
  const arrived: Arrived[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8");
    request.on("data", (part: string) => (body += part));
    request.on("end", () => {
      arrived.push({ request: `${request.method ?? ""} ${request.url ?? ""}`, headers: request.headers, body });
      reply(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  ends.push(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const lines: TraceLine[] = [];
  const trace = (line: TraceLine): void => void lines.push(line);
  const transport = createTransport({
    fetch,
    baseUrl: `http://127.0.0.1:${port}`,
    credential,
    clock: systemClock,
    trace,
  });
  return { arrived, lines, transport };
}

const post = (transport: Transport, body?: object) =>
  transport({
    method: "POST",
    path: LOCK,
    ...(body !== undefined && { body }),
    purpose: "command",
    signal: new AbortController().signal,
  });

describe("a POST over HTTP", () => {
  it("arrives once, with an empty body and the key", async () => {
    const { arrived, lines, transport } = await listening(accept);
    expect(await post(transport)).toMatchObject({ ok: true, value: { json: { result: { operationId: "1" } } } });
    expect(arrived).toMatchObject([
      {
        request: `POST ${LOCK}`,
        body: "",
        headers: {
          authorization: "PersonalKey a.b",
          accept: "application/json",
          "content-type": "application/json",
          "content-length": "0",
        },
      },
    ]);
    expect(lines).toMatchObject([{ kind: "request", method: "POST", path: LOCK, status: 202, purpose: "command" }]);
  });

  it("carries a body as JSON", async () => {
    const { arrived, transport } = await listening(accept);
    await post(transport, { name: "Front", revision: 2 });
    expect(arrived).toMatchObject([
      { body: '{"name":"Front","revision":2}', headers: { "content-type": "application/json" } },
    ]);
  });

  it.each<readonly [string, (response: ServerResponse) => void, string]>([
    ["a connection that breaks", (response) => response.destroy(), "reset"],
    ["503", (response) => response.writeHead(503).end(), "tedee-down"],
    ["429", (response) => response.writeHead(429, { "retry-after": "1" }).end(), "limit-reached"],
    ["half an answer", (response) => response.writeHead(200).end('{"result":'), "broken-answer"],
  ])("is never sent again after %s", async (_, reply, kind) => {
    const { arrived, lines, transport } = await listening(reply);
    expect(await post(transport)).toMatchObject({ ok: false, failure: { kind } });
    expect(arrived).toHaveLength(1);
    expect(lines).toMatchObject([{ method: "POST", failure: kind }]);
  });
});

describe("a GET over HTTP", () =>
  it("carries an access token as the vendor's samples do, and nothing that belongs to a body", async () => {
    const { arrived, transport } = await listening(accept, accessToken("abc.def-ghi.jkl"));
    const path = "/api/v37/my/lock/123/sync";
    await transport({ method: "GET", path, purpose: "sync", signal: new AbortController().signal });
    const [only] = arrived;
    expect(only).toMatchObject({
      request: `GET ${path}`,
      body: "",
      headers: { authorization: "Bearer abc.def-ghi.jkl", accept: "application/json" },
    });
    expect(only?.headers["content-type"]).toBeUndefined();
  }));
