import { describe, expect, it, vi } from "vitest";
import { detailText } from "../../src-main/core/view/detail-text.ts";
import { DOOR_STATES, LOCK_STATES, type Instant, type Reading } from "../../src-main/core/lock/lock.ts";
import { english } from "../unit/support/words.ts";
import { present } from "../../src-main/core/view/presenter.ts";
import { defaultSettings } from "../../src-main/core/app/settings.ts";
import type { Detail, Row, Snapshot } from "../../src-main/core/view/snapshot.ts";
import { after, allWell, at, away as disconnected, read, reading } from "../unit/support/house.ts";
import { away, failed, many, open as openDoor, row, sample, was } from "./support/rows.ts";
import { open, textOf, textsOf, useWindows } from "./support/window.ts";

useWindows();

const show = (rows: readonly Row[]): void => {
  open(sample({ rows }));
};

const around = {
  words: english,
  key: "in-use",
  demo: false,
  otherCloud: null,
  alerts: [],
  notices: [],
} as const;

/** What the presenter makes of a house of two whose first lock was read so, `later` seconds after that. */
function presented(
  first: Partial<Reading> | "away",
  later = 5,
): { readonly snapshot: Snapshot; readonly now: Instant } {
  const readings =
    first === "away"
      ? [read(20, disconnected(1, 20), reading(2, 20)), read(40, disconnected(1, 40), reading(2, 40))]
      : [read(20, reading(1, 20, first), reading(2, 20))];
  const now = at(20 * readings.length + later);
  return { snapshot: present(after([allWell(2), ...readings]).house, defaultSettings, around, now).snapshot, now };
}

/** All that a row says, in its order. */
const said = ({ word, detail, third }: Row, now: Instant): readonly string[] =>
  [word, worded(detail, now), worded(third, now)].filter((text) => text !== null);
const worded = (detail: Detail | null, now: Instant): string | null =>
  detail === null ? null : detailText(english, detail, now).replace(/\s/g, " ");

const cases = [
  ...LOCK_STATES.flatMap((lock) => DOOR_STATES.map((door) => [`${lock}, door ${door}`, { lock, door }, 5] as const)),
  ["last move failed", { lock: "unlocked", moveFailed: true }, 5],
  ["no bridge", { link: "no-bridge", lock: "unknown", door: "unknown", battery: null }, 5],
  ["late", {}, 70],
  ["old and locked", {}, 400],
  ["old and open", { door: "open" }, 400],
  ["lost", {}, 25 * 3600],
  ["a low battery", { battery: 14 }, 5],
] as const;

/** The row of a name. */
const rowOf = (name: string): HTMLElement | undefined =>
  [...document.querySelectorAll<HTMLElement>(".lock")].find((one) => one.querySelector(".name")?.textContent === name);

/** Words of a part of a row, spaces made single. */
const textIn = (row: Element | undefined, selector: string): string =>
  row?.querySelector(selector)?.textContent.replace(/\s+/g, " ").trim() ?? "";

describe("the state table", () => {
  it.each(cases)("%s", (_, facts, later) => {
    const { snapshot, now } = presented(facts, later);
    vi.setSystemTime(now);
    open(sample(snapshot, now));
    const first = snapshot.rows.find(({ serial }) => serial === "S1");
    const drawn = rowOf("Door 1");
    if (first === undefined || drawn === undefined) throw new Error("There is no row to look at.");
    expect([...drawn.classList]).toContain(first.tone);
    expect(drawn.querySelector(".badge")?.classList.contains(first.tone)).toBe(true);
    expect(textIn(drawn, ".word")).toBe(first.word);
    for (const text of said(first, now)) expect(textIn(drawn, ".text")).toContain(text);
    expect(drawn.classList.contains("dashed")).toBe(first.dashed);
  });

  it("no connection", () => {
    const { snapshot, now } = presented("away", 0);
    vi.setSystemTime(now);
    open(sample(snapshot, now));
    expect(textIn(rowOf("Door 1"), ".word")).toBe("No connection");
    expect(textIn(rowOf("Door 1"), ".third")).toBe("Was locked 40 s ago");
  });
});

describe("a row", () => {
  it("gives the word, then the detail, then the third line and the battery", () => {
    show([
      openDoor("Yard", 14, {
        third: { kind: "text", text: "Not updated since 14:02" },
        battery: { level: 14, tone: "attention", charging: false },
      }),
    ]);
    expect(textOf(".lock p")).toBe("Door open 14 min");
    expect(textOf(".third")).toBe("Not updated since 14:02 Battery 14%");
  });

  it.each([
    [{ level: 14, tone: "attention", charging: false }, "Battery 14%"],
    [{ level: 6, tone: "danger", charging: true }, "Battery 6%, charging"],
  ] as const)("marks a low battery: %o", (battery, text) => {
    show([row("Attic", { battery })]);
    expect(textOf(`.third .${battery.tone}`)).toBe(text);
  });

  it("marks no battery that is well or not told", () => {
    show([row("Attic")]);
    expect(document.body.textContent).not.toContain("Battery");
  });

  it("draws a dashed door only where the sensor says nothing", () => {
    show([row("Hall", { doorUnknown: true, detail: { kind: "text", text: "Door state unknown" } }), row("Attic")]);
    expect(document.querySelectorAll(".lock p .icon")).toHaveLength(1);
  });

  it("is named by the lock and described by its state", () => {
    show([failed("Garage"), row("Attic"), row("Hall")]);
    const item = document.querySelector("[role='listitem']");
    const named = (attribute: string): string => textOf(`#${item?.getAttribute(attribute) ?? ""}`);
    expect(named("aria-labelledby")).toBe("Garage");
    expect(named("aria-describedby")).toBe("Didn’t lock or unlock Check the door");
    const places = [...document.querySelectorAll("[role='listitem']")].map(
      (one) => `${one.getAttribute("aria-posinset") ?? ""} of ${one.getAttribute("aria-setsize") ?? ""}`,
    );
    expect(places).toEqual(["1 of 1", "1 of 2", "2 of 2"]);
  });

  it("never draws a padlock for what is not known", () => {
    show([was("Office"), row("Attic")]);
    const drawn = (name: string): string | null | undefined =>
      [...document.querySelectorAll(".lock")]
        .find((lock) => lock.textContent.includes(name))
        ?.querySelector(".badge path")
        ?.getAttribute("d");
    expect(drawn("Office")).not.toBe(drawn("Attic"));
    expect(document.querySelectorAll(".lock .badge.secure")).toHaveLength(1);
  });

  it("says in few words how long a connection is lost when rows are compact, and aloud the whole", () => {
    show([away("Loft", 52), ...many(8)]);
    const [loft] = document.querySelectorAll(".lock");
    expect(loft?.querySelector("[aria-hidden='true'].detail")?.textContent).toBe("52\u00a0min");
    expect(loft?.querySelector(".spoken")?.textContent).toBe("Was locked 52\u00a0min ago");
    expect(loft?.querySelector(".third")).toBeNull();
  });

  it("keeps its long name in reach where it is cut", () => {
    const name = "Back door of the old boat house behind the harbour office (left wing)";
    show([row(name)]);
    expect(document.querySelector("h2")?.getAttribute("title")).toBe(name);
  });
});

describe("density", () =>
  it.each([
    [6, "h2", false],
    [7, "h3", true],
  ] as const)("%s locks", (count, heading, compact) => {
    show(many(count));
    expect(document.querySelectorAll(".lock.compact").length > 0).toBe(compact);
    expect(document.querySelectorAll(`.lock ${heading}`)).toHaveLength(count);
    if (compact)
      expect(textsOf("main > div > h2")).toEqual(["Needs attention 4", `All other locks ${String(count - 4)}`]);
  }));
