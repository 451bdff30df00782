import { FAULTS, planFaults, RESTARTS, SURE_BEFORE, type FaultKind } from "./fault-kinds.ts";
import type { Outcome } from "./faults.ts";
import type { Queue } from "./queue.ts";
import type { Chance } from "./random.ts";

/** What cannot happen now and never did is tried again after so long. */
const RETRY_MS = 600_000;
/** What is missing after all that was planned for sure is tried at each of these shares of the world. */
const INSIST_EVERY = 0.02;
const INSIST_UNTIL = 0.95;
const DAY_MS = 86_400_000;

/** What fate needs to know of a world. */
export interface Fated {
  readonly queue: Queue;
  readonly now: () => number;
  readonly startMs: number;
  readonly days: number;
  readonly chance: Chance;
  /** Whether no kind is left out. */
  readonly each: boolean;
  readonly befall: (kind: FaultKind) => Outcome | Promise<Outcome>;
  readonly did: (kind: FaultKind) => void;
  readonly happened: (kind: FaultKind) => boolean;
  /** While the computer sleeps nothing can be insisted on. */
  readonly asleep: () => boolean;
}

/** Lets what is planned for a world befall it, one after the other, and in the end what was planned and could not happen. */
export function decree(fated: Fated): void {
  const { queue, now, startMs, days, chance, each, happened } = fated;
  const waiting = new Set<FaultKind>();
  const act = async (kind: FaultKind): Promise<void> => {
    const outcome = await fated.befall(kind);
    if (outcome === true) fated.did(kind);
    // what was missed while the computer slept does not pile up until it wakes
    if (outcome !== false || happened(kind) || waiting.has(kind)) return;
    waiting.add(kind);
    queue.add(now() + RETRY_MS, async () => {
      waiting.delete(kind);
      await act(kind);
    });
  };
  const plan = planFaults(days, chance, each);
  // one at a time, so that what is still to come does not make room as it goes, in which a leak would hide
  const next = (index: number): void => {
    const planned = plan[index];
    if (planned === undefined) return;
    queue.add(startMs + planned.atMs, async () => {
      next(index + 1);
      await act(planned.kind);
    });
  };
  next(0);
  if (!each) return;
  for (let share = SURE_BEFORE; share < INSIST_UNTIL; share += INSIST_EVERY) {
    queue.add(startMs + share * days * DAY_MS, async () => {
      if (fated.asleep()) return;
      const missing = FAULTS.filter((kind) => !RESTARTS.includes(kind) && !happened(kind) && !waiting.has(kind));
      for (const kind of missing) await act(kind);
    });
  }
}
