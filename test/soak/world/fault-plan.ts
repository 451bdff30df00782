import { FAULTS, FAULTS_A_DAY, type FaultKind } from "./fault-kinds.ts";
import type { FaultOutcome } from "./faults.ts";
import { LASTING_FAULTS, SINGLE_FAULTS } from "./network.ts";
import type { Queue } from "./queue.ts";
import type { Chance } from "./random.ts";

const DAY_MS = 86_400_000;
/** Realistic and hostile half days take turns; a hostile one has so many times the faults. */
const HALF_DAY_MS = DAY_MS / 2;
const HOSTILE = 4;
/** A fault that could not happen, and never happened before, is tried again after this time. */
const RETRY_MS = 600_000;

/** The app ends by these, so none of them comes late. */
const RESTARTS: readonly FaultKind[] = ["restart", "crash and start", "429, then a restart"];
/** The last restart comes before this share of the world, since only an app that lives long shows a leak. */
const RESTARTS_UNTIL = 0.3;

/** Every kind is planned before this share of the world, so there is time for a second try. */
const PLANNED_BEFORE = 0.6;
/** Afterwards a kind that never happened is tried again at each of these shares of the world. */
const TRY_AGAIN_EVERY = 0.02;
const TRY_AGAIN_UNTIL = 0.95;

/** These happen only when a request meets them. */
const MET_BY_REQUESTS: readonly FaultKind[] = [...SINGLE_FAULTS, ...LASTING_FAULTS];
/** No request meets a fault while the computer sleeps, so these are planned three times. */
const plannedTimes = (kind: FaultKind): number => (MET_BY_REQUESTS.includes(kind) || kind === "revoked key" ? 3 : 1);

/** Whether a moment (milliseconds after the start) lies in a hostile half day. */
const isHostile = (ms: number): boolean => Math.floor(ms / HALF_DAY_MS) % 2 === 1;

/** The probability, 0 to 1, that a single request goes wrong at a moment (milliseconds after the start). */
export const singleFaultRate = (ms: number): number => (isHostile(ms) ? 0.02 : 0.001);

/** What a plan needs of its world. */
export interface PlanContext {
  readonly queue: Queue;
  readonly now: () => number;
  readonly startMs: number;
  readonly days: number;
  readonly chance: Chance;
  /** Whether every kind must happen. */
  readonly each: boolean;
  readonly cause: (kind: FaultKind) => FaultOutcome | Promise<FaultOutcome>;
  readonly count: (kind: FaultKind) => void;
  readonly happened: (kind: FaultKind) => boolean;
  readonly asleep: () => boolean;
}

/** Plans the faults of a world and makes them happen at their times; a kind that could not happen is tried again. */
export function scheduleFaults(context: PlanContext): void {
  const { queue, now, startMs, days, chance, each, happened } = context;
  const waiting = new Set<FaultKind>();
  const act = async (kind: FaultKind): Promise<void> => {
    const outcome = await context.cause(kind);
    if (outcome === true) context.count(kind);
    // tries do not pile up while the computer sleeps
    if (outcome !== false || happened(kind) || waiting.has(kind)) return;
    waiting.add(kind);
    queue.add(now() + RETRY_MS, async () => {
      waiting.delete(kind);
      await act(kind);
    });
  };
  const plan = planFaults(days, chance, each);
  // the queue holds one planned fault at a time: a queue that shrinks would hide a leak
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
  for (let share = PLANNED_BEFORE; share < TRY_AGAIN_UNTIL; share += TRY_AGAIN_EVERY) {
    queue.add(startMs + share * days * DAY_MS, async () => {
      if (context.asleep()) return;
      const missing = FAULTS.filter((kind) => !RESTARTS.includes(kind) && !happened(kind) && !waiting.has(kind));
      for (const kind of missing) await act(kind);
    });
  }
}

/** Which fault comes when, in milliseconds after the start; the first and the last hour have none. */
function planFaults(
  days: number,
  chance: Chance,
  each: boolean,
): readonly { readonly atMs: number; readonly kind: FaultKind }[] {
  const startMs = 3_600_000;
  const endMs = days * DAY_MS - startMs;
  return FAULTS.flatMap((kind) => {
    const stream = chance.fork(kind);
    const lastMs = RESTARTS.includes(kind) ? endMs * RESTARTS_UNTIL : endMs;
    const planned = Array.from({ length: each ? plannedTimes(kind) : 0 }, () => ({
      atMs: stream.between(startMs, lastMs * PLANNED_BEFORE),
      kind,
    }));
    let atMs = startMs;
    for (;;) {
      // times are drawn at the hostile rate; a realistic half day drops most of them
      atMs += stream.wait(DAY_MS / (FAULTS_A_DAY[kind] * HOSTILE));
      if (atMs > lastMs) return planned;
      if (isHostile(atMs) || stream.happens(1 / HOSTILE)) planned.push({ atMs, kind });
    }
  }).sort((a, b) => a.atMs - b.atMs);
}
