import { afterEach } from "vitest";
import { HOUSE } from "../../../src-main/demo/house.ts";
import { DEMO_KEY, startDemoServer, type DemoServer, type DemoServerOptions } from "../../../src-main/demo/server.ts";
import { LIST } from "../../unit/demo/support.ts";

/** The call for one lock of the house. */
export const ONE = `${LIST}/${HOUSE.back.id}`;

/** What starts servers for the tests of a file, without a script unless told otherwise; each is closed after its test. */
export function demoServers(): (options?: DemoServerOptions) => Promise<DemoServer> {
  const running: DemoServer[] = [];
  afterEach(async () => {
    await Promise.all(running.splice(0).map((server) => server.close()));
  });
  return async (options = {}) => {
    const server = await startDemoServer({ scripted: false, ...options });
    running.push(server);
    return server;
  };
}

/** A GET with the demo's key that follows no redirect, unless told otherwise. */
export const get = (server: DemoServer, path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(server.origin + path, {
    headers: { Authorization: `PersonalKey ${DEMO_KEY}` },
    redirect: "manual",
    ...init,
  });

/** The code of a failed fetch's cause, deep inside; the message of an error that has none. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return "code" in error && typeof error.code === "string"
    ? error.code
    : error.cause === undefined
      ? error.message
      : codeOf(error.cause);
}

/** How work failed, as `codeOf` names it; "none" for work that did not. */
export const failureOf = (work: Promise<unknown>): Promise<string> => work.then(() => "none", codeOf);
