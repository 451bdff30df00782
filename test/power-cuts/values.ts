import { same } from "../../src-main/core/lock/equal.ts";
import { instant, serialOf, type Lock } from "../../src-main/core/lock/lock.ts";
import { LOSS_DELAYS_MIN, TRAY_GLYPHS, type Settings } from "../../src-main/core/app/settings.ts";
import { START_MS } from "./fast-clock.ts";

/** Values with a number in every part: a mixture of two differs from both. */

/** A cloud that is never asked: its key is kept over and over beside the one in use. */
export const OTHER_CLOUD = "https://other.test";

/** How often the number is repeated: a file of some kilobytes is not written in one block of a disk. */
const REPEATED = 300;

const picked = <T>(from: readonly [T, ...T[]], n: number): T => from[n % from.length] ?? from[0];

/** Settings number `n`; the interval is always the shortest, which sets the pace of a run. */
export const settingsOf = (n: number): Settings => ({
  version: 1,
  intervalSeconds: 20,
  lossDelayMinutes: picked(LOSS_DELAYS_MIN, n),
  trayGlyph: picked(TRAY_GLYPHS, n),
  notWatched: Array.from({ length: REPEATED }, (_, index) => serialOf(`${n}/${index}`)),
  pausedUntil: n % 2 === 0 ? null : instant(START_MS - n),
  // Ajar takes this back by itself with its first reading
  blindTold: false,
});

/** Which settings these are; null when they are none of the numbered. */
export function numberOfSettings(settings: unknown): number | null {
  if (typeof settings !== "object" || settings === null || !("notWatched" in settings)) return null;
  const serials: readonly unknown[] = Array.isArray(settings.notWatched) ? settings.notWatched : [];
  const [first] = serials;
  const n = typeof first === "string" ? Number.parseInt(first, 10) : NaN;
  return Number.isSafeInteger(n) && same(settings, settingsOf(n)) ? n : null;
}

/** Key number `n`, of the longest form that is taken for one. */
export const keyOf = (n: number): string => `other${n}.${`${n}/`.repeat(1000).slice(0, 900)}`;

/** Which key this is; null when it is none of the numbered. */
export function numberOfKey(key: string): number | null {
  const n = Number(/^other(\d+)\./.exec(key)?.[1] ?? NaN);
  return Number.isSafeInteger(n) && key === keyOf(n) ? n : null;
}

const nameOf = (n: number, id: number): string => `${n}/${id} `.padEnd(400, "·");

/** The same locks, named for the number `n`. */
export const named = (locks: readonly Lock[], n: number): readonly Lock[] =>
  locks.map((lock) => ({ ...lock, name: nameOf(n, lock.id) }));

/** Which number all of the locks are named for; null when they have names of their own, "mixed" when only some have. */
export function numberOfNames(
  locks: readonly { readonly id: number; readonly name: string }[],
): number | "mixed" | null {
  const numbers = locks.map(({ id, name }) => {
    const n = Number.parseInt(name, 10);
    return name === nameOf(n, id) ? n : null;
  });
  const [first = null] = numbers;
  return numbers.every((n) => n === first) ? first : "mixed";
}
