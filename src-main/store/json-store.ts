import { copyFileSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import ElectronStore from "electron-store";
import { same } from "../core/lock/equal.ts";

/** One value that outlives a restart. */
export interface Store<T> {
  value(): T;
  /** Writes a value that differs from the last one; false when it could not. Never throws. */
  readonly save: (value: T) => boolean;
  /** The copy of a file that could not be read, whole or in part; null when all was well. */
  readonly setAside: string | null;
}

/** Where stores keep their files, and whom they tell of a write that failed (a disk that is full). */
export interface StoreContext {
  /** An absolute folder. */
  readonly folder: string;
  readonly now: () => number;
  /** `what` is the name and code of the error, without a path. */
  readonly onFailure: (what: string) => void;
}

/** What a file's JSON holds; `repaired` names what could not be read and fell back. */
export interface Parsed<T> {
  readonly value: T;
  readonly repaired: readonly string[];
}

type Found = { readonly state: "absent" | "broken" } | { readonly state: "json"; readonly json: unknown };

/**
 * A value in `<folder>/<name>.json`, written atomically in the form that `written` gives it. A file that cannot be read,
 * whole or in part, is copied to `<name>.corrupt-<ms>.json` before anything is written.
 */
export function createJsonStore<T extends object>(
  context: StoreContext,
  name: string,
  parse: (json: unknown) => Parsed<T>,
  written: (value: T) => object = (value) => value,
): Store<T> {
  const file = join(context.folder, `${name}.json`);
  removeLeftovers(context.folder, name);
  const found = read(file);
  const { value, repaired } = parse(found.state === "json" ? found.json : {});
  const damaged = found.state === "broken" || repaired.length > 0;
  const setAside = damaged ? copyAside(file, join(context.folder, `${name}.corrupt-${context.now()}.json`)) : null;
  // Ajar leaves a file alone that it could not copy: what it holds may matter more than this run's changes
  const writable = !damaged || setAside !== null;
  const disk = writable ? openDisk(context, name, found.state === "broken") : refuse(context, name);
  let latest = value;
  let unsaved = false;
  if (damaged) disk?.(written(value));
  return {
    value: () => latest,
    save(next) {
      if (same(next, latest) && !unsaved) return true;
      latest = next;
      unsaved = disk?.(written(next)) !== true;
      return !unsaved;
    },
    setAside,
  };
}

/** Writes nothing, and tells of each write. */
const refuse =
  (context: StoreContext, name: string): (() => boolean) =>
  () => {
    context.onFailure(`${name}.json`);
    return false;
  };

function read(file: string): Found {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    return { state: codeOf(error) === "ENOENT" ? "absent" : "broken" };
  }
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === "object" && json !== null && !Array.isArray(json)
      ? { state: "json", json }
      : { state: "broken" };
  } catch {
    return { state: "broken" };
  }
}

/** Removes what a kill or a power cut left half written: it may hold a key that its owner removed since. */
function removeLeftovers(folder: string, name: string): void {
  try {
    const files = readdirSync(folder).filter((file) => file.startsWith(`${name}.json.tmp-`));
    for (const file of files) rmSync(join(folder, file), { force: true });
  } catch {
    // they may stay until another start
  }
}

function copyAside(file: string, copy: string): string | null {
  try {
    copyFileSync(file, copy);
    return copy;
  } catch {
    return null;
  }
}

/** Writes values to the file and keeps fields of a newer version in it; tells of a failure and never throws. */
function openDisk(context: StoreContext, name: string, broken: boolean): ((value: object) => boolean) | null {
  const attempt = <R>(work: () => R): R | null => {
    try {
      return work();
    } catch (error) {
      context.onFailure(`${name}.json${codeOf(error) === null ? "" : `, ${codeOf(error)}`}`);
      return null;
    }
  };
  const store = attempt(
    () =>
      new ElectronStore<Record<string, unknown>>({
        cwd: context.folder,
        name,
        accessPropertiesByDotNotation: false,
        clearInvalidConfig: broken,
        configFileMode: 0o600,
      }),
  );
  if (store === null) return null;
  return (value) =>
    attempt(() => {
      store.set(Object.fromEntries(Object.entries(value)));
      return true;
    }) ?? false;
}

const codeOf = (error: unknown): string | null =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
