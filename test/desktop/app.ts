import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Browser } from "@playwright/test";
import { DEMO_KEY, startDemoServer, type DemoServer } from "../../src-main/demo/server.ts";
import { StandInDriver } from "../e2e/stand-in-driver.ts";
import { startSession, type ServiceName, type Session } from "./session.ts";

/** A login session, a simulated house that does not move by itself, and the app, not yet started. */
export interface Home {
  readonly session: Session;
  readonly cloud: DemoServer;
  readonly ajar: StandInDriver;
  /** Ends what still runs; throws when the app did not end with 0, or a page or the desk complained. */
  readonly leave: () => Promise<void>;
}

/** Variables of whoever runs the tests that would change what the app does. */
const LEFT_OUT = /^(AJAR_|STAND_IN_|DBUS_|XDG_RUNTIME_DIR$|NODE_OPTIONS$|VITEST)/;

/** The browser that the desk and the windows are shown in; CHROMIUM_PATH names it. */
export function openBrowser(): Promise<Browser> {
  const path = process.env["CHROMIUM_PATH"];
  return chromium.launch(path === undefined || path === "" ? {} : { executablePath: path });
}

/** A home in which the given services run from the start. */
export async function moveIn(
  browser: Browser,
  { running = [], onDemand = [] }: { running?: readonly ServiceName[]; onDemand?: readonly ServiceName[] },
): Promise<Home> {
  const session = await startSession(onDemand);
  for (const service of running) await session.start(service);
  const cloud = await startDemoServer({ scripted: false });
  const userData = mkdtempSync(join(tmpdir(), "ajar-desktop-"));
  const kept = Object.entries(process.env).filter(([name]) => !LEFT_OUT.test(name));
  const context = await browser.newContext();
  const ajar = new StandInDriver(context, userData, {
    ...Object.fromEntries(kept.map(([name, value]) => [name, value ?? ""])),
    AJAR_API_URL: cloud.origin,
    AJAR_PERSONAL_KEY: DEMO_KEY,
    DBUS_SESSION_BUS_ADDRESS: session.address,
  });
  return {
    session,
    cloud,
    ajar,
    async leave() {
      const code = ajar.isRunning() ? await ajar.quit() : 0;
      const problems = ajar.problems();
      await ajar.dispose();
      await Promise.all([context.close(), cloud.close(), session.end()]);
      rmSync(userData, { recursive: true, force: true });
      if (code !== 0 || problems.length > 0) {
        throw new Error(`Ended with ${code ?? "a signal"}. ${problems.join("\n")}\n${ajar.stderr()}`);
      }
    },
  };
}

/** Milliseconds of processor time that the app has used so far (proc(5), stat: utime and stime in ticks of 10 ms). */
export function processorMs(ajar: StandInDriver): number {
  for (const id of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    const line = read(`/proc/${id}/cmdline`);
    if (!line.includes("dist/main/index.js") || !line.includes(`--user-data-dir=${ajar.userData}`)) continue;
    const fields = read(`/proc/${id}/stat`)
      .replace(/^.*\) /s, "")
      .split(" ");
    return (Number(fields[11]) + Number(fields[12])) * 10;
  }
  throw new Error("The app does not run");
}

/** A process may end between being listed and being read. */
function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
