import type { Trace, TraceLine } from "../core/trace.ts";

/** A trace that writes one JSON object a line, its time first; without `--trace` it writes nothing. */
export function createTrace(enabled: boolean, now: () => number, write: (text: string) => void): Trace {
  if (!enabled) return () => undefined;
  return (line: TraceLine) => {
    write(`${JSON.stringify({ at: now(), ...line })}\n`);
  };
}
