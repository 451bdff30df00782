import type { Held, Left } from "./folder.ts";
import type { Told } from "./life.ts";
import { FILES, type Opened, type WrittenFile } from "./protocol.ts";

/** What a data folder is known to hold between two lives. */
export interface Known {
  readonly held: Readonly<Record<WrittenFile, Held>>;
  /** The key in use is at rest. */
  readonly ownKey: boolean;
  /** A number that was never written. */
  readonly next: number;
  /** What a write that was killed left beside the files. */
  readonly unfinished: readonly string[];
}

/** A folder in which nothing was ever written. */
export const nothingKnown: Known = {
  held: { settings: "absent", list: "absent", key: "absent" },
  ownKey: false,
  next: 1,
  unfinished: [],
};

/** The same folder with a file torn: the app may begin that file again. */
export const forgotten = (known: Known, name: WrittenFile): Known => ({
  ...known,
  held: { ...known.held, [name]: "plain" },
  ownKey: known.ownKey && name !== "key",
});

/** How far a life came that was killed. */
export interface Lived extends Told {
  readonly writes: WrittenFile | null;
  /** When it was started, by the time of the run. */
  readonly from: number;
  /** How often it asked the cloud for a page of the list. */
  readonly pages: number;
}

/** Clocks of two processes differ by less. */
const CLOCKS_APART_MS = 1000;

/** Compares a folder after a kill with its contents before and with what the life wrote: old or new, nothing else. */
export function afterKill(known: Known, lived: Lived, left: Left): { known: Known; wrong: readonly string[] } {
  const wrong = FILES.flatMap((name) => {
    const held = left.held[name];
    return allowed(name, known, lived).some((fits) => fits(held))
      ? []
      : [`${name}.json holds ${held}: it held ${known.held[name]}, and was ${JSON.stringify(lived)}`];
  });
  if ((known.ownKey || lived.kept) && !left.ownKey) wrong.push("the key in use was lost");
  // the app writes a time before its request leaves, also for a key that it checks
  const noted = left.listTimes.filter((at) => at >= lived.from - CLOCKS_APART_MS).length;
  if (noted < lived.pages)
    wrong.push(`${lived.pages} pages of the list were asked for, and list.json knows of ${noted}`);
  const next = Math.max(known.next, (lived.about ?? 0) + 1);
  const { held, ownKey, unfinished } = left;
  return { known: { held, ownKey, next, unfinished }, wrong };
}

type Fits = (held: Held) => boolean;

function allowed(name: WrittenFile, known: Known, { writes, about, saved }: Lived): readonly Fits[] {
  const written: Fits = (held) =>
    typeof held === "number" && about !== null && held <= about && held >= (saved ?? about);
  // a value that the life called saved has replaced the old one
  if (writes === name && saved !== null) return [written];
  const fits: Fits[] = [(held) => held === known.held[name]];
  if (writes === name) fits.push(written);
  if (name === "list") fits.push((held) => held === "plain");
  if (name === "key" && !known.ownKey) fits.push((held) => held === "plain");
  return fits;
}

/** Compares what a start found with what the life before had left; `torn` is a file that was torn meanwhile. */
export function afterStart(known: Known, opened: Opened, torn: WrittenFile | null): readonly string[] {
  const wrong = FILES.flatMap((name) => {
    const held = known.held[name];
    const expected = torn !== name && typeof held === "number" ? held : null;
    return opened[name] === expected ? [] : [`${name}: found ${String(opened[name])} where ${held} was`];
  });
  const hasKey = known.ownKey && torn !== "key";
  if (opened.ownKey !== hasKey) wrong.push(hasKey ? "the key in use was not found" : "a key came from nowhere");
  const copies = opened.setAside.filter((copy) => torn === null || !copy.startsWith(`${torn}.corrupt-`));
  if (copies.length > 0) wrong.push(`set aside for no reason: ${copies.join()}`);
  if (torn !== null && opened.setAside.length !== 1) wrong.push(`${torn}.json was torn and not set aside`);
  return wrong;
}
