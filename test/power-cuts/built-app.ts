import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import { SYNC_FLOOR_MS } from "../../src-main/core/polling/poll-state.ts";
import { DEMO_KEY, startDemoServer } from "../../src-main/demo/server.ts";
import { purposeOf, routeOf } from "../../src-main/demo/route.ts";
import type { Random } from "../fuzz/random.ts";
import { look, names } from "./folder.ts";
import { settingsOf } from "./values.ts";

/** What became of a data folder of the whole app, as it was built. */
export interface BuiltOutcome {
  readonly kills: number;
  /** From the last sync before each kill to the first one after it, where both were. */
  readonly gapsMs: readonly number[];
  readonly wrong: readonly string[];
}

const ARGUMENTS = ["--import", "./test/stand-in/register.ts", "dist/main/index.js", "--hidden", "--trace"];
/** A kill falls within this time after a sync, the first list or a start. */
const KILL_WITHIN_MS = 3000;
const PATIENCE_MS = 120_000;
const SETTINGS = 7;

/** The app on the stand-in for Electron, in real time: killed so often, and left to poll once more after the last. */
export async function runBuiltApp(folder: string, random: Random, kills: number): Promise<BuiltOutcome> {
  const syncs: number[] = [];
  let onSync: () => void = () => undefined;
  const server = await startDemoServer({
    scripted: false,
    onRequest({ method, path }) {
      if (purposeOf(routeOf(method, path)) !== "sync") return;
      syncs.push(performance.now());
      onSync();
    },
  });
  const wrong: string[] = [];
  const killedAt: number[] = [];
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "settings.json"), JSON.stringify(settingsOf(SETTINGS)));
  try {
    for (let life = 0; life <= kills; life += 1) {
      const synced = new Promise<void>((resolve) => (onSync = resolve));
      const waitMs = life < kills ? random.int(KILL_WITHIN_MS) : 0;
      // some lives end soon after their start: a kill follows a kill
      wrong.push(...(await live({ folder, origin: server.origin, until: life % 3 === 1 ? null : synced, waitMs })));
      if (life < kills) killedAt.push(performance.now());
    }
    const { underFloor, answered429 } = server.cloud.counts();
    if (underFloor + answered429 > 0) wrong.push(`${underFloor} syncs under the floor, ${answered429} refused`);
  } finally {
    await server.close();
  }
  const gapsMs = killedAt.flatMap((at) => {
    const [last, next] = [syncs.findLast((sync) => sync <= at), syncs.find((sync) => sync > at)];
    return last === undefined || next === undefined ? [] : [next - last];
  });
  if (gapsMs.some((gap) => gap < SYNC_FLOOR_MS)) wrong.push("a sync came too soon after the one before a kill");
  return { kills, gapsMs, wrong };
}

interface LifeOfApp {
  readonly folder: string;
  readonly origin: string;
  /** It is killed some time after this; null is its start. */
  readonly until: Promise<void> | null;
  readonly waitMs: number;
}

/** Runs one life of the app until a kill; gives what was wrong. */
async function live({ folder, origin, until, waitMs }: LifeOfApp): Promise<readonly string[]> {
  const before = names(folder).filter((file) => file.includes(".tmp-"));
  const app = start(folder, origin);
  await Promise.race([until ?? app.ready, app.ended, wait(PATIENCE_MS, undefined, { ref: false })]);
  const staying = until === null ? [] : names(folder).filter((file) => before.includes(file));
  await Promise.race([app.ended, wait(waitMs)]);
  app.kill();
  const signal = await app.ended;
  const { held } = look(folder, origin);
  return [
    ...staying.map((file) => `left behind: ${file}`),
    ...(signal === "SIGKILL" ? [] : [`the app ended before: ${app.stderr()}`]),
    ...(held.settings === SETTINGS ? [] : [`settings.json holds ${held.settings}`]),
    ...(held.list === "plain" || held.list === "absent" ? [] : [`list.json holds ${held.list}`]),
    ...(names(folder).some((file) => file.includes(".corrupt-")) ? ["a file was set aside"] : []),
  ];
}

function start(folder: string, origin: string) {
  const environment = Object.entries(process.env).filter(
    ([name]) => !/^(AJAR_|STAND_IN_|DBUS_|XDG_RUNTIME)/.test(name),
  );
  const child = spawn(process.execPath, [...ARGUMENTS, `--user-data-dir=${folder}`], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...Object.fromEntries(environment), AJAR_API_URL: origin, AJAR_PERSONAL_KEY: DEMO_KEY },
  });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const ready = Promise.withResolvers<undefined>();
  createInterface({ input: child.stdout }).on("line", (line) => {
    if (line.includes('"kind":"ready"')) ready.resolve(undefined);
  });
  const ended = new Promise<NodeJS.Signals | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (_, signal) => resolve(signal));
  });
  return { ready: ready.promise, ended, kill: () => child.kill("SIGKILL"), stderr: () => stderr };
}
