import { powerMonitor } from "electron";
import type { Trace } from "../core/app/trace.ts";

/** What follows from the computer's power events. */
export interface PowerListeners {
  suspend(): void;
  resume(): void;
  unlockScreen(): void;
}

/** Tells of suspend, resume and the locked screen, each with a trace line; to be called when the app is ready. */
export function registerPower(listeners: PowerListeners, trace: Trace): void {
  powerMonitor.on("suspend", () => {
    trace({ kind: "power", event: "suspend" });
    listeners.suspend();
  });
  powerMonitor.on("resume", () => {
    trace({ kind: "power", event: "resume" });
    listeners.resume();
  });
  powerMonitor.on("lock-screen", () => {
    // a locked screen stops neither polling nor alerts
    trace({ kind: "power", event: "lock-screen" });
  });
  powerMonitor.on("unlock-screen", () => {
    trace({ kind: "power", event: "unlock-screen" });
    listeners.unlockScreen();
  });
}
