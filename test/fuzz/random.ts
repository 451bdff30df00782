/** Chance that comes out the same for the same seed. */
export interface Random {
  /** From 0 up to, but never, 1. */
  readonly next: () => number;
  /** A whole number from 0 up to, but never, `below`. */
  readonly int: (below: number) => number;
  readonly chance: (probability: number) => boolean;
  /** Throws when there is nothing to pick from. */
  readonly pick: <T>(from: readonly T[]) => T;
  /** The same items in another order. */
  readonly shuffled: <T>(items: readonly T[]) => readonly T[];
}

/** Chance by the generator mulberry32; a seed is a whole number of 32 bits. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (below: number): number => Math.floor(next() * below);
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick(from) {
      const picked = from[int(from.length)];
      if (picked === undefined) throw new Error("There is nothing to pick from");
      return picked;
    },
    shuffled: (items) =>
      items
        .map((item) => [next(), item] as const)
        .sort(([a], [b]) => a - b)
        .map(([, item]) => item),
  };
}
