import type { DemoState } from "./demo-lock.ts";

/** What a script says of one lock at one moment. */
export interface Moment {
  /** The same object as long as nothing about the lock changes. */
  readonly state: DemoState;
  /** When the bolt last moved, in milliseconds after the script's start; null when it was before that. */
  readonly movedAtMs: number | null;
}

/** How locks move by themselves: a pure function of the time since the start, in milliseconds (0 and up), for ever. */
export interface Script {
  /** Null for a lock that the script does not move. */
  readonly momentOf: (serial: string, ms: number) => Moment | null;
}

/** One change of a lock, in seconds after the start of the loop. */
export interface Step {
  readonly atSeconds: number;
  readonly change: Partial<DemoState>;
}

/** How one lock moves: from `base`, step by step in order of time; the loop begins with `base` again. */
export interface Timeline {
  readonly base: DemoState;
  readonly steps: readonly Step[];
}

/** A script that repeats the timelines, by serial number, every `loopMs`. */
export function createScript(timelines: ReadonlyMap<string, Timeline>, loopMs: number): Script {
  const tracks = new Map([...timelines].map(([serial, timeline]) => [serial, trackOf(timeline)]));
  return {
    momentOf(serial, ms) {
      const track = tracks.get(serial);
      return track === undefined ? null : momentOn(track, loopMs, ms);
    },
  };
}

/** A stretch of the loop in which one lock does not change. */
interface Stretch {
  readonly fromMs: number;
  readonly state: DemoState;
  /** When in this loop the bolt last moved; null when it has not yet. */
  readonly movedMs: number | null;
}

interface Track {
  readonly first: Stretch;
  readonly rest: readonly Stretch[];
  readonly last: Stretch;
}

function trackOf({ base, steps }: Timeline): Track {
  const first: Stretch = { fromMs: 0, state: base, movedMs: null };
  const rest: Stretch[] = [];
  let last = first;
  for (const { atSeconds, change } of steps) {
    const fromMs = atSeconds * 1000;
    const state = { ...last.state, ...change };
    last = { fromMs, state, movedMs: state.state === last.state.state ? last.movedMs : fromMs };
    rest.push(last);
  }
  return { first, rest, last };
}

function momentOn({ first, rest, last }: Track, loopMs: number, ms: number): Moment {
  const loopStart = Math.floor(ms / loopMs) * loopMs;
  const { state, movedMs } = rest.findLast((stretch) => stretch.fromMs <= ms - loopStart) ?? first;
  if (movedMs !== null) return { state, movedAtMs: loopStart + movedMs };
  if (loopStart === 0) return { state, movedAtMs: null };
  // a loop that ends in another bolt state than it began with moves the bolt at the seam
  if (last.state.state !== first.state.state) return { state, movedAtMs: loopStart };
  return { state, movedAtMs: last.movedMs === null ? null : loopStart - loopMs + last.movedMs };
}
