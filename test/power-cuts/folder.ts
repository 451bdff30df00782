import { closeSync, ftruncateSync, openSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { same } from "../../src-main/core/lock/equal.ts";
import { defaultSettings } from "../../src-main/core/app/settings.ts";
import { DEMO_KEY } from "../../src-main/demo/server.ts";
import type { Random } from "../fuzz/random.ts";
import { open } from "./box.ts";
import type { WrittenFile } from "./protocol.ts";
import { numberOfKey, numberOfNames, numberOfSettings, OTHER_CLOUD } from "./values.ts";

/** What a file holds: a value with its number, one without any, nothing that can be told, or nothing to read at all. */
export type Held = number | "plain" | "mixed" | "broken" | "absent";

/** A data folder as a kill left it. */
export interface Left {
  readonly held: Readonly<Record<WrittenFile, Held>>;
  /** The key in use is at rest, as it was entered. */
  readonly ownKey: boolean;
  /** When pages of the list were read, by the time of the run. */
  readonly listTimes: readonly number[];
  /** Names of files beside those of the stores whose write had begun and not ended. */
  readonly unfinished: readonly string[];
}

const listFile = v.object({
  times: v.array(v.number()),
  locks: v.array(v.object({ id: v.number(), name: v.string() })),
});
const keyFile = v.object({ keys: v.record(v.string(), v.object({ sealed: v.string() })) });

const fileOf = (folder: string, name: WrittenFile): string => join(folder, `${name}.json`);

/** Looks into a data folder that nobody uses. */
export function look(folder: string, origin: string): Left {
  const [settings, list, key] = [json(folder, "settings"), json(folder, "list"), json(folder, "key")];
  const lists = v.safeParse(listFile, list);
  return {
    held: {
      settings: typeof settings === "string" ? settings : settingsHeld(settings),
      list: typeof list === "string" ? list : lists.success ? (numberOfNames(lists.output.locks) ?? "plain") : "mixed",
      key: typeof key === "string" ? key : keyHeld(key),
    },
    ownKey: keyIn(key, origin) === DEMO_KEY,
    listTimes: lists.success ? lists.output.times : [],
    unfinished: names(folder).filter((file) => file.includes(".json.tmp-")),
  };
}

/** Which settings a file holds, without the account that it names beside them. */
function settingsHeld(file: object): Held {
  const settings = Object.fromEntries(Object.entries(file).filter(([name]) => name !== "toldOf"));
  return same(settings, defaultSettings) ? "plain" : (numberOfSettings(settings) ?? "mixed");
}

function keyHeld(file: object): Held {
  const other = keyIn(file, OTHER_CLOUD);
  if (other === "none") return "plain";
  return (other === null ? null : numberOfKey(other)) ?? "mixed";
}

/** The key of a cloud; "none" when there is none, null when it opens no more. */
function keyIn(file: object | string, cloud: string): string | null {
  const parsed = v.safeParse(keyFile, file);
  const sealed = parsed.success ? parsed.output.keys[cloud]?.sealed : undefined;
  return sealed === undefined ? "none" : open(Buffer.from(sealed, "base64"));
}

/** Names of all files in a folder; none when there is no folder yet. */
export function names(folder: string): readonly string[] {
  return statSync(folder, { throwIfNoEntry: false }) === undefined ? [] : readdirSync(folder).sort();
}

/** A file's object, or why there is none. */
function json(folder: string, name: WrittenFile): object | "broken" | "absent" {
  const file = fileOf(folder, name);
  if (statSync(file, { throwIfNoEntry: false }) === undefined) return "absent";
  try {
    const value: unknown = JSON.parse(readFileSync(file, "utf8"));
    return typeof value === "object" && value !== null ? value : "broken";
  } catch {
    return "broken";
  }
}

/** A file that a disk lost a part of, and what it holds now. */
export interface Torn {
  readonly name: WrittenFile;
  readonly bytes: Buffer;
}

/** Tears a file as a disk does whose last blocks were never written: cut off, or zeros; null when there is none. */
export function tear(folder: string, name: WrittenFile, random: Random): Torn | null {
  const file = fileOf(folder, name);
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size < 2) return null;
  const kept = random.int(size - 1);
  if (random.chance(0.5)) cutOff(file, kept);
  else writeFileSync(file, Buffer.concat([readFileSync(file).subarray(0, kept), Buffer.alloc(size - kept)]));
  return { name, bytes: readFileSync(file) };
}

function cutOff(file: string, size: number): void {
  const handle = openSync(file, "r+");
  ftruncateSync(handle, size);
  closeSync(handle);
}

/** Whether a copy of the torn file stands beside it, byte for byte. */
export const isSetAside = (folder: string, { name, bytes }: Torn): boolean =>
  names(folder).some((file) => file.startsWith(`${name}.corrupt-`) && readFileSync(join(folder, file)).equals(bytes));
