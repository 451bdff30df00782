import { vi } from "vitest";

/** What takes the listeners of each run off this process again, as the end of a process does. */
const attached: (() => void)[] = [];

/** Does something, and answers what came of it and what takes off the listeners that it left. */
export function attaching<T>(act: () => T): { readonly made: T; readonly end: () => void } {
  const on = vi.spyOn(process, "on");
  const made = act();
  const calls = [...on.mock.calls];
  on.mockRestore();
  const end = (): void => {
    for (const [event, listener] of calls) process.off(event, listener);
    for (const stream of [process.stdout, process.stderr]) stream.removeAllListeners("error");
  };
  attached.push(end);
  return { made, end };
}

/** Takes off the listeners of every run of a test. */
export function detachAll(): void {
  while (attached.length > 0) attached.pop()?.();
}
