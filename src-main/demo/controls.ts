import type { IncomingMessage, ServerResponse } from "node:http";
import * as v from "valibot";
import { faultSchema } from "./fault.ts";
import type { DemoServer } from "./server.ts";

/** Bytes of a control request at most. */
const BODY_LIMIT = 10_000;

/**
 * Answers what a person asks of the simulator itself and says whether it did: `POST /demo/fault` with a fault as JSON,
 * `DELETE /demo/fault` for the end of all, `GET /demo/counts`.
 */
export function answerControl(server: DemoServer, request: IncomingMessage, response: ServerResponse): boolean {
  switch (`${request.method ?? ""} ${request.url ?? ""}`) {
    case "POST /demo/fault":
      startFault(server, request, response);
      return true;
    case "DELETE /demo/fault":
      server.endFaults();
      reply(response, 200, { faults: "ended" });
      return true;
    case "GET /demo/counts":
      reply(response, 200, server.cloud.counts());
      return true;
    default:
      return false;
  }
}

function startFault(server: DemoServer, request: IncomingMessage, response: ServerResponse): void {
  let text = "";
  request.setEncoding("utf8");
  request.on("data", (part: string) => {
    if (text.length <= BODY_LIMIT) text += part;
  });
  request.on("end", () => {
    const fault = v.safeParse(v.pipe(v.string(), v.maxLength(BODY_LIMIT), v.parseJson(), faultSchema), text);
    if (fault.success) {
      server.fault(fault.output);
      reply(response, 200, { fault: fault.output });
    } else {
      reply(response, 400, { errors: fault.issues.map((issue) => issue.message) });
    }
  });
}

function reply(response: ServerResponse, status: number, value: object): void {
  response.writeHead(status, { "Content-Type": "application/json; charset=utf-8" });
  response.end(`${JSON.stringify(value, null, 2)}\n`);
}
