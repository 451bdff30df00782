import { powerMonitor } from "electron";
import type { Trace } from "../core/app/trace.ts";

/** Reactions to the computer's power events. */
export interface PowerListeners {
  suspend(): void;
  resume(): void;
  unlockScreen(): void;
}

/** Passes on suspend, resume and unlock, with a trace line for each; call it when the app is ready. */
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
