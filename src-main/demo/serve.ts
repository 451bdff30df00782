import { parseArgs } from "node:util";
import { answerControl } from "./controls.ts";
import { DEMO_KEY, DEMO_TOKEN, startDemoServer, type DemoServer, type Judged } from "./server.ts";

/** The simulated cloud alone, for a person: `npm run demo-cloud -- --port 8080`. */

const USAGE = "npm run demo-cloud -- [--port N]";

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function fail(line: string, code: number): never {
  process.stderr.write(`${line}\n`);
  process.exit(code);
}

function portOf(args: string[]): number {
  let text: string | undefined;
  try {
    text = parseArgs({ args, options: { port: { type: "string" } } }).values.port;
  } catch {
    fail(USAGE, 2);
  }
  const port = Number(text ?? "0");
  return /^\d+$/.test(text ?? "0") && port <= 65_535 ? port : fail(`--port takes 0 to 65535. ${USAGE}`, 2);
}

function lineOf({ method, path, status, fault }: Judged): string {
  const time = new Date().toISOString().slice(11, 23);
  return `${time} ${method} ${path} ${status}${fault === null ? "" : ` (${fault})`}`;
}

async function start(port: number): Promise<DemoServer> {
  const server: DemoServer = await startDemoServer({
    port,
    onRequest: (judged) => say(lineOf(judged)),
    intercept: (request, response) => answerControl(server, request, response),
  });
  return server;
}

const port = portOf(process.argv.slice(2));
const server = await start(port).catch((error: unknown) =>
  fail(`Cannot listen on port ${port}: ${error instanceof Error ? error.message : String(error)}`, 1),
);

say(`Simulated Tedee cloud on ${server.origin}`);
say(`Key ${DEMO_KEY}`);
say(`Access token ${DEMO_TOKEN}`);
say(`Try AJAR_API_URL=${server.origin} AJAR_PERSONAL_KEY=${DEMO_KEY} npm start`);
say(`Faults: curl -d '{"kind":"status","status":503,"times":3}' ${server.origin}/demo/fault`);
say(`        curl -X DELETE ${server.origin}/demo/fault   Counts: curl ${server.origin}/demo/counts`);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    // nothing else holds the process, so that it ends with 0
    void server.close();
  });
}
