import { createSessionBus } from "../../src-main/shell/session-bus.ts";
import { hasTrayHost, TRAY_HOST_NAME } from "../../src-main/shell/tray-host.ts";
import { app } from "./app.ts";
import { serveBus, type PrivateBus } from "./bus.ts";
import { newPlace, serveDesk, type DeskPlace } from "./desk-server.ts";
import { StandInWindows } from "./window.ts";
import { switches, type SwitchName } from "./switches.ts";

const BUS_NAMES = { notifications: "org.freedesktop.Notifications", "tray-host": TRAY_HOST_NAME } as const;

/** Opens the desk, and a session bus where there is none, before the app begins; ends the app at a signal. */
export async function host(): Promise<void> {
  for (const name of initiallyOn()) switches.set(name, true);
  if (process.platform === "linux") await openBus();
  const url = await serveDesk(placeFrom(process.env["STAND_IN_DESK"]));
  const why = process.env["STAND_IN_REASON"] ?? "the stand-in takes its place";
  // at ready, since a second start prints nothing
  app.once("ready", () => process.stderr.write(`Running without Electron: ${why}. Open ${url}\n`));
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, app.quit);
  if (process.send === undefined) return;
  // whoever started this process is gone without a word
  process.on("disconnect", app.quit);
  process.on("message", () => {
    for (const window of StandInWindows.getAllWindows()) window.webContents.reload();
  });
}

/** Switches that are on from the start for each value of STAND_IN_KEYRING. */
const KEYRINGS: Readonly<Record<string, readonly SwitchName[]>> = {
  on: ["keyring"],
  weak: ["obscured-keys"],
  locked: ["keyring", "keyring-locked"],
  off: [],
};

/** Switches that a spec has on from the start; throws at a value that means nothing. */
function initiallyOn(): readonly SwitchName[] {
  const value = process.env["STAND_IN_KEYRING"] ?? "off";
  const names = KEYRINGS[value];
  if (names === undefined) throw new Error(`STAND_IN_KEYRING is "${value}", not ${Object.keys(KEYRINGS).join(", ")}`);
  return names;
}

/** A port and a token from `<port>/<token>`; without them a place that nobody can guess. */
function placeFrom(text: string | undefined): DeskPlace {
  const [, port, token] = /^(\d+)\/([\w-]+)$/.exec(text ?? "") ?? [];
  return port === undefined || token === undefined ? newPlace() : { port: Number(port), token };
}

async function openBus(): Promise<void> {
  const desktop = process.env["DBUS_SESSION_BUS_ADDRESS"] ?? "";
  if (desktop !== "") {
    await follow(desktop);
    return;
  }
  const bus = await serveBus();
  process.env["DBUS_SESSION_BUS_ADDRESS"] = bus.address;
  connect(bus, "notifications");
  connect(bus, "tray-host");
  process.on("exit", () => bus.close());
}

/** A computer where all starts at once may take so long to answer. */
const PATIENCE_MS = 10_000;

/** Where the desktop has a bus of its own, the two switches are what that says. */
async function follow(address: string): Promise<void> {
  const bus = createSessionBus(address);
  const watch = async (name: "notifications" | "tray-host", ask: () => Promise<boolean>): Promise<void> => {
    bus.onOwnerChanged(BUS_NAMES[name], (owned) => {
      if (owned) switches.know(name, () => undefined);
      else switches.set(name, false);
    });
    await switches.leaveTo(name, "This desktop's own bus decides.", ask);
  };
  await Promise.all([
    watch("notifications", () => bus.nameHasOwner(BUS_NAMES.notifications, PATIENCE_MS)),
    watch("tray-host", () => hasTrayHost(bus)),
  ]);
}

function connect(bus: PrivateBus, name: keyof typeof BUS_NAMES): void {
  const busName = BUS_NAMES[name];
  bus.own(busName, switches.isOn(name));
  switches.onChange(name, (on) => bus.own(busName, on));
}
