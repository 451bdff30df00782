import type { Chance } from "./random.ts";

/** What befalls a single request. */
export const MISHAPS = ["lost request", "slow request", "stalled body", "reset", "truncated JSON"] as const;
export type MishapKind = (typeof MISHAPS)[number];

/** What lasts for a while, for every request. */
export const SPELLS = ["no network", "captive portal", "burst of 5xx", "blip of 401"] as const;
export type SpellKind = (typeof SPELLS)[number];

export type Fate = MishapKind | SpellKind | "none";

/** What stands between the app and the cloud. */
export interface Weather {
  /** What befalls a request that is sent now. */
  fate(): Fate;
  /** The next request that meets no spell. */
  once(kind: MishapKind): void;
  spell(kind: SpellKind, untilMs: number): void;
}

/** Fair weather, in which single requests go wrong by the given probability. */
export function createWeather(
  now: () => number,
  chance: Chance,
  rate: () => number,
  happened: (kind: Fate & (MishapKind | SpellKind)) => void,
): Weather {
  const until = new Map<SpellKind, number>();
  const waiting: MishapKind[] = [];
  const fate = (): Fate => {
    const spell = SPELLS.find((kind) => (until.get(kind) ?? -Infinity) > now());
    if (spell !== undefined) return spell;
    return waiting.shift() ?? (chance.happens(rate()) ? chance.of(MISHAPS) : "none");
  };
  return {
    fate() {
      const befalls = fate();
      if (befalls !== "none") happened(befalls);
      return befalls;
    },
    once(kind) {
      // what came up while nobody asked does not come all at once
      if (!waiting.includes(kind)) waiting.push(kind);
    },
    spell(kind, untilMs) {
      until.set(kind, Math.max(untilMs, until.get(kind) ?? 0));
    },
  };
}
