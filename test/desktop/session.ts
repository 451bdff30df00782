import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

const TRAY = { name: "org.kde.StatusNotifierWatcher", template: join(import.meta.dirname, "tray_host.py") };
const NOTIFIER = { name: "org.freedesktop.Notifications", template: join(import.meta.dirname, "notifications.py") };
/** Services of a desktop that python-dbusmock plays here; a tray list is kept for a tray host that is yet to come. */
const SERVICES = {
  notifications: { ...NOTIFIER, parameters: "{}" },
  "tray-host": { ...TRAY, parameters: '{ "host": true }' },
  "tray-list": { ...TRAY, parameters: '{ "host": false }' },
} as const;
export type ServiceName = keyof typeof SERVICES;

/** A service that runs; `stop` resolves when it is gone, and its name with it. */
export interface Service {
  stop(): Promise<void>;
}

/** A login session with a bus of its own, and nobody on it. */
export interface Session {
  /** As DBUS_SESSION_BUS_ADDRESS has it. */
  readonly address: string;
  /** Starts a service; resolves when it owns its name. */
  start(service: ServiceName): Promise<Service>;
  /** Brings the tray host for a tray list that runs. */
  bringTrayHost(): void;
  /** Whether somebody owns the name of a service, as the bus's own tool tells. */
  has(service: ServiceName): boolean;
  /** Ends the session: the bus dies, and all that runs on it is left alone. */
  end(): Promise<void>;
}

/** Pythons that may have dbusmock; the system's comes first, since packages of the system are in no other. */
const PYTHONS = ["/usr/bin/python3", "python3"];

/** A Python with dbusmock; null where there is none. */
export const findPython = (): string | null =>
  PYTHONS.find((python) => spawnSync(python, ["-c", "import dbusmock"], { stdio: "ignore" }).status === 0) ?? null;

/** Starts a session; `onDemand` are services that its bus starts when they are asked for. Rejects without its tools. */
export async function startSession(onDemand: readonly ServiceName[] = []): Promise<Session> {
  const python = findPython();
  if (python === null) throw new Error("No Python here has dbusmock");
  const folder = mkdtempSync(join(tmpdir(), "ajar-session-"));
  const config = join(folder, "session.conf");
  writeFileSync(config, busConfig(folder));
  mkdirSync(join(folder, "services"));
  for (const service of onDemand) {
    const { name, template } = SERVICES[service];
    const text = `[D-BUS Service]\nName=${name}\nExec=${python} -m dbusmock --template "${template}"\n`;
    writeFileSync(join(folder, "services", `${name}.service`), text);
  }
  // the session lasts as long as the program that it is for, which waits for the end of its input
  const bus = spawn(
    "dbus-run-session",
    ["--config-file", config, "--", "sh", "-c", 'echo "$DBUS_SESSION_BUS_ADDRESS"; exec cat'],
    { stdio: ["pipe", "pipe", "ignore"] },
  );
  const address = await firstLine(bus, bus.stdout);
  const env = { ...process.env, DBUS_SESSION_BUS_ADDRESS: address };
  const services: Service[] = [];
  return {
    address,
    async start(service) {
      const { template, parameters } = SERVICES[service];
      const args = ["-m", "dbusmock", "--template", template, "--parameters", parameters];
      const child = spawn(python, args, { stdio: ["ignore", "pipe", "inherit"], env });
      const started = { stop: () => ended(child, () => child.kill()) };
      services.push(started);
      await firstLine(child, child.stdout);
      return started;
    },
    bringTrayHost() {
      const { name } = TRAY;
      send(env, name, "/StatusNotifierWatcher", `${name}.RegisterStatusNotifierHost`, "string:org.example.Panel");
    },
    has(service) {
      const { name } = SERVICES[service];
      const bus = "org.freedesktop.DBus";
      return send(env, bus, "/org/freedesktop/DBus", `${bus}.NameHasOwner`, `string:${name}`).includes("true");
    },
    async end() {
      await ended(bus, () => bus.stdin.end());
      await Promise.all(services.map((service) => service.stop()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The bus of a session as desktops configure it, but with no services of this computer. */
const busConfig = (folder: string): string => `<!DOCTYPE busconfig PUBLIC
  "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
  "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <keep_umask/>
  <listen>unix:dir=${folder}</listen>
  <auth>EXTERNAL</auth>
  <servicedir>${join(folder, "services")}</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;

/** The first line that a process writes; rejects when it ends without one. */
async function firstLine(child: ChildProcess, output: Readable): Promise<string> {
  const lines = createInterface(output);
  const line = new Promise<string>((resolve) => lines.once("line", resolve));
  const over = once(child, "close").then(() => {
    throw new Error(`${child.spawnfile} ended with ${child.exitCode ?? child.signalCode ?? "nothing"}`);
  });
  return await Promise.race([line, over]);
}

async function ended(child: ChildProcess, end: () => unknown): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const over = once(child, "exit");
  end();
  await over;
}

/** Calls a method and gives the reply's text; throws where nobody answers. */
function send(env: NodeJS.ProcessEnv, name: string, path: string, method: string, argument: string): string {
  const args = ["--session", "--print-reply=literal", `--dest=${name}`, path, method, argument];
  const { status, stdout, stderr } = spawnSync("dbus-send", args, { env, encoding: "utf8" });
  if (status !== 0) throw new Error(`The bus does not answer: ${stderr}`);
  return stdout;
}
