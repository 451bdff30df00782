import type { Chance } from "./random.ts";
import { MISHAPS, SPELLS } from "./network.ts";

/** What befalls the app, the account, the locks and the computer. */
export const FAULTS = [
  ...MISHAPS,
  ...SPELLS,
  "revoked key",
  "429 by another client",
  "429, then a restart",
  "lock back with another id",
  "lock renamed",
  "lock renamed every minute",
  "firmware update (18, 1, 9)",
  "new state number",
  "null device state",
  "sensor lost",
  "battery 255",
  "lock out of reach",
  "bridge lost",
  "bridge flapping every 30 s",
  "clock +1 day",
  "clock -1 day",
  "clock ±1 hour",
  "suspended for seconds",
  "suspended for hours",
  "suspended for a day or more",
  "resume told twice",
  "sleep that nobody told of",
  "refresh pressed",
  "restart",
  "crash and start",
] as const;
export type FaultKind = (typeof FAULTS)[number];

/** How many a day at a realistic rate; at a hostile one they are several times as many. */
const A_DAY: Readonly<Record<FaultKind, number>> = {
  "lost request": 3,
  "slow request": 6,
  "stalled body": 2,
  reset: 3,
  "truncated JSON": 1,
  "no network": 1,
  "captive portal": 0.8,
  "burst of 5xx": 0.7,
  "blip of 401": 0.7,
  "revoked key": 0.1,
  "429 by another client": 0.2,
  "429, then a restart": 0.1,
  "lock back with another id": 0.3,
  "lock renamed": 0.3,
  "lock renamed every minute": 0.2,
  "firmware update (18, 1, 9)": 1,
  "new state number": 1.5,
  "null device state": 0.7,
  "sensor lost": 2,
  "battery 255": 0.3,
  "lock out of reach": 4,
  "bridge lost": 1,
  "bridge flapping every 30 s": 0.4,
  "clock +1 day": 0.15,
  "clock -1 day": 0.15,
  "clock ±1 hour": 0.3,
  "suspended for seconds": 1,
  "suspended for hours": 0.4,
  "suspended for a day or more": 0.05,
  "resume told twice": 1,
  "sleep that nobody told of": 0.3,
  "refresh pressed": 4,
  restart: 1,
  "crash and start": 0.5,
};

const DAY_MS = 86_400_000;
/** Realistic and hostile half days take turns. */
const HALF_DAY_MS = DAY_MS / 2;
const HOSTILE = 4;

/** What ends the app; none of these comes late. */
export const RESTARTS: readonly FaultKind[] = ["restart", "crash and start", "429, then a restart"];

/** Restarts end after this share of the world, so that the last app lives long enough to show what it leaks. */
const RESTARTS_UNTIL = 0.3;

/** Whether a moment (milliseconds after the start) lies in a hostile half day. */
export const hostile = (ms: number): boolean => Math.floor(ms / HALF_DAY_MS) % 2 === 1;

/** The probability that a single request goes wrong. */
export const mishapRate = (ms: number): number => (hostile(ms) ? 0.02 : 0.001);

/** What happens only when a request meets it. */
const MEETABLE: readonly FaultKind[] = [...MISHAPS, ...SPELLS];

/** What must happen is planned early, so that there is time for it when it cannot happen at once. */
export const SURE_BEFORE = 0.6;

/** Weather meets nobody while the computer sleeps, so that it is tried more than once. */
const sureTimes = (kind: FaultKind): number => (MEETABLE.includes(kind) || kind === "revoked key" ? 3 : 1);

/** When what befalls, in milliseconds after the start; the first hour and the last are calm. `each`: no kind is left out. */
export function planFaults(
  days: number,
  chance: Chance,
  each: boolean,
): readonly { readonly atMs: number; readonly kind: FaultKind }[] {
  const startMs = 3_600_000;
  const endMs = days * DAY_MS - startMs;
  return FAULTS.flatMap((kind) => {
    const stream = chance.fork(kind);
    const lastMs = RESTARTS.includes(kind) ? endMs * RESTARTS_UNTIL : endMs;
    const planned = Array.from({ length: each ? sureTimes(kind) : 0 }, () => ({
      atMs: stream.between(startMs, lastMs * SURE_BEFORE),
      kind,
    }));
    let atMs = startMs;
    for (;;) {
      // drawn at the hostile rate, and thinned where it is calm
      atMs += stream.wait(DAY_MS / (A_DAY[kind] * HOSTILE));
      if (atMs > lastMs) return planned;
      if (hostile(atMs) || stream.happens(1 / HOSTILE)) planned.push({ atMs, kind });
    }
  }).sort((a, b) => a.atMs - b.atMs);
}
