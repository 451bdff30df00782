import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import * as v from "valibot";
import { afterEach, describe, expect, it } from "vitest";
import { DEMO_KEY, startDemoServer } from "../../src-main/demo/server.ts";

const SERVE = resolve(import.meta.dirname, "../../src-main/demo/serve.ts");

type Child = ChildProcessByStdio<null, Readable, Readable>;
const children: Child[] = [];

function run(...args: readonly string[]): { readonly child: Child; readonly lines: AsyncIterator<string> } {
  const child = spawn(process.execPath, [SERVE, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  children.push(child);
  return { child, lines: createInterface(child.stdout)[Symbol.asyncIterator]() };
}

afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

const exitOf = async (child: Child): Promise<unknown> =>
  child.exitCode ?? v.parse(v.tuple([v.unknown(), v.unknown()]), await once(child, "exit"))[0];

/** The first line that matches. */
async function lineLike(lines: AsyncIterator<string>, pattern: RegExp): Promise<string> {
  for (;;) {
    const line = await lines.next();
    if (line.done === true) throw new Error(`Ended without a line like ${pattern.source}`);
    if (pattern.test(line.value)) return line.value;
  }
}

async function started(...args: readonly string[]): Promise<ReturnType<typeof run> & { readonly origin: string }> {
  const process = run(...args);
  const line = await lineLike(process.lines, /^Simulated Tedee cloud on http:/);
  return { ...process, origin: line.slice(line.indexOf("http")) };
}

const authorized = { headers: { Authorization: `PersonalKey ${DEMO_KEY}` } };

describe("the simulated cloud alone", () => {
  it.each(["SIGINT", "SIGTERM"] as const)(
    "says where it is, writes a line a request, ends with 0 on %s",
    async (signal) => {
      const { child, lines, origin } = await started("--port", "0");
      expect(await lineLike(lines, /^Key /)).toBe(`Key ${DEMO_KEY}`);
      expect((await fetch(`${origin}/api/v37/my/lock?Page=1`, authorized)).status).toBe(200);
      expect(await lineLike(lines, / GET /)).toMatch(/^[\d:.]{12} GET \/api\/v37\/my\/lock\?Page=1 200$/);
      child.kill(signal);
      expect(await exitOf(child)).toBe(0);
    },
  );

  it("ends at once although an answer is an hour away", async () => {
    const { child, lines, origin } = await started();
    await fetch(`${origin}/demo/fault`, { method: "POST", body: '{"kind":"delay","ms":3600000}' });
    const pending = fetch(`${origin}/api/v37/my/lock`, authorized).catch(() => "broken off");
    await lineLike(lines, / GET /);
    child.kill("SIGTERM");
    expect(await exitOf(child)).toBe(0);
    expect(await pending).toBe("broken off");
  });

  it("takes faults, ends them, and tells its counts", async () => {
    const { lines, origin } = await started();
    const post = (fault: string) => fetch(`${origin}/demo/fault`, { method: "POST", body: fault });
    const list = async () => (await fetch(`${origin}/api/v37/my/lock`, authorized)).status;

    expect((await post('{"kind":"status","status":503}')).status).toBe(200);
    expect(await list()).toBe(503);
    expect(await lineLike(lines, / GET /)).toMatch(/ 503 \(status\)$/);
    expect((await fetch(`${origin}/demo/fault`, { method: "DELETE" })).status).toBe(200);
    expect(await list()).toBe(200);
    const counts: unknown = await (await fetch(`${origin}/demo/counts`)).json();
    expect(counts).toMatchObject({ total: 2, byPurpose: { list: 2 }, mostListPages: 2, scriptStartedAt: null });

    for (const bad of [
      "",
      "{",
      '{"kind":"flood"}',
      '{"kind":"delay"}',
      '{"kind":"drop","on":"door"}',
      `"${"x".repeat(20_000)}"`,
    ]) {
      expect((await post(bad)).status).toBe(400);
    }
    expect(await list()).toBe(200);
  });

  it.each([[["--port", "70000"]], [["--door"]]])("refuses %j with how it is called", async (args) => {
    const { child } = run(...args);
    const errors: string[] = [];
    child.stderr.setEncoding("utf8").on("data", (text: string) => errors.push(text));
    await once(child, "close");
    expect([child.exitCode, errors.join("")]).toEqual([2, expect.stringContaining("npm run demo-cloud -- [--port N]")]);
  });

  it("says that a port is taken", async () => {
    const server = await startDemoServer();
    const { child } = run("--port", new URL(server.origin).port);
    const errors: string[] = [];
    child.stderr.setEncoding("utf8").on("data", (text: string) => errors.push(text));
    await once(child, "close");
    await server.close();
    expect([child.exitCode, errors.join("")]).toEqual([1, expect.stringContaining("EADDRINUSE")]);
  });
});

describe("the simulated cloud inside the app", () =>
  it("has no control paths", async () => {
    const server = await startDemoServer();
    const statuses = await Promise.all(
      [
        fetch(`${server.origin}/demo/counts`, authorized),
        fetch(`${server.origin}/demo/fault`, { ...authorized, method: "POST", body: '{"kind":"drop"}' }),
      ].map(async (answer) => (await answer).status),
    );
    await server.close();
    expect(statuses).toEqual([404, 404]);
  }));
