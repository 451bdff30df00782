import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Alert } from "../../src-main/core/alerts/alert.ts";
import { accountAt } from "../../src-main/core/app/account.ts";
import { startOf } from "../../src-main/core/app/cli.ts";
import type { KeyState } from "../../src-main/core/app/key-state.ts";
import type { TraceLine } from "../../src-main/core/app/trace.ts";
import type { Clock } from "../../src-main/core/lock/clock.ts";
import { instant } from "../../src-main/core/lock/lock.ts";
import type { TrayModel } from "../../src-main/core/view/tray-model.ts";
import { DEMO_TOKEN, startDemoServer } from "../../src-main/demo/server.ts";
import type { SecretBox } from "../../src-main/store/key-store.ts";
import { openStores } from "../../src-main/store/stores.ts";
import { Accounts } from "../../src-main/sync/accounts.ts";
import { Session } from "../../src-main/sync/session.ts";
import { createClient } from "../../src-main/tedee/client.ts";
import { leaks } from "../unit/support/leaks.ts";
import { english } from "../unit/support/words.ts";
import { START_MS } from "../virtual/world.ts";

/** Time runs this much faster than it does: a poll each 20 s comes every second. */
const SPEED = 20;
const PATIENCE = { timeout: 30_000, interval: 20 };

/** The vendor's page has the path, both headers and both bodies (API docs, lock/sync-single); its token is a blank. */
const SAMPLE = "GET /api/v37/my/lock/123/sync";
const TOKEN = "eyJhbGciOi.JSUzI1NiIsImtpZCI6_-9.c2lnbmF0dXJl";

const sample = (name: string): string => readFileSync(`test/fixtures/${name}.json`, "utf8");

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

function fastClock(): Clock {
  const began = performance.now();
  const elapsed = (): number => (performance.now() - began) * SPEED;
  return {
    now: () => instant(START_MS + elapsed()),
    elapsed,
    after(ms, act) {
      const timer = setTimeout(act, ms / SPEED);
      return () => clearTimeout(timer);
    },
  };
}

const noKeyring: SecretBox = { seal: () => Promise.resolve(null), open: () => Promise.resolve("unreadable") };

/** Ajar without its shell, started by a process's environment. */
async function startedWith(env: Readonly<Record<string, string>>, clock: Clock) {
  const start = startOf(["ajar"], env, "0.1.0", english);
  if (start.kind === "end") throw new Error(start.text);
  const { apiUrl, credential } = start.environment;
  const baseUrl = apiUrl ?? "";
  const folder = mkdtempSync(join(tmpdir(), "ajar-token-"));
  const lines: TraceLine[] = [];
  const trays: TrayModel[] = [];
  const states: KeyState[] = [];
  const raised: Alert[] = [];
  const trace = (line: TraceLine): void => void lines.push(line);
  const context = { folder, now: () => Math.round(clock.now()), onFailure: (what: string) => expect(what).toBe("") };
  const stores = openStores(context, noKeyring, accountAt(baseUrl));
  const session = new Session({ words: english, trace, clock, otherCloud: null, ...stores });
  const accounts = new Accounts({
    baseUrl,
    given: credential,
    keys: stores.keys,
    watch: session.watch,
    charge: session.charge,
    client: (url, used) => createClient({ fetch, baseUrl: url, credential: used, clock, trace }),
    openDemo: () => Promise.reject(new Error("no demo here")),
    onAccount: (state) => states.push(state),
    leaveForGood: null,
    startAnew: () => undefined,
  });
  const nothing = (): void => undefined;
  session.begin({
    snapshot: nothing,
    tray: (model) => trays.push(model),
    raise: (alert) => raised.push(alert),
    withdraw: nothing,
    checked: nothing,
    changes: nothing,
    clear: nothing,
  });
  await accounts.start(false);
  ends.push(
    () => rmSync(folder, { recursive: true }),
    () => accounts.stop(),
    () => session.stop(),
  );
  const files = (): string =>
    readdirSync(folder)
      .map((name) => readFileSync(join(folder, name), "utf8"))
      .join("\n");
  return { session, lines, trays, states, raised, files, tray: () => trays.at(-1) };
}

describe("the vendor's sample request, with an access token", () => {
  it("is sent as the sample is, and both its answers reach row and tray", async () => {
    let body = sample("v37-sync-single-connected");
    const arrived: IncomingMessage[] = [];
    const server = createServer((request: IncomingMessage, response: ServerResponse) => {
      arrived.push(request);
      const allowed = request.headers.authorization === `Bearer ${TOKEN}`;
      const isSync = `${request.method ?? ""} ${request.url ?? ""}` === SAMPLE;
      response.writeHead(allowed ? 200 : 401, { "content-type": "application/json; charset=utf-8" });
      response.end(isSync ? body : sample("v37-lock-list"));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    ends.push(() => {
      server.close();
      server.closeAllConnections();
    });
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;

    const env = { AJAR_API_URL: `http://127.0.0.1:${port}`, AJAR_ACCESS_TOKEN: TOKEN };
    const { session, tray, lines, states, files, trays } = await startedWith(env, fastClock());
    const syncs = () => arrived.filter(({ url }) => url === "/api/v37/my/lock/123/sync");
    const row = () => session.snapshot().rows[0];

    await vi.waitFor(() => expect(row()?.level).toBe(54), PATIENCE);
    expect(syncs()[0]).toMatchObject({
      method: "GET",
      headers: { accept: "application/json", authorization: `Bearer ${TOKEN}` },
    });
    expect(row()).toMatchObject({ name: "Room 6", lock: "locked", door: "closed", connected: true, tone: "secure" });
    expect(row()?.text).toMatch(/^Locked/);
    expect(tray()).toMatchObject({
      icon: "secure",
      tooltip: expect.stringMatching(/^Room 6.*locked/) as string,
    });

    body = sample("v37-sync-single-disconnected");
    await vi.waitFor(() => expect(row()?.connected).toBe(false), PATIENCE);
    expect(row()).toMatchObject({ tone: "unknown" });
    expect(row()?.text).toMatch(/^No connection/);
    expect(tray()).toMatchObject({
      icon: "offline",
      tooltip: expect.stringMatching(/^Room 6: No connection/) as string,
    });

    expect(states).toEqual([{ kind: "token" }]);
    const outputs = JSON.stringify([lines, trays, states, session.snapshot()]) + files();
    expect(outputs).toContain("/api/v37/my/lock/123/sync");
    expect(leaks(TOKEN, outputs)).toEqual([]);
  }, 60_000);
});

describe("an access token that has ended", () =>
  it("is named by problem, banner, tray and alert, and no key is asked for", async () => {
    const clock = fastClock();
    const server = await startDemoServer({ scripted: false, now: () => clock.now() });
    ends.push(() => server.close());
    const env = { AJAR_API_URL: server.origin, AJAR_ACCESS_TOKEN: DEMO_TOKEN };
    const { session, tray, lines, states, raised } = await startedWith(env, clock);
    await vi.waitFor(() => expect(tray()?.icon).toBe("secure"), PATIENCE);
    server.cloud.endToken(DEMO_TOKEN);
    await vi.waitFor(() => expect(session.snapshot().banner).not.toBeNull(), PATIENCE);
    expect(session.snapshot().banner).toMatchObject({
      kind: "key-refused",
      title: "The access token has expired",
      body: expect.stringContaining("Set a new AJAR_ACCESS_TOKEN and restart Ajar.") as string,
      action: null,
    });
    expect(lines).toContainEqual({
      kind: "problem",
      failure: "key-refused",
      text: expect.stringMatching(/^The access token has expired\. .*AJAR_ACCESS_TOKEN and restart Ajar\.$/) as string,
    });
    await vi.waitFor(() => expect(raised).not.toEqual([]), PATIENCE);
    expect(raised).toMatchObject([{ rule: "blind", body: "The access token has expired." }]);
    expect(tray()?.icon).toBe("offline");
    expect(session.snapshot().home).toBe("list");
    expect(states).toEqual([{ kind: "token" }]);
  }, 60_000));
