import { app, nativeImage } from "electron";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Alert } from "../../src-main/core/alerts/alert.ts";
import { serialOf, type Serial } from "../../src-main/core/lock/lock.ts";
import type { TraceLine } from "../../src-main/core/app/trace.ts";
import type { TrayAction, TrayModel } from "../../src-main/core/view/tray-model.ts";
import { HELD_AT_MOST, Notifier } from "../../src-main/shell/notifier.ts";
import { createTray } from "../../src-main/shell/tray.ts";
import { createTrayImage } from "../../src-main/shell/tray-image.ts";
import { desk, type DeskItem } from "../stand-in/desk.ts";
import { settle } from "../virtual/clock.ts";

beforeAll(async () => {
  await app.whenReady();
});

/** What the desk shows of a kind, oldest first. */
const shown = (kind: string): readonly (readonly [string, DeskItem])[] =>
  [...desk.state].filter(([key]) => key.startsWith(`${kind}/`));

const titles = (): readonly unknown[] => shown("notification").map(([, { title }]) => title);

const alert = (name: string, differs: Partial<Alert> = {}): Alert => ({
  id: `${name}:opened`,
  rule: "opened",
  facts: [],
  over: false,
  title: `${name} opened`,
  body: "Noticed 14:02.",
  urgency: "normal",
  silent: false,
  replaces: null,
  serial: serialOf(name),
  tone: "attention",
  ...differs,
});

describe("the notifier", () => {
  let there: boolean;
  let clicked: (Serial | null)[];
  let gone: string[];
  let unshown: string[];
  let lines: TraceLine[];
  const create = () =>
    new Notifier({
      gate: { available: () => Promise.resolve(there), reachable: () => there },
      onClick: (serial) => clicked.push(serial),
      onGone: (id) => gone.push(id),
      onUnshown: ({ id }, why) => unshown.push(`${id} ${why}`),
      onError: (error) => {
        throw error;
      },
      trace: (line) => lines.push(line),
    });

  beforeEach(() => {
    for (const [key] of shown("notification")) desk.drop(key);
    [there, clicked, gone, unshown, lines] = [true, [], [], [], []];
  });

  it("shows alerts in their order, and says so in the trace", async () => {
    const notifier = create();
    for (const name of ["A", "B", "C"]) notifier.raise(alert(name));
    await settle();
    expect(titles()).toEqual(["A opened", "B opened", "C opened"]);
    expect(lines).toMatchObject([
      { kind: "notify", id: "A:opened", via: "system" },
      { id: "B:opened" },
      { id: "C:opened" },
    ]);
    notifier.dispose();
    expect(titles()).toEqual([]);
  });

  it("shows a name as it is, markup and all", async () => {
    const notifier = create();
    notifier.raise(alert("A", { title: '<b>&"x opened', body: '1 door open: <b>&"x.' }));
    await settle();
    expect(shown("notification")).toMatchObject([
      [expect.anything(), { title: '<b>&"x opened', body: '1 door open: <b>&"x.' }],
    ]);
    notifier.dispose();
  });

  it("puts an end in the place of what it ends", async () => {
    const notifier = create();
    notifier.raise(alert("A"));
    notifier.raise(alert("A", { title: "A closed", replaces: "A:opened", silent: true }));
    await settle();
    expect(titles()).toEqual(["A closed"]);
    await settle();
    expect(gone).toEqual([]);
    notifier.dispose();
  });

  it("leads a click to its lock, and forgets what a person closed", async () => {
    const notifier = create();
    notifier.raise(alert("A"));
    notifier.raise(alert("B"));
    await settle();
    const [first, second] = shown("notification");
    desk.deliver({ to: first?.[0] ?? "", type: "click" });
    desk.deliver({ to: second?.[0] ?? "", type: "dismiss" });
    expect(clicked).toEqual(["A"]);
    expect(gone).toEqual(["A:opened", "B:opened"]);
    notifier.dispose();
  });

  it("holds fifty at most and lets the oldest go", async () => {
    const notifier = create();
    for (let n = 0; n <= HELD_AT_MOST; n += 1) notifier.raise(alert(`L${n}`));
    await vi.waitFor(() => expect(titles().at(-1)).toBe(`L${HELD_AT_MOST} opened`));
    expect(titles()).toHaveLength(HELD_AT_MOST);
    expect(titles()).not.toContain("L0 opened");
    notifier.dispose();
  });

  it("touches nothing where nobody shows notifications", async () => {
    there = false;
    const notifier = create();
    notifier.raise(alert("A"));
    notifier.withdraw("A:opened");
    await settle();
    expect(titles()).toEqual([]);
    expect(unshown).toEqual(["A:opened no-service"]);
    expect(lines).toMatchObject([
      { kind: "notify", via: "window" },
      { kind: "withdraw", id: "A:opened" },
    ]);
    expect([...desk.state.keys()].filter((key) => key.startsWith("complaint/"))).toEqual([]);
    notifier.dispose();
  });

  it("shows nothing that waited when all was cleared, and what comes after", async () => {
    const gate = Promise.withResolvers<null>();
    const notifier = new Notifier({
      gate: { available: () => gate.promise.then(() => true), reachable: () => true },
      onClick: () => undefined,
      onGone: () => undefined,
      onUnshown: () => undefined,
      onError: (error) => {
        throw error;
      },
      trace: (line) => lines.push(line),
    });
    for (const name of ["A", "B"]) notifier.raise(alert(name));
    notifier.clear();
    notifier.raise(alert("C"));
    gate.resolve(null);
    await expect.poll(titles).toEqual(["C opened"]);
    expect(lines.filter(({ kind }) => kind === "notify")).toHaveLength(1);
  });

  it("takes back what it showed", async () => {
    const notifier = create();
    notifier.raise(alert("A"));
    notifier.withdraw("A:opened");
    await settle();
    expect(titles()).toEqual([]);
    notifier.dispose();
  });
});

describe("the tray", () => {
  const model: TrayModel = {
    icon: "secure",
    tooltip: "All 2 locked",
    menu: [
      { id: "open", label: "Open", enabled: true, action: { do: "open" } },
      { id: "lock", label: "Bed & Breakfast – Locked", enabled: true, action: { do: "show", serial: serialOf("S1") } },
    ],
  };
  const create = (chosen: TrayAction[] = [], glyph: () => "auto" | "light" | "dark" = () => "auto") =>
    createTray({
      image: (icon) => createTrayImage("assets/tray", icon, glyph()),
      onAction: (action) => chosen.push(action),
      trace: () => undefined,
    });
  const tray = (): DeskItem | undefined => shown("tray").at(-1)?.[1];

  it("sets what changed and nothing else", () => {
    const keeper = create();
    keeper.apply(model);
    expect(tray()).toMatchObject({ toolTip: "All 2 locked", calls: { setImage: 0, setToolTip: 1, setContextMenu: 1 } });
    keeper.apply({ ...model, tooltip: "All 2 locked and closed" });
    expect(tray()).toMatchObject({ calls: { setImage: 0, setToolTip: 2, setContextMenu: 1 } });
    keeper.apply({ ...model, icon: "open", tooltip: "All 2 locked and closed" });
    expect(tray()).toMatchObject({ calls: { setImage: 1, setToolTip: 2, setContextMenu: 1 } });
    keeper.dispose();
    expect(tray()).toBeUndefined();
  });

  it("is made anew for a host that came later, and painted again for one that came back", () => {
    const keeper = create();
    keeper.apply(model);
    keeper.repaint();
    expect(tray()).toMatchObject({ calls: { setImage: 1, setToolTip: 1, setContextMenu: 1 } });
    keeper.recreate();
    expect(shown("tray")).toHaveLength(1);
    expect(tray()).toMatchObject({ toolTip: "All 2 locked", calls: { setImage: 0, setToolTip: 1, setContextMenu: 1 } });
    keeper.dispose();
  });

  it("takes another glyph at once", () => {
    let glyph: "light" | "dark" = "light";
    const keeper = create([], () => glyph);
    keeper.apply(model);
    const before = tray()?.["image"];
    glyph = "dark";
    keeper.repaint();
    expect(before).toBeDefined();
    expect(tray()?.["image"]).not.toEqual(before);
    keeper.dispose();
  });

  it("opens at a click on the icon, and does what a line says", () => {
    const chosen: TrayAction[] = [];
    const keeper = create(chosen);
    keeper.apply(model);
    desk.deliver({ to: shown("tray").at(-1)?.[0] ?? "", type: "click" });
    expect(chosen).toEqual([{ do: "open" }]);
    keeper.dispose();
  });

  it.each(["secure", "unlocked", "open", "alarm", "offline", "paused", "setup"] as const)(
    "has a picture of %s",
    (icon) => {
      for (const glyph of ["auto", "light", "dark"] as const) {
        const image = createTrayImage("assets/tray", icon, glyph);
        expect(image.isEmpty()).toBe(false);
        expect(image.getSize()).toEqual({ width: 24, height: 24 });
      }
      expect(nativeImage.createFromPath("assets/tray/nowhere.png").isEmpty()).toBe(true);
    },
  );
});
