import { app } from "electron";
import type { Trace, TraceLine } from "../core/app/trace.ts";

/** A trace that writes one JSON object a line, its time first; without `--trace` it writes nothing. */
export function createTrace(enabled: boolean, now: () => number, write: (text: string) => void): Trace {
  if (!enabled) return () => undefined;
  return (line: TraceLine) => write(`${JSON.stringify({ at: now(), ...line })}\n`);
}

/** The trace's first line: Ajar's version and Electron's. */
export const readyLine = (): TraceLine => ({
  kind: "ready",
  version: app.getVersion(),
  electron: "electron" in process.versions ? process.versions.electron : null,
});
