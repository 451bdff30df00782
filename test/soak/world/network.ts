import type { Chance } from "./random.ts";

/** What befalls a single request. */
export const MISHAPS = ["lost request", "slow request", "stalled body", "reset", "truncated JSON"] as const;
export type MishapKind = (typeof MISHAPS)[number];

/** What lasts for a while, for every request. */
export const SPELLS = ["no network", "captive portal", "burst of 5xx", "blip of 401"] as const;
export type SpellKind = (typeof SPELLS)[number];

/**
 * What a captive portal answers with, a page in each case. Each that was met is followed by the next; the plain one comes
 * last, so that all were met when it was.
 */
export const PORTALS = [
  "portal answering 401",
  "portal answering 403",
  "portal answering 511",
  "captive portal",
] as const;
export type PortalKind = (typeof PORTALS)[number];

export type Fate = MishapKind | SpellKind | PortalKind | "none";

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
  happened: (kind: Exclude<Fate, "none">) => void,
): Weather {
  const until = new Map<SpellKind, number>();
  const waiting: MishapKind[] = [];
  let [turn, met] = [0, false];
  const lasts = (kind: SpellKind): boolean => (until.get(kind) ?? -Infinity) > now();
  const fate = (): Fate => {
    const spell = SPELLS.find(lasts);
    if (spell === "captive portal") {
      met = true;
      return PORTALS[turn] ?? spell;
    }
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
      if (kind === "captive portal" && met && !lasts(kind)) {
        turn = (turn + 1) % PORTALS.length;
        met = false;
      }
      until.set(kind, Math.max(untilMs, until.get(kind) ?? 0));
    },
  };
}
