import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { accountAt } from "../../src-main/core/app/account.ts";
import { emptyListCache, type ListCache } from "../../src-main/core/polling/list-cache.ts";
import { defaultSettings } from "../../src-main/core/app/settings.ts";
import type { StoreContext } from "../../src-main/store/json-store.ts";
import type { SecretBox } from "../../src-main/store/key-store.ts";
import { createListStore, forgetLocks } from "../../src-main/store/list-store.ts";
import { createSettingsStore } from "../../src-main/store/settings-store.ts";
import { openStores } from "../../src-main/store/stores.ts";
import { createWindowStore } from "../../src-main/store/window-store.ts";
import { at, lock, START_MS } from "../unit/support/house.ts";

/** Two accounts, each of a cloud. */
const [A, B] = [accountAt("https://a.test"), accountAt("https://b.test")] as const;
const root = mkdtempSync(join(tmpdir(), "ajar-stores-"));
let folders = 0;

afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A folder with these files, and a note of what its stores could not save. */
function folderWith(files: Readonly<Record<string, string>> = {}) {
  folders += 1;
  const folder = join(root, String(folders));
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const failures: string[] = [];
  const context: StoreContext = { folder, now: () => START_MS, onFailure: (what) => failures.push(what) };
  const text = (name: string): string => readFileSync(join(folder, name), "utf8");
  const json = (name: string): unknown => JSON.parse(text(name));
  return { context, folder, failures, text, json, names: () => readdirSync(folder).sort() };
}

const ASIDE = `settings.corrupt-${START_MS}.json`;

describe("settings on disk", () => {
  it("begin as the defaults, and write nothing before something changes", () => {
    const { context, names } = folderWith();
    const store = createSettingsStore(context, A);
    expect(store.value()).toEqual(defaultSettings);
    expect(store.setAside).toBeNull();
    store.save({ ...defaultSettings });
    expect(names()).toEqual([]);
  });

  it("come back as they were saved, readable by their owner alone", () => {
    const { context, folder, names } = folderWith();
    const chosen = {
      ...defaultSettings,
      intervalSeconds: 60,
      notWatched: [lock(2).serial],
      pausedUntil: at(60),
    } as const;
    createSettingsStore(context, A).save(chosen);
    expect(createSettingsStore(context, A).value()).toEqual(chosen);
    expect(names()).toEqual(["settings.json"]);
    expect(statSync(join(folder, "settings.json")).mode & 0o777).toBe(0o600);
  });

  it("are not written again when nothing changed", () => {
    const { context, folder } = folderWith();
    const store = createSettingsStore(context, A);
    store.save({ ...defaultSettings, trayGlyph: "dark" });
    const { ino, mtimeNs } = statSync(join(folder, "settings.json"), { bigint: true });
    store.save({ ...defaultSettings, trayGlyph: "dark", notWatched: [] });
    createSettingsStore(context, A).save({ ...defaultSettings, trayGlyph: "dark" });
    expect(statSync(join(folder, "settings.json"), { bigint: true })).toMatchObject({ ino, mtimeNs });
    store.save({ ...defaultSettings, trayGlyph: "light" });
    // written beside and moved into place, so that no moment has half a file
    expect(statSync(join(folder, "settings.json"), { bigint: true }).ino).not.toBe(ino);
  });

  it.each([
    ["text that is no JSON", '{"intervalSeconds": 30, "lossD'],
    ["an empty file", ""],
    ["zeros after a power cut", "\0\0\0\0"],
    ["a list", "[1, 2]"],
    ["a number", "7"],
    ["nothing", "null"],
  ])("are set aside and said when the file holds %s", (_, broken) => {
    const { context, folder, text, json, names } = folderWith({ "settings.json": broken });
    const store = createSettingsStore(context, A);
    expect(store.value()).toEqual(defaultSettings);
    expect(store.setAside).toBe(join(folder, ASIDE));
    expect(text(ASIDE)).toBe(broken);
    expect(json("settings.json")).toEqual({ ...defaultSettings, toldOf: A });
    expect(names()).toEqual([ASIDE, "settings.json"]);
    expect(createSettingsStore(context, A).setAside).toBeNull();
  });

  it("fall back field by field, with a copy of what there was", () => {
    const old = { ...defaultSettings, intervalSeconds: 25, lossDelayMinutes: 15, pausedUntil: "tomorrow" };
    const { context, json } = folderWith({ "settings.json": JSON.stringify(old) });
    const store = createSettingsStore(context, A);
    expect(store.value()).toEqual({ ...defaultSettings, lossDelayMinutes: 15 });
    expect(store.setAside).toMatch(/corrupt/);
    expect(json(ASIDE)).toEqual(old);
    expect(json("settings.json")).toEqual({ ...defaultSettings, lossDelayMinutes: 15, toldOf: A });
  });

  it("keep the fields of a newer Ajar", () => {
    const newer = { ...defaultSettings, language: "pl", rules: [{ "a.b": 1 }], "dotted.name": true };
    const { context, json } = folderWith({ "settings.json": JSON.stringify(newer) });
    const store = createSettingsStore(context, A);
    expect(store.setAside).toBeNull();
    store.save({ ...store.value(), intervalSeconds: 30 });
    expect(json("settings.json")).toEqual({ ...newer, intervalSeconds: 30, toldOf: A });
  });

  it("leave nothing behind of writes that were killed, and touch no other file", () => {
    const killed = { "settings.json.tmp-4000000000abcdef": '{"inter', "settings.json.tmp-4000000001abcdef": "" };
    const others = { "key.json.tmp-4000000000abcdef": "{}", "old-settings.json.tmp-1": "{}", [ASIDE]: "{" };
    const { context, names } = folderWith({ ...killed, ...others });
    expect(createSettingsStore(context, A).value()).toEqual(defaultSettings);
    expect(names()).toEqual(Object.keys(others).sort());
  });

  it("hold until Ajar quits when the folder cannot be written, and say so each time", () => {
    const { context, folder, failures } = folderWith();
    const store = createSettingsStore(context, A);
    rmSync(folder, { recursive: true });
    writeFileSync(folder, "in the way");
    store.save({ ...defaultSettings, intervalSeconds: 30 });
    store.save({ ...defaultSettings, intervalSeconds: 60 });
    expect(store.value().intervalSeconds).toBe(60);
    expect(failures).toHaveLength(2);
    expect(failures[0]).toMatch(/^settings\.json(, E[A-Z]+)?$/);
    expect(failures.join()).not.toContain(folder);
  });

  it("leave a file alone that cannot even be copied", () => {
    const { context, folder } = folderWith();
    mkdirSync(join(folder, "settings.json"));
    const store = createSettingsStore(context, A);
    expect(store.value()).toEqual(defaultSettings);
    store.save({ ...defaultSettings, intervalSeconds: 30 });
    expect(store.value().intervalSeconds).toBe(30);
    expect(statSync(join(folder, "settings.json")).isDirectory()).toBe(true);
  });

  it("say that a change is not saved when the file could not be read and not be copied", () => {
    const { context, folder, failures } = folderWith();
    mkdirSync(join(folder, "settings.json"));
    createSettingsStore(context, A).save({ ...defaultSettings, intervalSeconds: 30 });
    expect(failures).not.toEqual([]);
  });
});

describe("the list on disk", () => {
  const kept: ListCache = { times: [at(-60)], holdUntil: at(60), locks: [lock(1), { ...lock(2), bridgeId: null }] };

  it("comes back for the key it was kept for, its limits also for another, and nothing of it for another cloud", () => {
    const { context, json } = folderWith();
    createListStore(context, A, "a").save(kept);
    expect(createListStore(context, A, "a").value()).toEqual(kept);
    const other = createListStore(context, A, "b");
    // Tedee counts by account, of which another key may be
    expect(other.value()).toEqual({ ...kept, locks: [] });
    expect(createListStore(context, B, "a").value()).toEqual(emptyListCache);
    other.save({ ...emptyListCache, times: [at(0)] });
    expect(json("list.json")).toEqual({ account: A, owner: "b", times: [at(0)], holdUntil: null, locks: [] });
  });

  it("keeps whose the locks are where only the limits change, for their own cloud alone", () => {
    const { context } = folderWith();
    createListStore(context, A, "a").save(kept);
    const whoevers = createListStore(context, A, null);
    expect(whoevers.value()).toEqual(kept);
    whoevers.save({ ...kept, times: [at(-60), at(0)] });
    expect(createListStore(context, A, "a").value()).toEqual({ ...kept, times: [at(-60), at(0)] });
    createListStore(context, B, null).save(kept);
    expect(createListStore(context, B, "a").value()).toEqual({ ...kept, locks: [] });
  });

  it("is that of one cloud alone when another's limits were kept after it", () => {
    const { context } = folderWith();
    createListStore(context, A, "a").save(kept);
    createListStore(context, B, "b").save({ ...emptyListCache, times: [at(-1)] });
    expect(createListStore(context, A, "a").value()).toEqual(emptyListCache);
  });

  it("names no lock any more once the key was removed, and holds on to the limits", () => {
    const { context, json, text } = folderWith();
    createListStore(context, A, "a").save(kept);
    forgetLocks(context, B);
    expect(createListStore(context, A, "a").value()).toEqual(kept);
    forgetLocks(context, A);
    expect(json("list.json")).toEqual({ ...kept, account: A, owner: "", locks: [] });
    expect(text("list.json")).not.toContain(lock(1).name);
    // the same key again is as good as another
    expect(createListStore(context, A, "a").value()).toEqual({ ...kept, locks: [] });
  });

  it("is bounded by the clock of this start, and by field", () => {
    const wrong = { account: A, owner: "a", times: [at(9999), at(-1)], holdUntil: at(7200), locks: "none" };
    const { context } = folderWith({ "list.json": JSON.stringify(wrong) });
    expect(createListStore(context, A, "a").value()).toEqual({ times: [at(0), at(-1)], holdUntil: null, locks: [] });
  });

  it.each([
    ["no mark of an account", { owner: "a" }],
    ["a mark that is no text", { account: 1, owner: "a" }],
    ["no mark of a cloud, in an older file", { account: "a" }],
    ["such a mark that is no text", { origin: 1, account: "a" }],
  ])("counts as nothing with %s", (_, marks) => {
    const { context } = folderWith({ "list.json": JSON.stringify({ ...kept, ...marks }) });
    expect(createListStore(context, A, "a").value()).toEqual(emptyListCache);
  });

  it("is set aside when it is no JSON", () => {
    const { context, folder, text } = folderWith({ "list.json": "{" });
    const store = createListStore(context, A, "a");
    expect(store.setAside).toBe(join(folder, `list.corrupt-${START_MS}.json`));
    expect(text(`list.corrupt-${START_MS}.json`)).toBe("{");
    store.save(kept);
    expect(createListStore(context, A, "a").value()).toMatchObject(kept);
  });
});

describe("the window's place on disk", () => {
  const bounds = { x: -1200, y: 40, width: 400, height: 640 };

  it("comes back as it was", () => {
    const { context } = folderWith();
    expect(createWindowStore(context).value()).toEqual({ bounds: null });
    createWindowStore(context).save({ bounds });
    expect(createWindowStore(context).value()).toEqual({ bounds });
    createWindowStore(context).save({ bounds: null });
    expect(createWindowStore(context).value()).toEqual({ bounds: null });
  });

  it.each([
    ["no width", { ...bounds, width: 0 }],
    ["a negative height", { ...bounds, height: -1 }],
    ["parts of a pixel", { ...bounds, x: 0.5 }],
    ["a place off every desktop", { ...bounds, x: 100_001 }],
    ["a place off every desktop to the left", { ...bounds, y: -100_001 }],
    ["text", { ...bounds, x: "0" }],
    ["half of it", { x: 0, y: 0 }],
    ["something else", "maximized"],
  ])("is not remembered with %s", (_, wrong) => {
    const { context } = folderWith({ "window.json": JSON.stringify({ bounds: wrong }) });
    expect(createWindowStore(context).value()).toEqual({ bounds: null });
  });
});

const noBox: SecretBox = { seal: () => Promise.resolve(null), open: () => Promise.resolve("unreadable") };

describe("all stores", () => {
  it("keep their files in one folder, limits apart for each cloud and locks for each key", () => {
    const { context, names } = folderWith();
    const stores = openStores(context, noBox, A);
    stores.settings.save({ ...defaultSettings, blindTold: true });
    const kept: ListCache = { ...emptyListCache, times: [at(0)], locks: [lock(1)] };
    stores.lists(A, "a.b").save(kept);
    stores.window.save({ bounds: { x: 0, y: 0, width: 1, height: 1 } });
    expect(names()).toEqual(["list.json", "settings.json", "window.json"]);
    expect(stores.lists(A, "a.b").value()).toEqual(kept);
    expect(stores.lists(A, null).value()).toEqual(kept);
    expect(stores.lists(A, "a.c").value()).toEqual({ ...kept, locks: [] });
    expect(stores.lists(B, "a.b").value()).toEqual(emptyListCache);
    stores.keys.forget(A);
    expect(stores.lists(A, null).value()).toEqual({ ...kept, locks: [] });
    expect(stores.setAside).toEqual([]);
    writeFileSync(join(context.folder, "settings.json"), "{ broken");
    // a path would name the person
    expect(openStores(context, noBox, A).setAside).toEqual([`settings.corrupt-${START_MS}.json`]);
  });

  it("make the folder that is not there yet", () => {
    const { context, folder } = folderWith();
    const below = { ...context, folder: join(folder, "new", "folder") };
    createSettingsStore(below, A).save({ ...defaultSettings, intervalSeconds: 30 });
    expect(existsSync(join(below.folder, "settings.json"))).toBe(true);
  });
});
